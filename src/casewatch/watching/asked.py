"""From a name to a series: of case files, or of a file that was imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casewatch.cases.judged import NO_JUDGEMENT, Judged, judged_of
from casewatch.cases.lookup import look_up, only
from casewatch.cases.model import CaseFile
from casewatch.cases.project import Projection, project_store
from casewatch.errors import WatchError
from casewatch.resolving.entities import Entity
from casewatch.store import Store
from casewatch.watching.activity import series_of
from casewatch.watching.imported import Imported
from casewatch.watching.kept import Watch
from casewatch.watching.members import member
from casewatch.watching.model import Series
from casewatch.watching.weeks import day_of

#: What may change how active somebody is: known days, which are no placebo dates.
KNOWN = frozenset(
    {"arrest", "takedown", "seizure", "release", "exchange", "sentence", "conviction", "sanction"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """The case files of a store, from which series are made."""

    store: Store
    projection: Projection
    judged: Judged = NO_JUDGEMENT

    @classmethod
    def of(cls, store: Store) -> Field:
        """That of a store as it is now."""
        return cls(store, project_store(store), judged_of(store.decisions()))

    def case(self, name: str) -> CaseFile:
        """The one case file that `name` stands for. Raises `NotFoundError` for none or several."""
        return only(look_up(self.projection, self.store, name), name)

    def _entities(self, ids: Sequence[str]) -> list[Entity]:
        wanted = set(ids)
        resolution = self.projection.resolution
        return [e for e in (*resolution.people, *resolution.groups) if e.id in wanted]

    def series(
        self, case: CaseFile, *, linked: bool, since: date | None = None, anchored: bool = True
    ) -> Series:
        """The series of a case file, with what is linked to it within one step where asked.

        Without `since`, activity is new from the day on which the person was set free, where
        the case file has one. `anchored` false counts alike before and after any such day, as
        a comparison of the two must. Raises `WatchError` where no report has a date.
        """
        ids = [case.id]
        if linked:
            ids += [link.id for link in (*case.associates, *case.venues)]
        new_from = (since or set_free(case)) if anchored else None
        found = series_of(
            case.name, self._entities(ids), self.projection.resolution, new_from, self.judged
        )
        if found is None:
            raise WatchError("no report in this store has a date", hint="read with --published")
        return found

    def watched(self, watch: Watch, since: date | None = None) -> Series:
        """The series of all that a watch on this store is on, as one subject.

        Activity is new from `since`, else from the first day on which one of the people was set
        free. Raises `NotFoundError` for a name without case file, `WatchError` where no report
        has a date.
        """
        members = [member(text) for text in watch.members]
        cases = [self.case(m.value) for m in members if m.kind == "case"]
        if watch.members == (watch.subject,) and cases:
            return self.series(cases[0], linked=watch.linked, since=since)
        ids = {case.id for case in cases}
        if watch.linked:
            ids |= {link.id for case in cases for link in (*case.associates, *case.venues)}
        freed = [day for case in cases if (day := set_free(case)) is not None]
        new_from = since or min(freed, default=None)
        rest = [m for m in members if m.kind != "case"]
        found = series_of(
            watch.subject, self._entities(sorted(ids)), self.projection.resolution, new_from,
            self.judged, rest,
        )  # fmt: skip
        if found is None:
            raise WatchError("no report in this store has a date", hint="read with --published")
        return found

    def others(self, case: CaseFile) -> Iterator[tuple[Series, list[date]]]:
        """The series of all other case files that have any activity, with their known days.

        They count alike at all times."""
        for other in self.projection.cases:
            if other.id != case.id:
                series = self.series(other, linked=False, anchored=False)
                if any(series.known):
                    yield series, known_days(other)


def active(series: Series) -> list[int]:
    """The known weeks from the first to the last with a count: what tells of its size."""
    found = [n for n, c in enumerate(series.counts) if c]
    return [c for c in series.counts[found[0] : found[-1] + 1] if c is not None] if found else []


def set_free(case: CaseFile) -> date | None:
    """The day on which the person was set free, where that is how they stand now."""
    if case.status.proven != "released":
        return None
    told = [
        day_of(line.date or "")
        for line in case.timeline
        if line.type in ("release", "exchange") and line.modality == "asserted"
    ]
    return day_of(case.status.since or "") or max((d for d in told if d), default=None)


def known_days(case: CaseFile) -> list[date]:
    """The days on which something is told to have happened that may change activity."""
    days = [day_of(line.date or "") for line in case.timeline if line.type in KNOWN]
    return [day for day in days if day is not None]


def event_near(case: CaseFile, day: date, within: int = 7) -> str:
    """What the case file tells of the days around `day`, or an empty text."""
    for line in case.timeline:
        when = day_of(line.date or "")
        if when is not None and line.modality == "asserted" and abs((when - day).days) <= within:
            n = line.independent_sources
            return f"{line.type} {line.date}, by {n} independent source{'s' * (n != 1)}"
    return ""


def imported_field(one: Imported, subject: str, least: int = 30) -> list[tuple[Series, list[date]]]:
    """The other series of an imported file that have at least `least` counts."""
    found = ((one.series(name), list[date]()) for name in one.subjects() if name != subject)
    return [(s, days) for s, days in found if sum(s.known) >= least]
