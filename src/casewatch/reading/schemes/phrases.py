"""Where a text tells how a crime worked: the phrases of `data/schemes_phrases.toml`."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from casewatch.model.spans import Span
from casewatch.model.vocabulary import SCHEME_KINDS, SchemeKind
from casewatch.reading.tables import table

#: No phrase goes on behind the end of a clause.
_CLAUSE = re.compile(r"[^\n.;:!?]+(?:[.;:!?]+(?!\s)[^\n.;:!?]*)*")
_WORD = re.compile(r"[a-z0-9]+")
#: How plainly a phrase tells of its kind: names it, says what was done, or may mean others too.
Grade = Literal["plain", "told", "hint"]
_GRADES: tuple[Grade, ...] = ("plain", "told", "hint")
#: The gaps that the table writes as one character; behind the wide one a word begins.
_GAPS = {"…": r"[\w ,’'“”()/&-]{0,50}?(?<!\w)", "‥": r"[\w ,’'/&-]{0,20}?"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that tells of a kind; `topic` tells apart what `other` holds together."""

    span: Span
    kind: SchemeKind
    topic: str
    grade: Grade = "told"


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: SchemeKind
    topic: str
    stems: tuple[str, ...]
    patterns: tuple[tuple[Grade, re.Pattern[str]], ...]


@cache
def _entries() -> tuple[_Entry, ...]:
    found = []
    for row in table("schemes_phrases")["scheme"]:
        if row["kind"] not in SCHEME_KINDS:
            raise ValueError(f"no such kind of scheme: {row['kind']!r}")
        kind = cast(SchemeKind, row["kind"])
        patterns = tuple((g, _pattern(row[g])) for g in _GRADES if row.get(g))
        found.append(_Entry(kind, row["topic"], tuple(row["stems"]), patterns))
    return tuple(found)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    body = "|".join(phrases)
    for mark, gap in _GAPS.items():
        body = body.replace(mark, gap)
    return re.compile(rf"\b(?:{body})")


def phrase_hits(text: str) -> tuple[Hit, ...]:
    """The phrases of `text`, in order; one place may tell of several kinds.

    Within a kind a place counts once, by the plainest phrase there.
    """
    low = text.lower()
    if len(low) != len(text):  # a few capitals are longer in lower case
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    low = low.replace("\u00a0", " ")
    begun: set[tuple[int, str]] = set()
    for word in set(_WORD.findall(low)):
        begun.update(_stems_of(word))
    if not begun:
        return ()
    by_entry: dict[int, list[str]] = {}
    for number, stem in begun:
        by_entry.setdefault(number, []).append(stem)
    clauses = [m.span() for m in _CLAUSE.finditer(low)]
    starts = [start for start, _ in clauses]
    found = []
    for number, entry in enumerate(_entries()):
        stems = by_entry.get(number)
        for i in _told_in(low, starts, stems) if stems else ():
            start, stop = clauses[i]
            for grade, span in _places(entry, low[start:stop], start):
                found.append(Hit(span, entry.kind, entry.topic, grade))
    return tuple(sorted(found, key=lambda h: (h.span, h.kind, h.topic)))


@cache
def _by_letters() -> dict[str, list[tuple[str, int, str]]]:
    """The stems by the first two letters of their first word: that word, the entry, the stem."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for number, entry in enumerate(_entries()):
        for stem in entry.stems:
            first = _WORD.findall(stem)[0]
            found.setdefault(first[:2], []).append((first, number, stem))
    return found


@lru_cache(maxsize=50_000)
def _stems_of(word: str) -> tuple[tuple[int, str], ...]:
    """The stems, each with its entry's number, whose first word `word` begins with."""
    near = [*_by_letters().get(word[:2], ()), *_by_letters().get(word[:1], ())]
    return tuple((number, stem) for first, number, stem in near if word.startswith(first))


def _told_in(low: str, starts: list[int], stems: list[str]) -> list[int]:
    """The indexes of the clauses, given by their starts, that hold one of `stems`."""
    found = set()
    for stem in stems:
        at = low.find(stem)
        while at >= 0:
            i = bisect_right(starts, at) - 1
            found.add(max(i, 0))
            if i + 1 >= len(starts):
                break
            at = low.find(stem, starts[i + 1])
    return sorted(found)


def _places(entry: _Entry, line: str, start: int) -> list[tuple[Grade, Span]]:
    """The phrases of one entry in `line`, without overlap between grades."""
    kept: list[tuple[Grade, Span]] = []
    taken = bytearray(len(line))
    for grade, pattern in entry.patterns:
        for match in pattern.finditer(line):
            begin, end = match.span()
            if grade != "hint" or taken.find(1, begin, end) < 0:
                taken[begin:end] = b"\1" * (end - begin)
                kept.append((grade, Span(start + begin, start + end)))
    return kept
