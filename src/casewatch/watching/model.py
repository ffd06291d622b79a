"""Series: counts by week, each open to the reports behind it; and what was left out, and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from casewatch.cases.model import Sources


@dataclass(frozen=True, slots=True)
class Activity:
    """One happening of new activity, as first reported on `reported`.

    `date` is when it happened, as precisely as reports say; copies are one source.
    """

    type: str
    modality: str
    date: str | None
    reported: datetime.date
    who: tuple[str, ...]
    independent_sources: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a report tells of the subject that is no sign of new activity, and why it is none."""

    type: str
    date: str | None
    reason: str
    sources: Sources


@dataclass(frozen=True)
class Series:
    """Counts of one subject by week, from `first` on.

    `counts` has None for a week of which nothing is known (a gap), 0 for one in which reports
    came in and none told of new activity. `volume` is what came in of everything: the distinct
    reports of the store, or the rows of the whole import. `activities` and `left_out` are empty
    for series that were imported. `whole` says whether the last week had ended.
    """

    subject: str
    first: datetime.date
    counts: tuple[int | None, ...]
    volume: tuple[int, ...]
    activities: tuple[Activity, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    whole: bool = True
    imported: bool = False

    @cached_property
    def known(self) -> tuple[int, ...]:
        """The counts without gaps."""
        return tuple(c for c in self.counts if c is not None)

    def week(self, number: int) -> datetime.date:
        """The Monday of a week by its place."""
        return datetime.date.fromordinal(self.first.toordinal() + 7 * number)

    def place(self, day: datetime.date) -> int:
        """The place of the week of `day`; it may lie outside of the series."""
        return (day.toordinal() - self.first.toordinal()) // 7

    def in_week(self, number: int) -> tuple[Activity, ...]:
        """The activities of one week."""
        return tuple(a for a in self.activities if self.place(a.reported) == number)
