"""What a date form says, and the calendar behind it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "week", "month", "year", "weekend", "decade"]

#: Without wording that decides, a day this near ahead beats one as long ago as `FAR_BACK`.
NEAR_AHEAD, FAR_BACK = 60, 240


@dataclass(frozen=True, slots=True)
class Value:
    """A date as far as its words say it: parts of the calendar, or a step from another day.

    With `unit`, the date lies `shift` units from the report's day, or from the date told before
    it (`anaphoric`). `years` counts from the report's own year ("in March last year": -1).
    Of a `season`, told by its last month, the year alone is known.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    unit: Unit | None = None
    shift: int = 0
    anaphoric: bool = False
    years: int | None = None
    season: bool = False


class Resolved(NamedTuple):
    """A date or, with `last`, a range."""

    first: str
    last: str | None = None


def real(year: int, month: int, day: int | None = None) -> bool:
    """Whether the calendar has this month or day, in a year that a report can speak of."""
    if not (1900 <= year <= 2099 and 1 <= month <= 12):
        return False
    return day is None or 1 <= day <= monthrange(year, month)[1]


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """The date in ISO 8601 at the precision given."""
    parts = [f"{year:04}", *(f"{p:02}" for p in (month, day) if p is not None)]
    return "-".join(parts)


def common(first: str, last: str) -> str | None:
    """What two dates share: the day, else the month, else the year, else nothing."""
    a, b = first.split("-"), last.split("-")
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    return "-".join(a[:same]) or None


def resolve(
    value: Value, today: date | None, ahead: bool | None, context: int | None, earlier: str | None
) -> Resolved | None:
    """The date that `value` means, or None where it cannot be known or is none.

    `context` is the year of a date just before; `earlier` the date told before this one.
    """
    if value.unit is not None:
        return _step(value, today, earlier)
    if value.weekday is not None:
        return _weekday(value, today, ahead)
    if value.month is None:
        return Resolved(iso(value.year)) if value.year else None
    if value.season:
        return _season(value.month, today)
    year = value.year if value.year else _year(value, today, ahead, context)
    if year is None or not real(year, value.month, value.day):
        return None
    last = None
    if value.last_day is not None:
        if not real(year, value.month, value.last_day) or value.last_day <= (value.day or 0):
            return None
        last = iso(year, value.month, value.last_day)
    return Resolved(iso(year, value.month, value.day), last)


def _season(last: int, today: date | None) -> Resolved | None:
    """The year of the last season that ended with this month before today."""
    return None if today is None else Resolved(iso(today.year - (last >= today.month)))


def _year(value: Value, today: date | None, ahead: bool | None, context: int | None) -> int | None:
    """The year of a month, or month and day, that is told without one."""
    month, day = value.month or 1, value.day
    if today is None:
        return context
    if value.years is not None:
        return today.year + value.years
    now = (today.month, today.day if day is not None else 0)
    then = (month, day or 0)
    if context is not None and not ahead and (context, *then) <= (today.year, *now):
        return context
    past = today.year if then <= now else today.year - 1
    coming = today.year if then >= now else today.year + 1
    if ahead is not None:
        return coming if ahead else past
    back = (today - date(past, month, 1)).days - (day or 28) + 1
    forth = (date(coming, month, 1) - today).days + (day or 1) - 1
    return coming if back > FAR_BACK and 0 <= forth <= NEAR_AHEAD and day is not None else past


def _weekday(value: Value, today: date | None, ahead: bool | None) -> Resolved | None:
    if today is None or value.weekday is None:
        return None
    if value.shift > 0:
        days = (value.weekday - today.weekday() - 1) % 7 + 1
    elif value.shift < 0:
        days = -((today.weekday() - value.weekday - 1) % 7 + 1)
    elif ahead:
        days = (value.weekday - today.weekday()) % 7
    else:
        days = -((today.weekday() - value.weekday) % 7)
    return Resolved((today + timedelta(days)).isoformat())


def _step(value: Value, today: date | None, earlier: str | None) -> Resolved | None:
    if value.anaphoric:
        return _from_earlier(value, earlier)
    if today is None:
        return None
    if value.unit == "day":
        return _safe(today, value.shift)
    if value.unit == "weekend":
        saturday = -((today.weekday() - 5) % 7) + 7 * max(value.shift, 0)
        first, last = _safe(today, saturday), _safe(today, saturday + 1)
        return first and last and Resolved(first.first, last.first)
    if value.unit == "week":
        if value.shift < -1:  # "three weeks ago" is no exact day
            some = _safe(today, 7 * value.shift)
            return some and Resolved(some.first[:7])
        monday = 7 * value.shift - today.weekday()
        first, last = _safe(today, monday), _safe(today, monday + 6)
        return first and last and Resolved(first.first, last.first)
    if value.unit == "month":
        return _months(today.year, today.month, value.shift)
    return _years(today.year + value.shift * (10 if value.unit == "decade" else 1))


def _from_earlier(value: Value, earlier: str | None) -> Resolved | None:
    """A step from the date told before: no finer than that date was."""
    if earlier is None:
        return None
    parts = [int(p) for p in earlier.split("-")]
    if value.unit == "year":
        return _years(parts[0] + value.shift)
    if len(parts) < 2:
        return Resolved(earlier) if value.shift == 0 else None
    if value.unit == "month":
        return _months(parts[0], parts[1], value.shift)
    if len(parts) < 3:
        return Resolved(earlier) if value.shift == 0 else None
    days = value.shift * (7 if value.unit == "week" else 1)
    return _safe(date(*parts), days)


def _safe(start: date, days: int) -> Resolved | None:
    try:
        found = start + timedelta(days)
    except OverflowError:
        return None
    return Resolved(found.isoformat()) if real(found.year, found.month) else None


def _months(year: int, month: int, shift: int) -> Resolved | None:
    years, index = divmod(year * 12 + month - 1 + shift, 12)
    return Resolved(iso(years, index + 1)) if real(years, index + 1) else None


def _years(year: int) -> Resolved | None:
    return Resolved(iso(year)) if real(year, 1) else None
