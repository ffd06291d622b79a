"""Weeks: each begins on its Monday and is known by that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of all weeks from that of `first` to that of `last`."""
    day, end = monday(first), monday(last)
    while day <= end:
        yield day
        day += WEEK


def day_of(text: str) -> date | None:
    """The day that a full date or time in ISO 8601 begins with, or None."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
