"""Dates in a text, each resolved against the report's own day and kept at its precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casewatch.model.spans import Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as said: `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    `end` is the last day, month or year of a range, in the same form, or None.
    """

    span: Span
    value: str
    end: str | None = None


def find_dates(text: str, day: date | None) -> tuple[DateMention, ...]:
    """The dates of `text` in order; relative ones only where `day` is known."""
    return ()
