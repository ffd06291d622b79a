"""How many bear a word of a name: counts over what is loaded, with a floor of general knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import log2
from typing import Protocol

from casewatch.reading.tables import lines
from casewatch.resolving.words import word_set as resolving_words
from casewatch.screening.scripts import ABJAD
from casewatch.screening.tables import table
from casewatch.screening.words import word


class Counted(Protocol):
    """Whatever knows how many of its names hold a word."""

    @property
    def size(self) -> int:
        """How many names there are."""

    def frequency(self, text: str) -> int:
        """How many of them hold the word."""


@cache
def _given() -> frozenset[str]:
    return frozenset(word(x).given for x in " ".join(lines("given_names")).split())


def _floor(text: str) -> float:
    """The share of bearers of a word that is known without any list."""
    shares = table("evidence")["population"]
    plain = text.removeprefix(ABJAD)
    if plain in resolving_words("names", "common_surnames"):
        return float(shares["common_surname"])
    if word(text).given in _given():
        return float(shares["common_given"])
    return float(shares["rare"])


class Rarity:
    """The bits of words, counted over several indexes."""

    def __init__(self, counted: Iterable[Counted]) -> None:
        self._counted = tuple(counted)
        self._size = sum(c.size for c in self._counted)
        self._known: dict[str, float] = {}

    def bits(self, text: str) -> float:
        """How much it says, in bits, that two names share this word: minus log2 of its share."""
        if text not in self._known:
            supposed = float(table("evidence")["population"]["names"])
            seen = sum(c.frequency(text) for c in self._counted)
            share = (seen + supposed * _floor(text)) / (self._size + supposed)
            self._known[text] = round(-log2(min(share, 1.0)) * word(text).weight, 3)
        return self._known[text]
