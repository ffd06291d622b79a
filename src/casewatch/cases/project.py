"""The projection of a whole store: readings and decisions to case files, thrown away after use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casewatch.cases.build import case_files
from casewatch.cases.judged import NO_JUDGEMENT, Judged, judged_of
from casewatch.cases.model import CaseFile
from casewatch.model.reading import Reading
from casewatch.resolving.copies import Copies
from casewatch.resolving.decisions import Judgement
from casewatch.resolving.kept import judgements_of
from casewatch.resolving.resolve import Resolution, resolve
from casewatch.store import Store


@dataclass(frozen=True, slots=True)
class Projection:
    """Every case file of a store, and the resolution that they rest on."""

    cases: tuple[CaseFile, ...]
    resolution: Resolution

    @property
    def copies(self) -> Copies:
        """Which reports carry the same text."""
        return self.resolution.copies


def project(
    readings: Iterable[Reading],
    as_of: str | None = None,
    judgements: Iterable[Judgement] = (),
    judged: Judged = NO_JUDGEMENT,
    known_by: str | None = None,
) -> Projection:
    """The case files of these readings, as of a day (`YYYY-MM-DD`) where one is given.

    `as_of` is about when things happened; `known_by` about when they were known: it leaves out
    every report that was published later, or of which nobody knows when.
    `judgements` are those that stand now on who is who, `judged` those on what case files say.
    """
    if known_by:
        readings = [r for r in readings if "" < (r.report.published or "")[:10] <= known_by]
    resolution = resolve(readings, judgements)
    found = case_files(resolution, as_of, judged, known_by)
    if known_by:
        found = tuple(replace(case, known_by=known_by) for case in found)
    return Projection(found, resolution)


def project_store(
    store: Store, as_of: str | None = None, known_by: str | None = None
) -> Projection:
    """The case files of a store as its decisions have them now: the way in for all commands."""
    decisions = store.decisions()
    judgements, judged = judgements_of(decisions), judged_of(decisions)
    return project(store.readings(), as_of, judgements, judged, known_by)
