"""What leaves a store: its case files as neutral rows, under a marking and chosen by a filter."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from casewatch.cases.judged import judged_of
from casewatch.cases.lookup import look_up
from casewatch.cases.model import CaseFile
from casewatch.cases.project import Projection, project, project_store
from casewatch.errors import NotFoundError
from casewatch.model.facts import canonical_json
from casewatch.model.report import text_hash
from casewatch.resolving.kept import judgements_of
from casewatch.sharing import received
from casewatch.sharing.items import shared_case
from casewatch.sharing.model import Item, ReportRow, Share, SharedCase, Tlp
from casewatch.sharing.protect import (
    hidden,
    protected,
    without_names,
    words_to_hide,
)
from casewatch.sharing.tlp import DEFAULT, allows
from casewatch.store import Store, StoredReport


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to leave. `cases` are names or ids, all where empty; `since` is a day, `YYYY-MM-DD`:
    case files that rest on no report published since then stay. `protected` are kept in, too,
    where `with_protected`."""

    cases: tuple[str, ...] = ()
    since: str | None = None
    tlp: Tlp = DEFAULT
    with_protected: bool = False


def gather(store: Store, choice: Choice | None = None) -> Share:
    """The rows that leave `store`. Raises `NotFoundError` for a case that is not one case file.

    What other producers shared is passed on as they said it, where their marking allows; what
    rests on it alone is no case file of this desk and does not leave as one.
    """
    choice = choice or Choice()
    every = {one.report.id: one for one in store.reports()}
    outside = {name: marking for name, one in every.items() if (marking := received.tlp_of(one))}
    closed = {name for name, marking in outside.items() if not allows(choice.tlp, marking)}
    projection = _projection(store, closed)
    chosen = _chosen(projection, store, choice)
    rows = {name: report_row(one) for name, one in every.items()}
    left: Counter[str] = Counter()
    held = frozenset() if choice.with_protected else protected(projection)
    own = list(_leaving(chosen, projection, choice, frozenset(outside), held, left))
    if not choice.with_protected:
        leaving = {case.subject.id for case in own}
        hide = words_to_hide(projection.resolution.readings, projection.resolution, leaving)
        own = [without_names(case, hide) for case in own]
        for report, words in hide.items():
            rows[report] = replace(rows[report], title=hidden(rows[report].title, words))
    passed = list(_passed_on(store, every.values(), choice, {c.subject.id for c in own}, left))
    cases = sorted(
        [*own, *(one.case for one in passed)], key=lambda c: (c.subject.kind, c.subject.id)
    )
    rows |= {row.id: row for one in passed for row in one.reports}
    used = {report for case in cases for report in case.reports}
    there = {case.subject.id for case in cases}
    return Share(
        tuple(_with_links_to(case, there) for case in cases),
        {name: rows[name] for name in sorted(used) if name in rows},
        choice.tlp,
        dict(sorted(left.items())),
        _scope(choice, chosen),
        frozenset(case.id for case in projection.cases) - held,
    )


def _scope(choice: Choice, chosen: Sequence[CaseFile]) -> str:
    names = sorted(case.id for case in chosen) if choice.cases else []
    if not names and not choice.since:
        return ""
    raw = canonical_json([names, choice.since]).encode()
    return hashlib.sha256(raw).hexdigest()[:16]


def _projection(store: Store, closed: set[str]) -> Projection:
    if not closed:
        return project_store(store)
    # What is marked as closed must not show through a date or a status that rests on it.
    decisions = store.decisions()
    readings = (r for r in store.readings() if r.report.id not in closed)
    return project(readings, None, judgements_of(decisions), judged_of(decisions))


def _chosen(projection: Projection, store: Store, choice: Choice) -> Sequence[CaseFile]:
    if not choice.cases:
        return projection.cases
    found: dict[str, CaseFile] = {}
    for query in choice.cases:
        hits = look_up(projection, store, query)
        if len(hits) != 1:
            count = f"{len(hits)} case files" if hits else "no case file"
            raise NotFoundError(f"“{query}” names {count}", hint="give one id of: casewatch cases")
        found[hits[0].id] = hits[0]
    return list(found.values())


def _leaving(
    chosen: Iterable[CaseFile],
    projection: Projection,
    choice: Choice,
    outside: frozenset[str],
    held: frozenset[str],
    left: Counter[str],
) -> Iterator[SharedCase]:
    readings = projection.resolution.readings
    for case in chosen:
        if outside.issuperset(case.reports):
            continue
        days = (readings[r].report.published or "" for r in case.reports if r in readings)
        if choice.since and not any(day[:10] >= choice.since for day in days):
            continue
        if case.id in held:
            left["minor or victim"] += 1
            continue
        yield shared_case(case)


def _passed_on(
    store: Store,
    reports: Iterable[StoredReport],
    choice: Choice,
    own: set[str],
    left: Counter[str],
) -> Iterator[received.Received]:
    for one in reports:
        marking = received.tlp_of(one)
        if marking is None:
            continue
        if not allows(choice.tlp, marking):
            left[f"marked {marking}"] += 1
            continue
        case = received.of_report(store, one.report.id)
        if case is None or case.case.subject.id in own:
            continue
        if not case.whole:
            left["for its producer to pass on"] += 1
            continue
        if choice.cases and not received.answers(case, choice.cases):
            continue
        if choice.since and (one.report.published or "")[:10] < choice.since:
            continue
        yield case


def _with_links_to(case: SharedCase, there: set[str]) -> SharedCase:
    """The case without links to whom does not leave with it."""

    def stays(item: Item) -> bool:
        return item.kind != "link" or item.value["to"] in there

    return replace(case, items=tuple(filter(stays, case.items)))


def report_row(one: StoredReport) -> ReportRow:
    """How a stored report is cited."""
    r = one.report
    return ReportRow(
        r.id, r.title, r.publisher, r.published, r.url, r.sha256, text_hash(r.text), r.language
    )
