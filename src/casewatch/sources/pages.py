"""Pages of a document inside its text: where each begins, and which one a span stands on.

The text before cleaning holds a form feed between two pages, and the map of a clean text leads
back to it; so the page of every span is known wherever the two are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from casewatch.sources.clean.textmap import Segment, TextMap

#: Stands between two pages in the text before cleaning.
PAGE_BREAK = "\f"
#: Running heads are looked for in so many lines at the top and at the bottom of a page.
_EDGE = 2
_ENDS = (".", "!", "?", ":", "”", '"', "’", ")", "…")


def join_pages(pages: Sequence[str]) -> str:
    """One text of many pages, a page break between each two, running heads left out.

    A sentence that goes on over the page goes on in the text; otherwise a page begins a new
    paragraph.
    """
    kept = _without_heads(pages)
    parts: list[str] = []
    last = ""
    for number, page in enumerate(kept):
        if number:
            parts.append(PAGE_BREAK if _goes_on(last, page) else f"\n{PAGE_BREAK}\n")
        parts.append(page)
        last = page or last
    return "".join(parts)


def page_numbers(before: str, segments: Sequence[Segment | tuple[int, int, int]]) -> Pages:
    """The pages of a clean text with this map, `before` being its text before cleaning."""
    breaks = [at for at, char in enumerate(before) if char == PAGE_BREAK]
    return Pages(TextMap(tuple(Segment(*segment) for segment in segments)), breaks)


class Pages:
    """Which page each place of a clean text stands on, counted from 1."""

    def __init__(self, back: TextMap, breaks: Sequence[int]) -> None:
        self._back = back
        self._breaks = breaks

    @property
    def count(self) -> int:
        """How many pages there are; 1 where the text has no pages."""
        return len(self._breaks) + 1

    def page_of(self, start: int) -> int:
        """The page on which the character at `start` of the clean text stands."""
        return bisect_right(self._breaks, self._back.original_offset(start)) + 1


def _goes_on(page: str, following: str) -> bool:
    end, begin = page.rstrip(), following.lstrip()
    return bool(end and begin) and not end.endswith(_ENDS) and begin[0].islower()


def _without_heads(pages: Sequence[str]) -> list[str]:
    """Pages without the lines that stand at the edge of most of them, but for their numbers."""
    split = [page.strip().split("\n") for page in pages]
    edges = Counter(key for lines in split for key in {_plain(line) for line in _edge(lines)})
    most = max(3, (len(pages) + 1) // 2)
    running = {key for key, count in edges.items() if count >= most}
    return ["\n".join(_trimmed(lines, running)).strip() for lines in split]


def _edge(lines: list[str]) -> list[str]:
    return lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]


def _trimmed(lines: list[str], running: set[str]) -> list[str]:
    first, last = 0, len(lines)
    while first < min(_EDGE, last) and _plain(lines[first]) in running:
        first += 1
    while last > max(first, len(lines) - _EDGE) and _plain(lines[last - 1]) in running:
        last -= 1
    return lines[first:last]


def _plain(line: str) -> str:
    """A line with its numbers all alike, so that `Page 3 of 12` is one line with `Page 4 of 12`."""
    words = ("#" if any(c.isdigit() for c in word) else word for word in line.split())
    return " ".join(words)
