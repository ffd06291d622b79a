"""Where a text tells how a crime worked: the phrases of `data/schemes_phrases.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from casewatch.model.spans import Span
from casewatch.model.vocabulary import SCHEME_KINDS, SchemeKind
from casewatch.reading.tables import table


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that tells of a kind; `topic` tells apart what `other` holds together."""

    span: Span
    kind: SchemeKind
    topic: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: SchemeKind
    topic: str
    stems: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def _entries() -> tuple[_Entry, ...]:
    found = []
    for row in table("schemes_phrases")["scheme"]:
        if row["kind"] not in SCHEME_KINDS:
            raise ValueError(f"no such kind of scheme: {row['kind']!r}")
        pattern = re.compile(r"\b(?:" + "|".join(row["phrases"]) + ")")
        kind = cast(SchemeKind, row["kind"])
        found.append(_Entry(kind, row["topic"], tuple(row["stems"]), pattern))
    return tuple(found)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _lines_with(text: str, stems: Sequence[str]) -> list[int]:
    """Where the lines begin that hold one of the stems."""
    found = set()
    for stem in stems:
        at = text.find(stem)
        while at >= 0:
            found.add(text.rfind("\n", 0, at) + 1)
            at = text.find(stem, _line_end(text, at))
    return sorted(found)


def phrase_hits(text: str) -> tuple[Hit, ...]:
    """The phrases of `text`, in order; one place may tell of several kinds."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals are longer in lower case
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    low = low.replace("\u00a0", " ")
    found = []
    lines: dict[int, str] = {}
    for entry in _entries():
        for start in _lines_with(low, entry.stems):
            if start not in lines:
                lines[start] = low[start : _line_end(low, start)]
            for match in entry.pattern.finditer(lines[start]):
                span = Span(start + match.start(), start + match.end())
                found.append(Hit(span, entry.kind, entry.topic))
    return tuple(sorted(found, key=lambda h: (h.span, h.kind, h.topic)))
