"""Dates and times written in a line, without a guess: impossible or ambiguous ones are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache

from casewatch.sources.tables import table

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_EARLIEST, _LATEST = 1980, 2100


@cache
def _months() -> dict[str, int]:
    return {w: int(n) for n, words in table("dates")["months"].items() for w in words}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted((re.escape(m) for m in _months()), key=len, reverse=True))
    return (
        re.compile(r"(?<![\d.])(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)"),
        re.compile(
            rf"(?<!\w)(?P<mon>{month})\.?,? ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {{1,2}}(?P<y>\d{{4}})(?!\d)",
            re.I,
        ),
        re.compile(
            rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)? {{0,2}}(?:of |de )?-?"
            rf"(?P<mon>{month})\.?,?-? ?(?:de )?(?P<y>\d{{4}})(?!\d)",
            re.I,
        ),
        re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)"),
        re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?!\d)"),
    )


@cache
def _clock() -> re.Pattern[str]:
    zones = "|".join(sorted(table("dates")["zones"], key=len, reverse=True))
    return re.compile(
        r"(?<![\d:])(?P<h>\d{1,2})[:.h](?P<min>\d{2})(?::\d{2})? ?(?P<half>[ap]\.?m\.?)?"
        rf" ?(?:\(?(?P<zone>{zones})(?!\w)\)?)?(?P<offset>[+-]\d{{2}}:?\d{{2}})?",
        re.I,
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written at `[start, end)` of a line; `both` where month and day may be swapped."""

    day: date
    start: int
    end: int
    both: date | None = None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None


def dates_in(text: str) -> Iterator[Written]:
    """The full dates written in `text`, from left to right."""
    found: list[Written] = []
    if _YEAR.search(text) is None:
        return iter(found)
    for pattern in _patterns():
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year = int(parts["y"])
            both = None
            if "a" in parts:
                a, b = int(parts["a"]), int(parts["b"])
                american, other = _date(year, a, b), _date(year, b, a)
                day = american or other
                both = other if american and other and a != b else None
            else:
                month = _months()[parts["mon"].casefold()] if "mon" in parts else int(parts["m"])
                day = _date(year, month, int(parts["d"]))
            if day and not any(w.start < match.end() and match.start() < w.end for w in found):
                found.append(Written(day, match.start(), match.end(), both))
    return iter(sorted(found, key=lambda w: w.start))


def clock_in(text: str) -> tuple[time, int, int] | None:
    """The first time of day in `text`, with its zone where one is given, and where it stands."""
    for match in _clock().finditer(text):
        hour, minute = int(match["h"]), int(match["min"])
        half = (match["half"] or "").casefold()
        if half and not 1 <= hour <= 12:
            continue
        if half:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if hour > 23 or minute > 59:
            continue
        zone = None
        if match["zone"]:
            zone = timezone(timedelta(minutes=table("dates")["zones"][match["zone"].casefold()]))
        elif match["offset"]:
            sign = -1 if match["offset"][0] == "-" else 1
            digits = match["offset"][1:].replace(":", "")
            away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
            if away < timedelta(hours=15) and int(digits[2:]) < 60:
                zone = timezone(sign * away)
        return time(hour, minute, tzinfo=zone), match.start(), match.end()
    return None


def iso(day: date, clock: time | None = None) -> str:
    """ISO 8601 of a day, with the time where one is known."""
    return datetime.combine(day, clock).isoformat() if clock else day.isoformat()
