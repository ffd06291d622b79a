"""Quotations: what stands between quotation marks, over paragraphs where the marks run on.

Marks are curly, straight, low-high and guillemets; single marks are left alone (apostrophes).
A quotation whose paragraphs each reopen the mark and only the last of which closes it is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from casewatch.model.spans import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile("[“”„‟\"«»]|’’|''")
_OPENING = "“„‟«"
_CLOSING = "”»"
_TAG_INSIDE = re.compile(r"[,.!?]\s+(?:said|says|added|stated|adds|states)\s")
_TAG_AFTER = re.compile(r"[”\"][\s,]*(?:said|says|added|stated|adds|states)\s")
#: In single marks, which are apostrophes as well: from the head of a word to a mark beside a point.
_SINGLE = re.compile(
    r"(?<![\w’])‘([^\n‘“”\"]{20,2000}?)(?:(?<=[.,!?…])’(?!\w)|’(?=[,.;:]|\s*(?:\n|$)))"
)
_SINGLE_WORDS = 5
_BLANK = " \t\u00a0\u2009\u202f"
#: A quotation is no longer than this; a mark left open further on was none.
MAX_CHARS = 6000


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: the words inside the marks, and the stretch with the marks."""

    words: Span
    outer: Span

    def count(self, text: str) -> int:
        """How many words it has."""
        return len(text[self.words.start : self.words.end].split())


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    opens: bool


def _opens(text: str, at: int, start: int, is_open: bool) -> bool:
    """Whether the mark at `at` opens, in a paragraph that begins at `start`."""
    char = text[at]
    before = text[at - 1] if at > start else ""
    after = text[at + 1 : at + 2]
    if char in "’'":
        return False
    if char in _CLOSING:
        # A closing mark set by mistake at the head of a word, or German »…«.
        return not is_open and (not before or before in _BLANK) and after.isalnum()
    if char in _OPENING:
        # An opening mark set by mistake after the last word.
        wrong = is_open and (not after or after in _BLANK + "\n,.;")
        return not wrong
    if not before:
        return True
    if before in _BLANK + "([—–-/“":
        return not (is_open and (not after or after in _BLANK + "\n,.;"))
    return False


def _marks(text: str, start: int, stop: int, is_open: bool) -> list[_Mark]:
    found = []
    for match in _MARK.finditer(text, start, stop):
        opens = _opens(text, match.start(), start, is_open)
        found.append(_Mark(match.start(), opens))
        is_open = opens
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    """The words without white space and the comma before the closing mark."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end)


def _unclosed_end(text: str, start: int, stop: int) -> int:
    """Where a quotation ends whose closing mark was forgotten."""
    tag = _TAG_INSIDE.search(text, start, stop)
    return tag.start() if tag else stop


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text` in order; nested ones are part of the outer one."""
    found: list[Quotation] = []
    begun: int | None = None  # where the running quotation's first mark stands
    depth = 0
    last = 0
    for start, stop in _paragraphs(text):
        marks = _marks(text, start, stop, False)
        if begun is not None and not (
            marks and marks[0].at == start and marks[0].opens and start - begun < MAX_CHARS
        ):
            found.append(_quotation(text, begun, _unclosed_end(text, begun + 1, last)))
            begun, depth = None, 0
        elif begun is not None:
            marks = marks[1:]
        if begun is None and marks and _lost_opening(text, marks[0]):
            found.append(
                Quotation(_trimmed(text, start, marks[0].at), Span(start, marks[0].at + 1))
            )
            marks = marks[1:]
        balanced = sum(1 if m.opens else -1 for m in marks) == (0 if begun is None else -1)
        for mark in marks:
            if mark.opens and begun is None:
                begun, depth = mark.at, 1
            elif mark.opens and balanced:
                depth += 1
            elif mark.opens and begun is not None:
                found.append(_quotation(text, begun, _unclosed_end(text, begun + 1, mark.at)))
                begun, depth = mark.at, 1
            elif begun is not None:
                depth -= 1
                if depth == 0:
                    found.append(_quotation(text, begun, mark.at, closed=True))
                    begun = None
        depth = 1 if begun is not None else 0
        last = stop
    if begun is not None:
        found.append(_quotation(text, begun, _unclosed_end(text, begun + 1, last)))
    found += _single(text, found)
    kept = (q for q in found if q.words.start < q.words.end)
    return tuple(sorted(kept, key=lambda q: q.outer))


def _lost_opening(text: str, mark: _Mark) -> bool:
    """A paragraph that begins as a quotation without its opening mark: "…,” said X"."""
    return not mark.opens and _TAG_AFTER.match(text, mark.at) is not None


def _single(text: str, others: list[Quotation]) -> list[Quotation]:
    """Long quotations in single curly marks, outside the others."""
    if "‘" not in text:
        return []
    starts = [q.outer.start for q in others]
    found = []
    for match in _SINGLE.finditer(text):
        i = bisect_right(starts, match.start()) - 1
        inside = i >= 0 and match.start() < others[i].outer.end
        if not inside and len(match.group(1).split()) >= _SINGLE_WORDS:
            found.append(Quotation(_trimmed(text, *match.span(1)), Span(*match.span())))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text):
        start, stop = match.span()
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start < stop:
            yield start, stop


def _quotation(text: str, begun: int, end: int, closed: bool = False) -> Quotation:
    return Quotation(_trimmed(text, begun + 1, end), Span(begun, end + closed))
