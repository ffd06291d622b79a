"""A store with the made-up story, and what its case files are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from casewatch.cases import case_to_json
from casewatch.cases.model import CaseFile
from casewatch.cases.project import Projection, project_store
from casewatch.model.reading import Reading
from casewatch.review.judging import Author, Side, entity_of, merge, parts_of, side_of
from casewatch.store import Decision, Store
from tests.resolving.build import story

ME = Author("Olga Samplova")
X, Y = "Ivan Examplov", "Petr Primerov"


def store_of(path: Path, readings: Iterable[Reading] | None = None) -> Store:
    store = Store.open(str(path / "cases.db"))
    with store.batch() as batch:
        for one in story() if readings is None else readings:
            batch.add(one.report, one)
    return store


def printed(store: Store) -> str:
    """The case files byte for byte, as `cases --format jsonl --full` prints them."""
    cases = project_store(store).cases
    return "\n".join(json.dumps(case_to_json(case), ensure_ascii=False) for case in cases)


def holding(now: Projection, report: str, name: str = X) -> CaseFile:
    """The case file that a name in a report lies in."""
    of = {k: e.id for e in now.resolution.people for k in e.keys}
    held = next(i for k, i in of.items() if k == (report, name))
    return next(c for c in now.cases if c.id == held)


def side(now: Projection, report: str, name: str = X) -> Side:
    return side_of(entity_of(now.resolution, holding(now, report, name)))


def merged(store: Store, one: str, two: str) -> Decision:
    """The people called Ivan Examplov in two reports, merged."""
    now = project_store(store)
    return merge(store, now.resolution, side(now, one), side(now, two), ME)


def reports(store: Store, report: str, name: str = X) -> tuple[str, ...]:
    return holding(project_store(store), report, name).reports


def split(now: Projection, report: str) -> tuple[Side, Side]:
    entity = entity_of(now.resolution, holding(now, report))
    return parts_of(entity, [report])
