"""What a sum is: a fitted linear classifier over the words around it.

Features are the groups of cue words of `data/money.toml` by side and nearness, and the plain
lower-case words next to the sum; names never count. Weights: `data/money_kinds.json`, fitted by
`tools/train_money.py`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from casewatch.model.spans import Span
from casewatch.model.vocabulary import MoneyKind
from casewatch.reading.linear import linear
from casewatch.reading.tables import table
from casewatch.reading.text.search import by_first, lowered

#: How far around a sum its words are looked at, in characters.
LEFT, RIGHT = 150, 110
_TOUCH, _NEAR = 16, 40
_WORD = re.compile(r"(?<![A-Za-z])[a-z][a-z'’-]{1,20}|%|/")


@cache
def _cues() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All cue lists in one pattern for lower case, and the list that each of its groups is of.

    The pattern branches on the first letter; within a letter the lists keep their order.
    """
    rest: dict[str, dict[str, list[str]]] = {}
    for name, words in table("money")["cues"].items():
        for word in words:
            rest.setdefault(word[0], {}).setdefault(name, []).append(_spaced(word[1:]))
    branches = [
        f"{first}(?:{'|'.join(f'({chr(124).join(tails)})' for tails in lists.values())})"
        for first, lists in rest.items()
    ]
    names = tuple(name for lists in rest.values() for name in lists)
    return re.compile(rf"\b(?:{'|'.join(branches)})\b"), names


def _found(stretch: str) -> list[tuple[int, int, str]]:
    """Start, end and list of each cue in a stretch of lower case, in order."""
    pattern, names = _cues()
    return [(*m.span(), names[(m.lastindex or 1) - 1]) for m in pattern.finditer(stretch)]


def _spaced(words: str) -> str:
    return words.replace(" ", r"\s")


@cache
def _listed(group: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{by_first(map(_spaced, table('money')[group][name]))})\b")


@lru_cache(maxsize=256)
def listed(group: str, name: str, words: str) -> bool:
    """Whether one of a list of the table stands in `words`, whatever the case."""
    return _listed(group, name).search(lowered(words)) is not None


def features(text: str, span: Span, sentence: Span) -> list[str]:
    """The names of the features that hold for the sum at `span` within `sentence`."""
    left = text[max(sentence.start, span.start - LEFT) : span.start]
    right = text[span.end : min(sentence.end, span.end + RIGHT)]
    found: dict[str, None] = {}
    before = [(len(left) - end, name) for _, end, name in _found(lowered(left))]
    after = [(start, name) for start, _, name in _found(lowered(right))]
    for side, cues in (("L", sorted(before)), ("R", sorted(after))):
        strong = [c for c in cues if c[1] not in _WEAK]
        for distance, name in cues:
            found[f"{side}:{name}:{_how_near(distance)}"] = None
            found[f"{side}:{name}"] = None
        if strong:
            found[f"{side}1:{strong[0][1]}"] = None
    nearest = sorted((c for c in (*before, *after) if c[1] not in _WEAK), key=lambda c: c[0])
    if nearest:
        found[f"nearest:{nearest[0][1]}"] = None
    for side, words in (("l", _WORD.findall(left)[-4:]), ("r", _WORD.findall(right)[:4])):
        for word in words:
            found[f"{side}:{word}"] = None
    return list(found)


def _how_near(distance: int) -> str:
    return "touch" if distance <= _TOUCH else "near" if distance <= _NEAR else "far"


_WEAK = frozenset({"total", "court", "worth", "prison"})


def kind_of(text: str, span: Span, sentence: Span) -> tuple[MoneyKind, float]:
    """The most probable kind of the sum, and its probability."""
    odds = linear("money_kinds").probabilities(features(text, span, sentence))
    best = max(odds, key=lambda kind: odds[kind])
    return cast(MoneyKind, best), odds[best]


def is_background(text: str, span: Span, sentence: Span) -> bool:
    """Whether the sum is a general figure told beside the case."""
    stretch = text[max(sentence.start, span.start - 160) : min(sentence.end, span.end + 90)]
    return listed("background", "patterns", stretch)
