"""Dates as people write them, at the precision in which they were given; and spans of days."""

from __future__ import annotations

import calendar
from datetime import date

from casewatch.serving.strings import words

#: Days in a month, on average over 400 years.
MONTH_DAYS = 30.436875


def told(day: str | None) -> str:
    """`2024-08-01` as 1 August 2024, `2024-08` as August 2024, `2024` as it is."""
    if not day:
        return words("date.none")
    parts = day[:10].split("-")
    if not all(p.isdigit() for p in parts) or not 1 <= len(parts) <= 3:
        return day
    if len(parts) == 1:
        return parts[0]
    month = int(parts[1])
    if not 1 <= month <= 12:
        return day
    name = words(f"date.month{month}")
    return f"{int(parts[2])} {name} {parts[0]}" if len(parts) == 3 else f"{name} {parts[0]}"


def interval(day: str) -> tuple[date, date] | None:
    """The first and last day that a date of any precision covers; None for what is none."""
    try:
        parts = [int(p) for p in day[:10].split("-")]
        if len(parts) == 3:
            one = date(*parts)
            return one, one
        if len(parts) == 2:
            year, month = parts
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1), date(year, month, last)
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    except (ValueError, IndexError, calendar.IllegalMonthError):
        return None


def months_after(day: date, months: int) -> date:
    """The day so many months later; the last of its month where there is none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def apart(a: date, b: date) -> str:
    """How far apart two days are: in days up to three months, else in years and months."""
    days = abs((b - a).days)
    if days <= 92:
        return words("date.days", n=days)
    years, rest = divmod(round(days / MONTH_DAYS), 12)
    parts = [words("date.years", n=years)] if years else []
    parts += [words("date.months", n=rest)] if rest else []
    return " ".join(parts)
