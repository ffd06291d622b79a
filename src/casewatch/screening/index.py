"""An index of names that is asked for the few that could be a given one.

Names share words, so the index knows each word once: keys lead to words that could agree with a
word asked for, words lead to names. The rarer the words in common, the higher a name comes; only
the first few are then compared in full. All tables are arrays that can be read from a file
without loading them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from casewatch.screening.keys import exact_keys, near_keys
from casewatch.screening.scripts import ABJAD
from casewatch.screening.similar import LEAST, likeness
from casewatch.screening.words import joined, split, word

Ids = NDArray[np.uint32]

#: Of the words under one key so many are looked at, of those that agree so many are followed.
MOST_WORDS_TRIED, MOST_WORDS_FOLLOWED = 400, 60
#: How alike the letters of two words must be for a closer look.
_CLOSE = 0.6
#: A word that stands alone in many names is followed to so many of them.
MOST_NAMES = 200_000


@dataclass(frozen=True, slots=True)
class Arrays:
    """The tables of an index: starts and values of its lists, and which entry has a name."""

    keys: Ids  # sorted checksums
    key_starts: Ids
    key_words: Ids
    word_starts: Ids
    word_names: Ids
    name_entries: Ids


def _lists(heads: array[int], values: array[int], size: int) -> tuple[Ids, Ids]:
    """The values grouped by their heads, which count from 0 to `size` - 1, in stable order."""
    head, value = np.asarray(heads, dtype=np.uint32), np.asarray(values, dtype=np.uint32)
    order = np.argsort(head, kind="stable")
    starts = np.zeros(size + 1, dtype=np.uint32)
    starts[1:] = np.cumsum(np.bincount(head, minlength=size))
    return starts, value[order]


class Builder:
    """Takes names, each with the number of its entry, and makes an index of them."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        # Words that stand as such in a name; the others are neighbours written as one.
        self._single: set[str] = set()
        self._heads, self._names = array("I"), array("I")
        self._entries = array("I")

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, name: str, entry: int) -> None:
        """Add one name of entry number `entry`; names without a letter are left out."""
        texts = split(name)
        if not texts:
            return
        number = len(self._entries)
        self._entries.append(entry)
        self._single.update(texts)
        for text in sorted({*texts, *(j for j, _, _ in joined(texts))}):
            self._heads.append(self._words.setdefault(text, len(self._words)))
            self._names.append(number)

    def build(self) -> NameIndex:
        """The index of all names added."""
        keys, key_words = array("I"), array("I")
        for text, number in self._words.items():
            one = word(text)
            found = exact_keys(one) + (near_keys(one) if text in self._single else [])
            keys.extend(found)
            key_words.extend([number] * len(found))
        values, heads = np.unique(np.asarray(keys, dtype=np.uint32), return_inverse=True)
        key_starts, by_key = _lists(array("I", heads.astype(np.uint32)), key_words, len(values))
        word_starts, by_word = _lists(self._heads, self._names, len(self._words))
        entries = np.asarray(self._entries, dtype=np.uint32)
        arrays = Arrays(values, key_starts, by_key, word_starts, by_word, entries)
        return NameIndex(list(self._words), arrays)


class NameIndex:
    """Finds names by their words. Made by `Builder` or read by `saved`."""

    def __init__(self, words: Sequence[str], arrays: Arrays) -> None:
        self.words = words
        self.arrays = arrays
        self._of = {text: n for n, text in enumerate(words)}

    @property
    def size(self) -> int:
        """How many names there are."""
        return len(self.arrays.name_entries)

    def frequency(self, text: str) -> int:
        """How many names hold the word."""
        number = self._of.get(text)
        return 0 if number is None else self._count(number)

    def _count(self, number: int) -> int:
        starts = self.arrays.word_starts
        return int(starts[number + 1]) - int(starts[number])

    def _under(self, keys: Sequence[int]) -> list[int]:
        """The words under any of the keys, each once, in order."""
        arrays = self.arrays
        places = np.searchsorted(arrays.keys, np.asarray(keys, dtype=np.uint32))
        seen: set[int] = set()
        for key, at in zip(keys, places.tolist(), strict=True):
            if at < len(arrays.keys) and int(arrays.keys[at]) == key:
                start, end = int(arrays.key_starts[at]), int(arrays.key_starts[at + 1])
                seen.update(arrays.key_words[start : min(end, start + MOST_WORDS_TRIED)].tolist())
        return sorted(seen)

    def _near(self, text: str, joint: bool) -> dict[int, float]:
        """The words that agree with one, with how far, at most `MOST_WORDS_FOLLOWED`."""
        one = word(text)
        numbers = self._under(exact_keys(one))
        found = [(likeness(text, self.words[n]).value, n) for n in numbers]
        further = [] if joint else near_keys(one)
        if further:
            known = set(numbers)
            more = [n for n in self._under(further) if n not in known]
            # A quick look at the letters first; few of these words pass it.
            close = extract(
                one.text,
                [self.words[n].removeprefix(ABJAD) for n in more],
                scorer=OSA.normalized_similarity,
                score_cutoff=_CLOSE,
                limit=MOST_WORDS_FOLLOWED,
            )
            found += [(likeness(text, self.words[more[at]]).value, more[at]) for _, _, at in close]
        found.sort(key=lambda x: (-x[0], x[1]))
        return {n: value for value, n in found[:MOST_WORDS_FOLLOWED] if value >= LEAST}

    def candidates(self, name: str, most: int) -> list[int]:
        """The numbers of the entries most like `name` by their rarest words, best first."""
        texts = split(name)
        points = np.zeros(self.size, dtype=np.float32)
        joint = {text for text, _, _ in joined(texts)}.difference(texts)
        for text in sorted({*texts, *joint}):
            self._follow(text, text in joint, points)
        names = np.flatnonzero(points)
        got = points[names]
        if len(names) > 4 * most:
            keep = np.argpartition(-got, 4 * most)[: 4 * most]
            # Everything as good as the last one kept stays, so that the choice is the same
            # whatever the partition does with equals; the sort below decides by number.
            names = names[got >= got[keep].min()]
            got = points[names]
        order = np.lexsort((names, -got))[: 16 * most]
        entries = dict.fromkeys(self.arrays.name_entries[names[order]].tolist())
        return list(entries)[:most]

    def _follow(self, text: str, joint: bool, points: NDArray[np.float32]) -> None:
        """Add to the points of each name what its best word like `text` is worth."""
        arrays = self.arrays
        best: NDArray[np.float32] | None = None
        for number, value in self._near(text, joint).items():
            start = int(arrays.word_starts[number])
            names = arrays.word_names[start : start + min(self._count(number), MOST_NAMES)]
            # A word that every tenth name holds leads nowhere by itself.
            worth = value * word(text).weight * (1 + log2(self.size / len(names)))
            if best is None:
                best = np.zeros(self.size, dtype=np.float32)
            best[names] = np.maximum(best[names], np.float32(worth))
        if best is not None:
            points += best


def build(names: Iterable[tuple[str, int]]) -> NameIndex:
    """An index of names with the numbers of their entries."""
    builder = Builder()
    for name, entry in names:
        builder.add(name, entry)
    return builder.build()
