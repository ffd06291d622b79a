"""Paragraphs and sentences of a clean text, found without a model.

A line break ends a paragraph. A sentence ends at `.`, `!`, `?` (with the quotation marks or
brackets that close behind it) before white space and a capital, digit or opening mark, unless
the point belongs to an abbreviation, an initial or a number. The abbreviations are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.tables import table

_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ“‘\"$€£])")
_WORD_BEFORE = re.compile(r"[\w.&'’-]+$")
_INITIAL = re.compile(r"(?:^|[.\s])[A-Z]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the text, its number, and the number of its paragraph."""

    start: int
    end: int
    index: int
    paragraph: int

    @property
    def span(self) -> Span:
        """The sentence as a span."""
        return Span(self.start, self.end)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("abbreviations")[name])


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] != "." or match.end() - match.start() > 1:
        return True
    word = _WORD_BEFORE.search(text, max(start, match.start() - 40), match.start())
    if word is None:
        return True
    token = word.group().rstrip(".")
    if token.casefold() in _words("never_ends") or _INITIAL.search(token):
        return False
    if token.casefold() in _words("may_end") or "." in token:
        following = re.match(r"\s+(\w+)", text[match.end() : match.end() + 40])
        return following is not None and following.group(1) in _words("openers")
    return True


#: What goes on for longer without an end is a list or a table: it is cut at white space.
MOST_CHARS = 4000


def _bounded(text: str, start: int, ends: list[int]) -> Iterator[int]:
    """`ends`, with cuts between them where they stand too far apart."""
    for end in ends:
        while end - start > MOST_CHARS:
            space = text.rfind(" ", start + 1, start + MOST_CHARS)
            start = space if space > 0 else start + MOST_CHARS
            yield start
        yield end
        start = end


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, without the white space around them."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        start, stop = paragraph.span()
        cut = start
        ends = [m.end() for m in _END.finditer(text, start, stop) if _ends_here(text, start, m)]
        for end in _bounded(text, start, [*ends, stop]):
            body = text[cut:end]
            left = len(body) - len(body.lstrip())
            right = len(body.rstrip())
            if right > left:
                found.append(Sentence(cut + left, cut + right, len(found), number))
            cut = end
    return tuple(found)
