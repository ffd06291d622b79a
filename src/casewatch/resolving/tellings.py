"""Tellings: one event as one report tells it of one entity, ready to be joined into happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from casewatch.model.reading import Event, Reading
from casewatch.resolving.copies import Copies
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.news import month_of_news


@dataclass(frozen=True, slots=True)
class Telling:
    """An event in its report. `day` is the report's, `number` its place in the reading.

    `origin` is the source it counts for: the publisher of the earliest of its copies.
    An event that is the undated news of its report has the report's month as its date.
    """

    event: Event
    report: str
    day: str
    copy_group: str
    origin: str
    number: int

    @property
    def order(self) -> tuple[str, str, int]:
        """Earliest report first."""
        return (self.day or "9999", self.report, self.number)


def origin(readings: Mapping[str, Reading], copies: Copies, report: str) -> str:
    """The source that a report counts for: the publisher of the earliest of its copies."""
    first = copies.group(report)
    return readings[first].report.publisher.casefold() or f"report {first}"


def tellings_of(
    keys: Iterable[MentionKey], readings: Mapping[str, Reading], copies: Copies
) -> list[Telling]:
    """All events of the readings in which one of the mentions takes part, in order."""
    found: dict[tuple[str, int], Telling] = {}
    for key in keys:
        reading = readings[key.report]
        report = reading.report
        for number, event in enumerate(reading.events):
            if key.name in event.who:
                month = month_of_news(reading, event)
                found[key.report, number] = Telling(
                    replace(event, date=month) if month else event,
                    key.report,
                    (report.published or "")[:10],
                    copies.group(key.report),
                    origin(readings, copies, key.report),
                    number,
                )
    return sorted(found.values(), key=lambda t: t.order)


def independent(tellings: Iterable[Telling]) -> int:
    """How many sources the tellings come from: copies and one publisher's reports are one."""
    return len({t.origin for t in tellings})
