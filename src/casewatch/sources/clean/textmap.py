"""Where each kept character of a clean text stands in the original.

Text is only ever removed, or replaced one character for one, so a list of kept stretches says
everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Segment(NamedTuple):
    """A kept stretch: `length` characters at `clean_start` that stood at `original_start`."""

    clean_start: int
    original_start: int
    length: int


@dataclass(frozen=True, slots=True)
class TextMap:
    """The kept stretches of one text, in order, without gaps in the clean text."""

    segments: tuple[Segment, ...]

    @property
    def clean_length(self) -> int:
        """Length of the clean text in code points."""
        return self.segments[-1].clean_start + self.segments[-1].length if self.segments else 0

    def original_offset(self, clean_offset: int) -> int:
        """The place in the original of the character at `clean_offset`.

        The end of the clean text maps to the place after its last character.
        Raises IndexError for an offset outside the clean text.
        """
        if not 0 <= clean_offset <= self.clean_length:
            raise IndexError(clean_offset)
        if not self.segments:
            return 0
        if clean_offset == self.clean_length:
            last = self.segments[-1]
            return last.original_start + last.length
        at = bisect_right(self.segments, clean_offset, key=lambda s: s.clean_start) - 1
        segment = self.segments[at]
        return segment.original_start + clean_offset - segment.clean_start

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original from the first to the last character of a clean span."""
        if start >= end:
            at = self.original_offset(start)
            return at, at
        return self.original_offset(start), self.original_offset(end - 1) + 1


def keep(text: str, pieces: Iterable[tuple[int, int]]) -> tuple[str, TextMap]:
    """The clean text made of the `[start, end)` pieces of `text`, in order, and its map."""
    parts: list[str] = []
    segments: list[Segment] = []
    at = 0
    for start, end in pieces:
        if start >= end:
            continue
        parts.append(text[start:end])
        if segments and segments[-1].original_start + segments[-1].length == start:
            last = segments[-1]
            segments[-1] = Segment(last.clean_start, last.original_start, last.length + end - start)
        else:
            segments.append(Segment(at, start, end - start))
        at += end - start
    return "".join(parts), TextMap(tuple(segments))
