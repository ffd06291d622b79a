"""The report's own date: the line at the top of a text that says when it was published.

It wins over metadata, which often holds the day of a fetch or of a later change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from casewatch.sources.clean.dates import Written, clock_in, dates_in, iso
from casewatch.sources.clean.lines import Line
from casewatch.sources.tables import table

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 160
_LABEL = re.compile(
    r"(?:posted|published|publish(?:ed)? date|publication date|date|released|issued|first published"
    r"|gepubliceerd op|publié le|veröffentlicht am|publicado el|date of publication)\b", re.I
)  # fmt: skip
_DASH_AFTER = re.compile(r"\s{0,3}(?:\([A-Z][\w .,/]{1,30}\)\s{0,3})?[-–—―:|.)]")
_PLACE_BEFORE = re.compile(
    r"[\"'“]?[A-ZÀ-Ý][\w.’' ]{1,40}(?:, ?[A-Z][\w.’' ]{0,30}){0,3}"
    r"(?: ?\([\w .]{1,20}\))?(?:,| ?[-–—―|:(]+|\s)\s{0,3}"
)
_LOWER_WORD = re.compile(r"(?<!\w)[a-zà-ý]{4,}")

#: How many lines that are read may stand before the date line.
_LINES = 14


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date with which a report dates itself. `published` is ISO 8601; `updated` marks the date
    of a change, which serves only where there is no other.
    """

    day: date
    published: str
    updated: bool = False


@cache
def _beside() -> frozenset[str]:
    return frozenset(table("dates")["words"]["beside"])


@cache
def _other() -> frozenset[str]:
    return frozenset(table("dates")["words"]["other"])


def find_dateline(
    lines: Sequence[Line], dropped: set[int], metadata: date | None
) -> DateLine | None:
    """The date line of a report, or None.

    `dropped` are the places of furniture, which may hold the date but do not count towards the
    distance from the top. Day and month in doubt (`03/04/2021`) are told apart by `metadata`.
    """
    bodies = distance = 0
    updated: DateLine | None = None
    for i, line in enumerate(lines):
        found = _in_line(line, metadata, previous=lines[i - 1].text if i else "")
        if found and not found.updated:
            return found
        updated = updated or found
        if i in dropped:
            continue
        distance += 1
        bodies += line.is_body and len(line.text) > 140
        if bodies >= 2 or distance > _LINES:
            break
    return updated


def _in_line(line: Line, metadata: date | None, previous: str) -> DateLine | None:
    head = line.text[:_LONGEST]
    if not any(c.isdigit() for c in head):
        return None
    for written in dates_in(head):
        day = _settled(written, metadata)
        if len(line.text) <= _LONGEST and day:
            alone = _stands_alone(line.text, written, day)
            if alone:
                if _LABEL.match(line.text) is None and _is_other(previous):
                    return DateLine(alone.day, alone.published, updated=True)
                return alone
        if day and line.is_body and _opens_body(head, written):
            return DateLine(day, iso(day))
    return None


def _is_other(text: str) -> bool:
    return len(text) <= 40 and any(w.casefold() in _other() for w in _WORD.findall(text))


def _settled(written: Written, metadata: date | None) -> date | None:
    """The day meant, or None where month and day may be swapped and nothing tells."""
    if written.both is None:
        return written.day
    return metadata if metadata in (written.day, written.both) else None


def _stands_alone(text: str, written: Written, day: date) -> DateLine | None:
    """The date line if the line holds nothing but a date and what goes with it."""
    rest = text[: written.start] + " " + text[written.end :]
    clock = clock_in(rest)
    if clock:
        rest = rest[: clock[1]] + " " + rest[clock[2] :]
    words = [w.casefold() for w in _WORD.findall(rest)]
    # A place or a name of an office may stand before the date ("Washington, D.C. – May 5, 2021").
    strange = [w for w in words if w not in _beside() and len(w) > 1]
    if any(w in _other() for w in words):
        return DateLine(day, iso(day), updated=True)
    labelled = _LABEL.match(text) is not None
    if len(strange) > (3 if labelled or written.start < 3 or _names_only(rest) else 0):
        return None
    if strange and written.start >= 3 and not labelled and _LOWER_WORD.search(rest):
        return None
    return DateLine(day, iso(day, clock[0] if clock else None))


def _names_only(rest: str) -> bool:
    return _LOWER_WORD.search(rest) is None


def _opens_body(head: str, written: Written) -> bool:
    """Whether the date is part of a place line that opens a paragraph."""
    if _DASH_AFTER.match(head, written.end) is None and head[written.end : written.end + 2] != ", ":
        return written.start == 0 and False
    before = head[: written.start]
    if not before.strip(" ("):
        return _DASH_AFTER.match(head, written.end) is not None
    if _DASH_AFTER.match(head, written.end) is None:
        return False
    return len(before) <= 70 and (
        _PLACE_BEFORE.fullmatch(before) is not None and _LOWER_WORD.search(before) is None
    )
