"""Spans: half-open stretches of a report's clean text, in code points."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """`[start, end)` in code points of one report's clean text."""

    start: int
    end: int

    def text_of(self, text: str) -> str:
        """The words of the span: the quote."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """The same stretch seen from a text that begins `by` code points earlier."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


def trim(text: str, span: Span, strip: str = " \t\r\n,;") -> Span:
    """`span` without the characters of `strip` at its ends."""
    start, end = span
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span(start, end)


def fits(text: str, spans: Iterable[Span]) -> bool:
    """Whether there is at least one span and each lies in `text` and is not empty."""
    some = False
    for start, end in spans:
        some = True
        if not 0 <= start < end <= len(text):
            return False
    return some
