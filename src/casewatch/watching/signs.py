"""Signs of activity in single reports: what counts, what is an old matter, and why."""

from __future__ import annotations

import calendar
import datetime
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casewatch.cases.judged import NO_JUDGEMENT, Judged, counts
from casewatch.model.reading import Reading, Scheme, Spans
from casewatch.resolving.entities import Entity
from casewatch.resolving.names import fold
from casewatch.resolving.resolve import Resolution
from casewatch.resolving.tellings import origin, tellings_of
from casewatch.watching.weeks import day_of


@cache
def rules() -> dict[str, Any]:
    """The table `data/activity.toml`."""
    path = files("casewatch.watching").joinpath("data", "activity.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def types(key: str) -> frozenset[str]:
    """The words under `key`."""
    return frozenset(str(rules()[key]).split())


@dataclass(frozen=True, slots=True)
class Sign:
    """What one report tells of a subject. `reason` is why it does not count, or empty.

    `others` are those named in it beside the subject (victims, as a rule).
    """

    type: str
    modality: str
    date: str | None
    reported: datetime.date | None
    report: str
    origin: str
    who: tuple[str, ...]
    others: frozenset[str]
    spans: Spans
    reason: str = ""

    @property
    def order(self) -> tuple[str, str, str, int]:
        """Earliest report first."""
        day = self.reported.isoformat() if self.reported else "9999"
        return (day, self.report, self.type, self.spans[0].start if self.spans else 0)


def last_day(value: str) -> datetime.date | None:
    """The last day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` covers."""
    try:
        year, month = int(value[:4]), int(value[5:7] or 12)
        day = int(value[8:10] or calendar.monthrange(year, month)[1])
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _first_copies(entities: Iterable[Entity], resolution: Resolution) -> frozenset[str]:
    """Of the reports that name the subject the earliest of each copy group."""
    first: dict[str, tuple[str, str]] = {}
    for report in {r for e in entities for r in e.reports}:
        published = (resolution.readings[report].report.published or "9999")[:10]
        group = resolution.copies.group(report)
        first[group] = min(first.get(group, ("9999-99", "")), (published, report))
    return frozenset(report for _, report in first.values())


def _old_matter(reading: Reading) -> bool:
    """Whether the report tells the course of the law: a verdict, a release, an exchange."""
    old = types("old")
    return any(e.type in old and e.modality != "denied" for e in reading.events)


def why_not(
    kind: str, modality: str, when: str | None, reading: Reading, since: datetime.date | None
) -> str:
    """Why an event does not count; empty where it does."""
    reported = reading.report.day
    if kind in types("old") or kind not in types("activity") | types("after_release"):
        return "no activity: the course of the law or what others did"
    if modality not in types("modalities"):
        return f"only {modality}"
    if reported is None:
        return "its report has no date"
    end = last_day(when) if when else None
    if kind in types("after_release"):
        if since is None:
            return "no activity: the course of the law or what others did"
        if (end or reported) <= since:
            return "before the day from which activity is new"
    if end is None:
        return "background of a report on an old matter" if _old_matter(reading) else ""
    if since is not None and end < since:
        return "before the day from which activity is new"
    if (reported - end).days > int(rules()["fresh_days"]):
        return "told of the past: it happened long before it was reported"
    return ""


def signs_of(
    entities: Iterable[Entity],
    resolution: Resolution,
    since: datetime.date | None = None,
    judged: Judged = NO_JUDGEMENT,
) -> tuple[Sign, ...]:
    """All that reports tell of the subject, each copy group once, earliest first.

    `entities` together are the subject. `since` is the day from which activity is new (a
    release, as a rule). What people set aside does not come up.
    """
    subject = sorted(entities, key=lambda e: e.id)
    found: dict[tuple[str, int, str], Sign] = {}
    kept = _first_copies(subject, resolution)
    names = {fold(m.name) for e in subject for m in e.mentions}
    for entity in subject:
        aside = judged.of(entity).set_aside
        keys = [m.key for m in entity.mentions if m.key.report in kept]
        for telling in tellings_of(keys, resolution.readings, resolution.copies):
            event, reading = telling.event, resolution.readings[telling.report]
            if not counts(telling, aside):
                continue
            found[telling.report, telling.number, "event"] = Sign(
                event.type, event.modality, event.date, day_of(telling.day), telling.report,
                telling.origin, event.who,
                frozenset(fold(w) for w in event.who) - names, event.spans,
                why_not(event.type, event.modality, event.date, reading, since),
            )  # fmt: skip
        for report, number, sign in _schemes(keys, resolution, since):
            found[report, number, "scheme"] = sign
    return tuple(sorted(found.values(), key=lambda s: s.order))


def _schemes(
    keys: Iterable[tuple[str, str]], resolution: Resolution, since: datetime.date | None
) -> Iterator[tuple[str, int, Sign]]:
    """Fraud and sale, told as schemes: they count where they began or went on in the report's
    own year, and after the day from which activity is new."""
    for report, name in keys:
        reading = resolution.readings[report]
        day = reading.report.day
        for number, scheme in enumerate(reading.schemes):
            if name not in scheme.who:
                continue
            yield report, number, Sign(
                f"scheme {scheme.kind}", "alleged", scheme.to or scheme.from_, day, report,
                origin(resolution.readings, resolution.copies, report), scheme.who,
                frozenset(), scheme.spans, scheme_reason(scheme, reading, since),
            )  # fmt: skip


def scheme_reason(scheme: Scheme, reading: Reading, since: datetime.date | None) -> str:
    """Why a scheme does not count; empty where it does."""
    year, day = scheme.to or scheme.from_, reading.report.day
    if not year or day is None:
        return "a scheme without a year, or its report without a date"
    if int(year[:4]) < day.year:
        return "told of the past: it ended before the year of its report"
    if since is not None and int((scheme.from_ or year)[:4]) <= since.year:
        return "before the day from which activity is new"
    if _old_matter(reading):
        return "background of a report on an old matter"
    return ""
