"""The report's own date: the line at the top of a text that says when it was published.

It wins over metadata, which often holds the day of a fetch or of a later change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
_LABEL_BEFORE = re.compile(
    r"(?<!\w)(?:posted|published|publish(?:ed)? date|publication date|date|released|issued)"
    r"(?: on)?\s{0,3}:?\s{0,3}(?:[A-Z][a-z]{2,8}, )?$", re.I
)  # fmt: skip
_DASH_AFTER = re.compile(r"\s{0,3}(?:\([A-Z][\w .,/]{1,30}\)\s{0,3})?[-–—―:|.)]")
_PLACE_BEFORE = re.compile(
    r"[\"'“]?[A-ZÀ-Ý][\w.’' ]{1,40}(?:, ?[A-Z][\w.’' ]{0,30}){0,3}"
    r"(?: ?\([\w .]{1,20}\))?(?:,| ?[-–—―|:(]+|\s)\s{0,3}"
)
_LOWER_WORD = re.compile(r"(?<!\w)[a-zà-ý]{4,}")

#: How many lines that are read may stand before the date line.
_LINES = 14

#: How many lines over the opening of the story may hold the date, however far down that is.
_LINES_OVER = 4
_LIST_OF_DAYS = 3
#: A date among furniture is only believed where metadata is not far from it.
_NEAR = timedelta(days=92)
_LATER = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date with which a report dates itself. `published` is ISO 8601; `updated` marks the date
    of a change, which serves only where there is no other. `alone` is the place of the line
    where it holds nothing else that is read; `sure` whether a label, a weekday, a time or the
    place of the report goes with it.
    """

    day: date
    published: str
    updated: bool = False
    alone: int | None = None
    sure: bool = False


@cache
def _beside() -> frozenset[str]:
    return frozenset(table("dates")["words"]["beside"])


@cache
def _other() -> frozenset[str]:
    return frozenset(table("dates")["words"]["other"])


def find_dateline(
    lines: Sequence[Line], dropped: set[int], top: int, metadata: date | None
) -> DateLine | None:
    """The date line of a report whose text begins at line `top`, or None.

    `dropped` are the places of furniture, which may hold the date but do not count towards the
    distance from the top; a date among it serves where no other line has one. Day and month in doubt (`03/04/2021`) are told apart by `metadata`.
    """
    bodies = distance = 0
    own: list[DateLine] = []
    among: list[DateLine] = []
    updated: list[DateLine] = []
    opening = _opening(lines, dropped, top)
    for i in range(top, len(lines)):
        line = lines[i]
        if distance > _LINES and i < opening - _LINES_OVER:
            continue
        found = _in_line(line, metadata, previous=lines[i - 1].text if i else "")
        if found:
            alone = i if found.alone is not None and not line.heading else None
            if _is_teaser(lines, i, found, metadata):
                continue
            kind = updated if found.updated else among if i in dropped else own
            kind.append(replace(found, alone=alone))
        if i in dropped:
            continue
        distance += 1
        bodies += line.is_body and len(line.text) > 140
        if bodies >= 2 or (distance > _LINES and i >= opening):
            break
    if len({found.day for found in own + among}) >= _LIST_OF_DAYS:
        # A list of news, each with its day: none of them is the page's.
        return None
    if not own and metadata is not None:
        among = [found for found in among if abs(found.day - metadata) <= _NEAR]
    # Without a label, a weekday or a time, the date nearest to the text is the likeliest.
    sure = [found for found in own if found.sure]
    return next(iter(sure + own[::-1] + among + updated), None)


def _is_teaser(lines: Sequence[Line], i: int, found: DateLine, metadata: date | None) -> bool:
    """Whether a bare date, later than metadata, belongs to another report or to no report.

    It is the report's own only where a paragraph follows and none stands before it.
    """
    if metadata is None or found.sure or found.day - metadata <= _LATER:
        return False
    after = any(line.is_body for line in lines[i + 1 : i + 4])
    return not after or (i > 0 and lines[i - 1].is_body)


def _opening(lines: Sequence[Line], dropped: set[int], top: int) -> int:
    """The place of the first paragraph that another follows at once: where the story begins."""
    for i in range(top, len(lines) - 1):
        pair = lines[i], lines[i + 1]
        if i not in dropped and all(line.is_body and len(line.text) > 140 for line in pair):
            return i
    return top


def _in_line(line: Line, metadata: date | None, previous: str) -> DateLine | None:
    head = line.text[:_LONGEST]
    if not any(c.isdigit() for c in head):
        return None
    found = list(dates_in(head))
    if len(found) == 1 and len(line.text) <= _LONGEST:
        day = _settled(found[0], metadata)
        alone = _stands_alone(line.text, found[0], day) if day else None
        if alone:
            unlabelled = _LABEL.search(line.text) is None
            return replace(alone, updated=True) if unlabelled and _is_other(previous) else alone
    for written in found:
        day = _settled(written, metadata)
        if day and line.is_body and _opens_body(head, written):
            return DateLine(day, iso(day), sure=True)
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
    before = text[: written.start]
    rest = before + " " + text[written.end :]
    clock = clock_in(rest)
    if clock:
        rest = rest[: clock[1]] + " " + rest[clock[2] :]
    words = [w.casefold() for w in _WORD.findall(rest)]
    if any(w in _other() for w in words):
        return DateLine(day, iso(day), updated=True, alone=0)
    strange = [w for w in words if w not in _beside() and len(w) > 1]
    sure = clock is not None or any(w in _beside() and len(w) > 2 for w in words)
    found = DateLine(day, iso(day, clock[0] if clock else None), sure=sure)
    if not strange:
        return replace(found, alone=0)
    if _LABEL_BEFORE.search(before):
        return found
    names_only = _LOWER_WORD.search(rest) is None and not text.endswith((".", "!", "?"))
    if written.start < 3:
        # A date, and then the place and what the report is about.
        return found if names_only and len(strange) <= 14 else None
    # The name of a place or an office, and then the date.
    apart = before.rstrip().endswith((",", "-", "–", "—", "|", ":", "•", "·", ")", "/"))
    return found if names_only and apart and len(strange) <= 4 else None


def _opens_body(head: str, written: Written) -> bool:
    """Whether the date is part of a place line that opens a paragraph."""
    if _DASH_AFTER.match(head, written.end) is None:
        return False
    before = head[: written.start]
    if not before.strip(" ("):
        return True
    return (
        len(before) <= 70
        and _PLACE_BEFORE.fullmatch(before) is not None
        and _LOWER_WORD.search(before) is None
    )
