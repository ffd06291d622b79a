"""Runs of words of a text, and the sketch of them by which copies find each other.

A sketch is the smallest hashes of all runs (bottom-k; Broder 1997): two texts have as many of
them in common as they have runs in common, whatever else there is. It is a property of the text
alone, so that it can be kept as keys, and a copy is found by them without reading the others.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

RUN_WORDS = 5
#: Share of the shorter text's runs that must stand in the other.
CONTAINED = 0.75
#: A copy may be at most this many times as long as the original: more is another report.
LONGEST = 2.0
#: Texts with fewer runs say too little to be told apart from set phrases.
FEWEST_RUNS = 12
#: Of a text with fewer runs than this, nearly all must stand in the other: what is left of two
#: announcements of one office, without their news, is alike.
SHORT_RUNS, SHORT_CONTAINED = 100, 0.9
#: So many hashes make a sketch. By the first of them texts find each other: two that share a
#: third of all their runs, the least of a copy, miss that once in 25 times; most share far more.
SKETCH, KEYS = 32, 8
#: Two texts are compared word by word where by their sketches the shorter one's share in the
#: other may be that of a copy: what a sketch tells is so far off at the most (2.5 deviations).
SLACK = 0.2
_WORD = re.compile(r"\w+")
_ROLL = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))

Runs: TypeAlias = NDArray[np.uint64]


def _mixed(x: Runs) -> Runs:
    """Spreads the bits of sums over the whole number (finaliser of SplitMix64, Steele 2014)."""
    x = (x ^ (x >> np.uint64(30))) * _MIX[0]
    x = (x ^ (x >> np.uint64(27))) * _MIX[1]
    return x ^ (x >> np.uint64(31))


def runs_of(text: str) -> Runs:
    """The distinct five-word runs of a text, as sorted 64-bit hashes. Linear in the text."""
    words = _WORD.findall(text.casefold())
    count = len(words) - RUN_WORDS + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    each = np.fromiter(
        (crc32(w.encode("utf-8", "surrogatepass")) for w in words), np.uint64, len(words)
    )
    # Mixed first: neighbouring checksums would make neighbouring sums.
    each = _mixed(each + np.uint64(1))
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(RUN_WORDS):
        total = total * _ROLL + each[offset : offset + count]
    return np.unique(_mixed(total))


class Outline(NamedTuple):
    """How many runs a text has, and its sketch: signed numbers of 64 bits, smallest first."""

    size: int
    sketch: tuple[int, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """By what copies are found; nothing for a text too short for copies."""
        return self.sketch[:KEYS] if self.size >= FEWEST_RUNS else ()


def outline_of(runs: Runs) -> Outline:
    """The outline of a text, from its runs."""
    return Outline(len(runs), tuple(runs[:SKETCH].astype(np.int64).tolist()))


def _share(size: int) -> float:
    """The share of a text of so many runs that must stand in the other."""
    return SHORT_CONTAINED if size < SHORT_RUNS else CONTAINED


def may_be_copies(a: Outline, b: Outline) -> bool:
    """Whether the sketches leave it open that two texts are copies."""
    small, large = sorted((a.size, b.size))
    if small < FEWEST_RUNS or large > LONGEST * small:
        return False
    # Numbers above 2^63 are negative as signed ones; a sketch of many runs holds none.
    union = sorted({*a.sketch, *b.sketch}, key=lambda x: x % (1 << 64))[:SKETCH]
    both = set(a.sketch) & set(b.sketch)
    jaccard = sum(x in both for x in union) / len(union)
    return jaccard / (1 + jaccard) * (small + large) >= (_share(small) - SLACK) * small


def are_copies(a: Runs, b: Runs) -> bool:
    """Whether two sets of runs are those of copies."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    if len(small) < FEWEST_RUNS or len(large) > LONGEST * len(small):
        return False
    shared = len(np.intersect1d(small, large, assume_unique=True))
    return shared >= _share(len(small)) * len(small)
