"""Offences that a stretch of text tells of, from a table of phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from casewatch.model.spans import Span
from casewatch.model.vocabulary import OFFENCES, Offence
from casewatch.reading.tables import table
from casewatch.reading.text.search import lowered


@dataclass(frozen=True, slots=True)
class OffenceMention:
    """A phrase that tells of an offence."""

    span: Span
    offence: Offence


@dataclass(frozen=True, slots=True)
class _Entry:
    offence: Offence
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    beside: bool


@cache
def _entries() -> tuple[_Entry, ...]:
    found = []
    for row in table("offences")["offence"]:
        source = "|".join(p.replace(" ", r"\s") for p in row["phrases"])
        pattern = re.compile(rf"\b(?:{source})(?!\w)")
        found.append(_Entry(row["name"], tuple(row["stems"]), pattern, row.get("beside", False)))
    return tuple(found)


#: "mail, wire and computer fraud": each of the first words shares the noun of the last.
_FIRST = r"(?:wire|bank|mail|computer|access\sdevice|securities|tax)"
_SHARED = re.compile(
    rf"\b(?P<first>{_FIRST}(?:,\s{_FIRST}){{0,4}}),?\s(?:and|or)\s(?={_FIRST}\sfraud)"
)
_KINDS: dict[str, Offence] = {
    "wire": "wire_fraud", "bank": "bank_fraud", "mail": "fraud", "computer": "hacking",
    "access device": "carding", "securities": "fraud", "tax": "fraud",
}  # fmt: skip


def find_offences(text: str) -> tuple[OffenceMention, ...]:
    """The phrases of `text` that tell of an offence, in order."""
    low = lowered(text)
    found: list[OffenceMention] = [*_shared(low)]
    taken = bytearray(len(low))  # 1 where an earlier entry's phrase stands
    for entry in _entries():
        if not any(stem in low for stem in entry.stems):
            continue
        for m in entry.pattern.finditer(low):
            span = Span(*m.span())
            if entry.beside or taken.find(1, span.start, span.end) < 0:
                found.append(OffenceMention(span, entry.offence))
                if not entry.beside:
                    taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    return tuple(sorted(found, key=lambda f: (f.span, f.offence)))


def _shared(low: str) -> Iterator[OffenceMention]:
    if " fraud" not in low:
        return
    for m in _SHARED.finditer(low):
        for kind, offence in _KINDS.items():
            at = m["first"].find(kind)
            if at >= 0:
                start = m.start("first") + at
                yield OffenceMention(Span(start, start + len(kind)), offence)


@lru_cache(maxsize=256)
def offences_in(text: str) -> tuple[Offence, ...]:
    """The offences that `text` tells of, each once, in the order of the vocabulary."""
    told = {m.offence for m in find_offences(text)}
    return cast("tuple[Offence, ...]", tuple(o for o in OFFENCES if o in told))
