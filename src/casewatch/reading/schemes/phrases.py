"""Where a text tells how a crime worked: the phrases of `data/schemes_phrases.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from casewatch.model.spans import Span
from casewatch.model.vocabulary import SCHEME_KINDS, SchemeKind
from casewatch.reading.tables import table

_PARAGRAPH = re.compile(r"[^\n]+")


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


def phrase_hits(text: str) -> tuple[Hit, ...]:
    """The phrases of `text`, in order; one place may tell of several kinds."""
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
                for match in entry.pattern.finditer(line):
                    span = Span(start + match.start(), start + match.end())
                    found.append(Hit(span, entry.kind, entry.topic))
    return tuple(sorted(found, key=lambda h: (h.span, h.kind, h.topic)))
