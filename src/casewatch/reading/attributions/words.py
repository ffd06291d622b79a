"""The tables of speech as compiled patterns and sets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from casewatch.reading.tables import table


def alternatives(words: Iterable[str]) -> str:
    """A group of regular expression that matches any of `words`, longest first."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


@cache
def words(name: str) -> frozenset[str]:
    """One list of the table `speech` as a set."""
    return frozenset(table("speech")[name])


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """Any whole word of the lists `names` of the table `speech`, in lower case ("States" is none)."""
    every = [w for name in names for w in table("speech")[name]]
    return re.compile(r"(?<![\w’'-])" + alternatives(every) + r"(?![\w’'-])")


@cache
def opening(name: str) -> re.Pattern[str]:
    """As `pattern`, capitalised: for a sentence that begins with it ("Said X, …")."""
    return re.compile(alternatives(w.capitalize() for w in table("speech")[name]) + r"(?![\w’'-])")
