"""Where a text tells how a crime worked: the phrases of `data/schemes_phrases.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from casewatch.model.spans import Span
from casewatch.model.vocabulary import SCHEME_KINDS, SchemeKind
from casewatch.reading.tables import table

_PARAGRAPH = re.compile(r"[^\n]+")
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
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(low)]
    lines = [low[start:stop] for start, stop in paragraphs]
    found = []
    for entry in _entries():
        if not any(stem in low for stem in entry.stems):
            continue
        for (start, _), line in zip(paragraphs, lines, strict=True):
            if any(stem in line for stem in entry.stems):
                for grade, span in _places(entry, line, start):
                    found.append(Hit(span, entry.kind, entry.topic, grade))
    return tuple(sorted(found, key=lambda h: (h.span, h.kind, h.topic)))


def _places(entry: _Entry, line: str, start: int) -> list[tuple[Grade, Span]]:
    """The phrases of one entry in `line`, without overlap between grades."""
    kept: list[tuple[Grade, Span]] = []
    for grade, pattern in entry.patterns:
        for match in pattern.finditer(line):
            span = Span(start + match.start(), start + match.end())
            if grade != "hint" or not any(span.overlaps(s) for _, s in kept):
                kept.append((grade, span))
    return kept
