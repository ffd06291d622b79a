"""Titles beside a name: which role class they tell, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewatch.model.spans import Span
from casewatch.reading.people.words import bare, title_heads, title_parts

_WORD = re.compile(r"[\w.&'’\-]+|[^\w\s]")
#: How far a title may stand from its name, in code points and in words.
REACH, MOST_WORDS = 160, 16
_IN_CHARGE = frozenset({"in", "charge", "."})
_WITH_COMMA = frozenset({"lawyer", "journalist", "expert", "victim"})
_LINKS = frozenset(["of", "the", "for", "and", "in", "to", "at", "on", "de", "van"])


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a name: its class, its head word and its place.

    `near`: only words of titles stand between it and the name; `touches`: nothing does.
    """

    kind: str
    head: str
    span: Span
    near: bool
    touches: bool = False


def title_before(text: str, start: int) -> Title | None:
    """The title that ends where a name begins at `start`, on the same line."""
    left = text[max(0, start - REACH) : start]
    left = left[left.rfind("\n") + 1 :]
    base = start - len(left)
    heads, parts = title_heads(), title_parts()
    near = True
    behind: list[str] = []
    # Read from its end: the words are the same from either side, and most stop at the first.
    for i, found in enumerate(_WORD.finditer(left[::-1])):
        if i == MOST_WORDS:
            return None
        word = found.group()[::-1]
        low = bare(word)
        low = low[:-2] if low.endswith("'s") else low
        if kind := heads.get(low):
            start, end = len(left) - found.end(), len(left) - found.start()
            if low == "attorney" and kind == "official":
                kind = _attorney(left[:start])
            between = set(map(bare, behind))
            span = Span(base + start, base + end)
            if between == {","} and kind in _WITH_COMMA:  # "his lawyer, Jo Bloggs"
                return Title(kind, low, span, True, True)
            return Title(kind, low, span, near, between <= _IN_CHARGE)
        if word == "," and near and i == 0:
            near = False
        elif low not in parts:
            if low not in _LINKS and not word[0].isupper():
                return None
            near = False
        behind.append(word)
    return None


_DEFENCE = re.compile(r"\b(?:defen[cs]e|his|her|their|whose|s['’]|['’]s)\s*$", re.IGNORECASE)


def _attorney(left: str) -> str:
    """`defense attorney` and `his attorney` are lawyers; other attorneys prosecute."""
    return "lawyer" if _DEFENCE.search(left) else "official"


_APPOSITION = re.compile(r"\s?(?:[,(–—]|-\s)\s*([^.;:\n]{2,130})")
_STOP = re.compile(r"^(?:and|who|announced|said|was|were|is|has|had|told|with|pleaded|pled|faces)$")


def title_after(text: str, end: int) -> Title | None:
    """The title in the apposition behind a name that ends at `end`."""
    found = _APPOSITION.match(text, end, min(len(text), end + REACH))
    if not found:
        return None
    base = found.start(1)
    for seen, word in enumerate(_WORD.finditer(found.group(1))):
        low = bare(word.group())
        if _STOP.match(low) or (word.group() == "," and seen > 0):
            return None
        if word.group()[0].isdigit():
            return None
        low = low[:-2] if low.endswith("'s") else low
        kind = title_heads().get(low)
        if kind and kind not in {"courtesy", "victim"}:
            return Title(kind, low, Span(base + word.start(), base + word.end()), True)
        if seen > 9 or (
            word.group()[0].islower()
            and low not in _LINKS | {"a", "an", "his", "former"}
            and low not in title_parts()
        ):
            return None
    return None


_LAST_WORD = re.compile(r"([\w'’-]+)\.? $")


def is_titled(text: str, start: int) -> bool:
    """Whether the word right before `start` is a calling, in capitals or with a courtesy."""
    found = _LAST_WORD.search(text, max(0, start - 30), start)
    if not found:
        return False
    low = bare(found.group(1))
    return low == "charge" or low in title_heads()
