"""How far two whole names agree, word by word, whatever their order, script and completeness.

Each word of the one is set beside the word, or the two or three words written as one, of the
other that agrees best, the surest pairs first. What is left over counts against: little where
only one side has more (a missing patronymic), much where both have something of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from casewatch.screening.scripts import ABJAD
from casewatch.screening.similar import Likeness, likeness
from casewatch.screening.words import joined, split, word

Kind = Literal["person", "group", ""]
#: What the words left over on one side alone count, by kind of the bearer.
_MORE = {"person": 0.3, "group": 0.75, "": 0.5}
#: Of one side's words so much must be found again for the rest to count as merely left out.
_CORE = 1.5
#: Less than this left over on one side is nothing.
_LITTLE = 0.3
#: What a name loses whose words stand in another order.
_TURNED = 0.03


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the one name and of the other that agree; `weight` is theirs of all words."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    likeness: Likeness
    weight: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """From 0 to 1 how far two names agree, with the words that do and those left over.

    `rest_a` and `rest_b` are the weights of what is left over.
    """

    value: float
    pairs: tuple[Pair, ...]
    left_a: tuple[str, ...]
    left_b: tuple[str, ...]
    rest_a: float
    rest_b: float


@dataclass(frozen=True, slots=True)
class _Option:
    likeness: Likeness
    a: tuple[int, int]
    b: tuple[int, int]
    weight: float

    @property
    def order(self) -> tuple[float, float, int, tuple[int, int], tuple[int, int]]:
        """The surest first, then the weightiest, then words in the same place."""
        apart = abs(self.a[0] - self.b[0])
        return (-self.likeness.value, -self.weight, apart, self.a, self.b)


def _weight(texts: tuple[str, ...], start: int, end: int) -> float:
    return sum(word(t).weight for t in texts[start:end])


def _as_long(a: str, b: str) -> bool:
    """Whether a run of words and one word could be the same by their lengths."""
    abjad = a.startswith(ABJAD) or b.startswith(ABJAD)
    return abs(len(a) - len(b)) <= (8 if abjad else 3)


def _options(a: tuple[str, ...], b: tuple[str, ...]) -> list[_Option]:
    whole_a = [(t, n, n + 1) for n, t in enumerate(a)]
    whole_b = [(t, n, n + 1) for n, t in enumerate(b)]
    found = []

    def see(x: tuple[str, int, int], y: tuple[str, int, int]) -> None:
        like = likeness(x[0], y[0])
        if like.value:
            weight = _weight(a, x[1], x[2]) + _weight(b, y[1], y[2])
            found.append(_Option(like, (x[1], x[2]), (y[1], y[2]), weight))

    for x in whole_a:
        for y in whole_b:
            see(x, y)
    for x in joined(a):
        for y in whole_b:
            if _as_long(x[0], y[0]):
                see(x, y)
    for y in joined(b):
        for x in whole_a:
            if _as_long(x[0], y[0]):
                see(x, y)
    return sorted(found, key=lambda o: o.order)


def _turned(chosen: list[_Option]) -> bool:
    """Whether the words that agree stand in another order."""
    full = sorted((o.a[0], o.b[0]) for o in chosen if o.weight >= 1.0)
    return any(x[1] > y[1] for x, y in pairwise(full))


def _left(texts: tuple[str, ...], spans: list[tuple[int, int]]) -> tuple[str, ...]:
    taken = {n for start, end in spans for n in range(start, end)}
    return tuple(t for n, t in enumerate(texts) if n not in taken)


def _rest(left: tuple[str, ...], coded: bool) -> float:
    """The weight of words left over; in a code (APT-C-28) a letter is worth a word."""
    return sum(1.0 if coded and len(t) == 1 else word(t).weight for t in left)


def compare_words(a: tuple[str, ...], b: tuple[str, ...], kind: Kind) -> Agreement:
    """How far two names agree, given as the words of `split`."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    chosen: list[_Option] = []
    for option in _options(a, b):
        run_a, run_b = range(*option.a), range(*option.b)
        if used_a.isdisjoint(run_a) and used_b.isdisjoint(run_b):
            chosen.append(option)
            used_a.update(run_a)
            used_b.update(run_b)
    left_a, left_b = _left(a, [o.a for o in chosen]), _left(b, [o.b for o in chosen])
    coded = kind != "person" and any(word(t).number for t in (*a, *b))
    rest_a, rest_b = _rest(left_a, coded), _rest(left_b, coded)
    core = min(_weight(a, 0, len(a)) - rest_a, _weight(b, 0, len(b)) - rest_b)
    numbers = coded and any(word(t).number for t in (*left_a, *left_b))
    value = _value(chosen, sorted((rest_a, rest_b)), core, numbers, kind)
    pairs = (
        Pair(a[slice(*o.a)], b[slice(*o.b)], o.likeness, round(o.weight, 3))
        for o in sorted(chosen, key=lambda o: o.a)
    )
    return Agreement(value, tuple(pairs), left_a, left_b, round(rest_a, 3), round(rest_b, 3))


def _value(
    chosen: list[_Option], rests: list[float], core: float, numbers: bool, kind: Kind
) -> float:
    found = sum(o.weight for o in chosen)
    if not found:
        return 0.0
    agreed = sum(o.weight * o.likeness.value for o in chosen)
    less, more = rests
    # APT14 is not APT, nor is Fund II Fund I: a number, or anything of weight on both sides.
    share = _MORE[kind] if core >= _CORE and less < _LITTLE else 1.0
    if numbers:
        share = max(share, 0.9)
    against = 2 * less + (more - less) * share
    value = agreed / (found + against) - _TURNED * _turned(chosen)
    return round(max(0.0, value), 3)


@lru_cache(maxsize=200_000)
def agreement(a: str, b: str, kind: Kind = "") -> Agreement:
    """How far two names agree, from 0 (nothing in common) to 1 (the same words)."""
    return compare_words(split(a), split(b), kind)
