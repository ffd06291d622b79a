"""Heads of state and government whom a report names by title and surname alone."""

from __future__ import annotations

from functools import cache

from casewatch.reading.people.words import plain
from casewatch.reading.tables import table

#: How many code points before the surname are searched for the title.
REACH = 40


@cache
def _holders() -> dict[str, tuple[tuple[str, str, int], ...]]:
    found: dict[str, tuple[tuple[str, str, int], ...]] = {}
    for title, surname, name, since in table("offices")["holders"]:
        found[surname] = (*found.get(surname, ()), (title, name, since))
    return found


def holder_of(text: str, start: int, words: tuple[str, ...], year: int | None) -> str | None:
    """The full name of the office holder meant by a surname at `start`, or None.

    The title must stand right before it, and the report be of the time in office or later; where
    the year of the report is unknown the title decides alone.
    """
    surname = " ".join(plain(w) for w in words)
    before = " ".join(text[max(0, start - REACH) : start].lower().split())
    fitting = [
        (len(title), since, name)
        for title, name, since in _holders().get(surname, ())
        if before.endswith(title) and (year is None or since <= year)
    ]
    return max(fitting)[2] if fitting else None
