"""The words of a report: plain lists, and a token only where one is looked at.

A report has a thousand words and some thirty names; what stands far from every name is never
more than an entry in four lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from casewatch.reading.tables import table

_TOKEN = re.compile(r"[^\W_](?:\w|[.'’&$+!/@-](?=\w)){0,40}[$+]?")
#: The same without a bound, and several times faster; what is longer is cut up by the other.
_WORD, _LONG = re.compile(r"[^\W_]\w*(?:[.'’&$+!/@-]\w+)*[$+]?"), 40
_NUMBER = re.compile(r"[\d.,/-]+(?:st|nd|rd|th|s|k|m|bn|am|pm)?$")


class Token(NamedTuple):
    """A word at `[start, end)`; `name` where it has the form of a part of a name."""

    start: int
    end: int
    text: str
    name: bool


class Words:
    """The words of a text in order: `starts`, `ends`, `texts`, and the indexes of `names`."""

    __slots__ = ("ends", "names", "starts", "texts")

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _WORD.finditer(text)]
        if any(end - start > _LONG for start, end in spans):
            spans = [piece for span in spans for piece in _pieces(text, *span)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.texts = [text[start:end] for start, end in spans]
        self.names = [
            i
            for i, word in enumerate(self.texts)
            if not (word.islower() and word[0] > "9") and is_name(word)
        ]

    def __len__(self) -> int:
        return len(self.starts)

    def token(self, i: int) -> Token:
        """The word with index `i`."""
        word = self.texts[i]
        return Token(self.starts[i], self.ends[i], word, is_name(word))

    def between(self, first: int, last: int) -> list[Token]:
        """The words with the indexes `[first, last)`, as far as there are such."""
        return [self.token(i) for i in range(max(0, first), min(last, len(self.starts)))]


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    if end - start <= _LONG:
        return ((start, end),)
    return (match.span() for match in _TOKEN.finditer(text, start, end))


@lru_cache(maxsize=50_000)
def is_name(word: str) -> bool:
    """Whether `word` has the form of a part of a name."""
    never = edges()[1]
    if word[0].isdigit():
        shaped = not word.isdigit() and _NUMBER.match(word) is None
    else:
        shaped = word[0].isupper() or any(map(str.isupper, word))
    return shaped and word.removesuffix("’s").removesuffix("'s") not in never


@cache
def edges() -> tuple[frozenset[str], frozenset[str]]:
    """Words that open a sentence in capitals and are no part of a name, and those never one."""
    rows = table("groups_words")["edges"]
    return frozenset(rows["leading"]), frozenset(rows["never"])
