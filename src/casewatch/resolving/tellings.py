"""Tellings: one event as one report tells it of one entity, ready to be joined into happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from casewatch.model.reading import Event, Reading
from casewatch.resolving.copies import Copies
from casewatch.resolving.counted import counted
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.manners import NO_SUCH, manner_of
from casewatch.resolving.news import day_of_unsealing, month_of_news, without_day_of_crime


@dataclass(frozen=True, slots=True)
class Telling:
    """An event in its report. `day` is the report's, `number` its place in the reading.

    `origin` is the source it counts for: the publisher of the earliest of its copies.
    `note` says what is not in the event's own words: the undated news of a report has the
    report's month (its day for an unsealing that it announces), a forfeiture told with a sentence has its date. `manner` says how it happened
    where the words around tell (see `manners`): on bond, superseding, pardoned.
    """

    event: Event
    report: str
    day: str
    copy_group: str
    origin: str
    number: int
    note: str = ""
    manner: str = ""

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
    """All events of the readings in which one of the mentions takes part, in order.

    Those told by number are among them (see `counted`)."""
    found: dict[tuple[str, int], Telling] = {}
    for key in keys:
        reading = readings[key.report]
        report = reading.report
        by_number = counted(reading)
        for number, event in enumerate(reading.events):
            if key.name not in event.who and key.name not in by_number.get(number, ()):
                continue
            manner = manner_of(report.text, event)
            if manner == NO_SUCH:
                continue
            event = without_day_of_crime(reading, event)
            news = day_of_unsealing(reading, event) or month_of_news(reading, event)
            found[key.report, number] = Telling(
                replace(event, date=news) if news else event,
                key.report,
                (report.published or "")[:10],
                copies.group(key.report),
                origin(readings, copies, key.report),
                number,
                _note(news, key.name in event.who),
                manner,
            )
    return _with_sentences(sorted(found.values(), key=lambda t: t.order))


def independent(tellings: Iterable[Telling]) -> int:
    """How many sources the tellings come from: copies and one publisher's reports are one."""
    return len({t.origin for t in tellings})


def _note(news: str | None, named: bool) -> str:
    part = "day" if news and len(news) == len("YYYY-MM-DD") else "month"
    notes = [f"date: {part} of the report"] * bool(news) + ["people told by number"] * (not named)
    return "; ".join(notes)


def _with_sentences(tellings: list[Telling]) -> list[Telling]:
    """Gives an undated forfeiture the date of the one sentence that its report tells with it."""
    sentences: dict[str, set[str]] = {}
    for t in tellings:
        if t.event.type == "sentence" and t.event.modality == "asserted" and t.event.date:
            sentences.setdefault(t.report, set()).add(t.event.date)
    found = []
    for t in tellings:
        dates = sentences.get(t.report, set())
        bare = t.event.type == "forfeiture" and t.event.modality == "asserted" and not t.event.date
        if bare and len(dates) == 1:
            t = replace(
                t, event=replace(t.event, date=min(dates)), note="date: that of the sentence"
            )
        found.append(t)
    return found
