"""A name against sources of entries: the few that it could be, each with its grounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from casewatch.screening.agree import Agreement, Kind, agreement
from casewatch.screening.entries import Entry
from casewatch.screening.evidence import (
    Ground,
    Strength,
    bare_bits,
    caution,
    grounds_of,
    score,
    shared,
    strength,
)
from casewatch.screening.index import NameIndex
from casewatch.screening.query import Query
from casewatch.screening.rarity import Rarity
from casewatch.screening.words import split

#: From each source so many candidates are compared in full.
COMPARED = 40
#: Names that agree less than this are not shown.
LEAST_AGREEMENT = 0.7


class Source(Protocol):
    """A list of entries with an index of their names."""

    @property
    def index(self) -> NameIndex:
        """The index; its entries are numbers for `entry`."""

    def entry(self, number: int) -> Entry:
        """The entry with this number."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name could be. `agreement` is of the names alone, `score` of everything."""

    entry: Entry
    name: str
    agreement: float
    score: float
    strength: Strength
    grounds: tuple[Ground, ...]
    caution: str

    def to_json(self) -> dict[str, Any]:
        """The candidate by names of its fields."""
        return {
            "score": self.score,
            "strength": self.strength,
            "agreement": self.agreement,
            "caution": self.caution,
            "name": self.name,
            "entry": self.entry.to_json(),
            "grounds": [{"kind": g.kind, "bits": g.bits, "text": g.text} for g in self.grounds],
        }


class Screener:
    """Screens names against all of its sources at once."""

    def __init__(self, sources: Iterable[Source], least: float = LEAST_AGREEMENT) -> None:
        self._sources = tuple(sources)
        self._least = least
        self._rarity = Rarity(s.index for s in self._sources)

    @property
    def size(self) -> int:
        """How many names there are in all sources."""
        return sum(s.index.size for s in self._sources)

    def screen(self, query: Query, most: int = 10) -> tuple[Candidate, ...]:
        """The candidates for a name, the likest first; none where no name is like it.

        That several bear a name lowers the score of each, not its place.
        """
        found = []
        for source in self._sources:
            numbers = source.index.candidates(query.name, COMPARED)
            found += self._compared(query, [source.entry(n) for n in numbers])
        found.sort(key=lambda c: (-bare_bits(c.grounds), -c.agreement, c.entry.source, c.entry.id))
        return tuple(found[:most])

    def _compared(self, query: Query, entries: Sequence[Entry]) -> list[Candidate]:
        """Those of one source whose names agree; of a name that several bear, each is less."""
        best = [(e, *best_name(query.name, e.names, query.kind or _kind(e))) for e in entries]
        best = [x for x in best if x[2].value >= self._least]
        bearers = Counter(_words(name) for _, name, _ in best)
        return [
            self._candidate(query, entry, name, agreed, bearers[_words(name)])
            for entry, name, agreed in best
        ]

    def _candidate(
        self, query: Query, entry: Entry, name: str, agreed: Agreement, bearers: int
    ) -> Candidate:
        grounds = (
            *grounds_of(query, entry, name, agreed, self._rarity),
            *shared(bearers, entry.source),
        )
        value = score(grounds)
        return Candidate(
            entry, name, agreed.value, value, strength(value), grounds, caution(grounds)
        )


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(split(name)))


def _kind(entry: Entry) -> Kind:
    return "" if entry.kind == "other" else entry.kind


def best_name(asked: str, names: Sequence[str], kind: Kind) -> tuple[str, Agreement]:
    """The name of several that agrees best with the one asked for; the first of equals."""
    found = [(name, agreement(asked, name, kind)) for name in names]
    return max(found, key=lambda x: x[1].value)
