"""Search over all names of all case files, in any script, while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from casewatch.cases.model import CaseFile
from casewatch.resolving.names import fold, skeleton

#: How alike, of 100, two words must be to pass for spellings of one.
ALIKE = 74
#: Of the words that are alike so many are looked at.
MOST_ALIKE = 8
#: Shorter words are not looked for in other spellings.
LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A case file, the name by which it was found, and how: the better the lower."""

    case: CaseFile
    name: str
    rank: int

    @property
    def loose(self) -> bool:
        """Whether the name is only like the one that was looked for."""
        return self.rank >= SOUND


WHOLE, WORDS, BEGIN, SOUND, LETTERS = 0, 1, 2, 3, 4


class NameSearch:
    """Finds case files by a name, some of its words, their beginnings, sound or letters."""

    def __init__(self, cases: Iterable[CaseFile]) -> None:
        self._cases = tuple(cases)
        self._names: list[tuple[int, str]] = []
        self._whole: dict[str, list[int]] = {}
        self._by_word: dict[str, set[int]] = {}
        self._by_sound: dict[str, set[str]] = {}
        for place, case in enumerate(self._cases):
            for named in case.names or ():
                self._add(place, named.name)
            if not case.names:
                self._add(place, case.name)
        self._words = sorted(self._by_word)

    def _add(self, place: int, name: str) -> None:
        folded = fold(name)
        number = len(self._names)
        self._names.append((place, name))
        self._whole.setdefault(folded, []).append(number)
        for word in folded.split():
            self._by_word.setdefault(word, set()).add(number)
            self._by_sound.setdefault(skeleton(word), set()).add(word)

    def find(self, query: str, most: int = 20) -> tuple[Match, ...]:
        """The case files that `query` may mean, the surest first; each once."""
        wanted = fold(query)[:200].split()[:8]
        if not wanted:
            return ()
        best: dict[int, tuple[int, int]] = {}
        for rank, numbers in self._ranked(wanted):
            for number in numbers:
                place = self._names[number][0]
                if place not in best or rank < best[place][0]:
                    best[place] = (rank, number)
            if rank <= BEGIN < SOUND and len(best) >= most:
                break
        exact = any(rank <= BEGIN for rank, _ in best.values())
        found = [
            Match(self._cases[place], self._names[number][1], rank)
            for place, (rank, number) in best.items()
            if rank < LETTERS or not exact
        ]
        found.sort(key=lambda m: (m.rank, -len(m.case.reports), m.case.name, m.case.id))
        return tuple(found[:most])

    def _ranked(self, wanted: list[str]) -> Iterator[tuple[int, list[int]]]:
        yield WHOLE, sorted(self._whole.get(" ".join(wanted), ()))
        yield WORDS, self._all([self._by_word.get(w, set()) for w in wanted])
        *first, last = wanted
        heads = [self._by_word.get(w, set()) for w in first]
        yield BEGIN, self._all([*heads, self._beginning(last)])
        sounds = [self._union(self._by_sound.get(skeleton(w), ())) for w in wanted]
        yield SOUND, self._all(sounds)
        yield LETTERS, self._all([self._like(w) for w in wanted])

    @staticmethod
    def _all(sets: list[set[int]]) -> list[int]:
        return sorted(set.intersection(*sets)) if all(sets) else []

    def _union(self, words: Iterable[str]) -> set[int]:
        return set().union(*(self._by_word[w] for w in words))

    def _beginning(self, word: str) -> set[int]:
        at = bisect_left(self._words, word)
        found: set[int] = set()
        while at < len(self._words) and self._words[at].startswith(word) and len(found) < 500:
            found |= self._by_word[self._words[at]]
            at += 1
        return found

    def _like(self, word: str) -> set[int]:
        if len(word) < LEAST_LETTERS:
            return self._by_word.get(word, set())
        near = extract(word, self._words, scorer=ratio, limit=MOST_ALIKE, score_cutoff=ALIKE)
        return self._union(w for w, _, _ in near if w[0] == word[0] or len(word) > 5)
