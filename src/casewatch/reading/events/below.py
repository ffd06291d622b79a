"""The people whom the lines below a heading name ("charges the following four defendants:")."""

from __future__ import annotations

import re
from itertools import islice

from casewatch.model.spans import Span
from casewatch.reading.cast import Cast

BULLET = re.compile(r"[\s•●▪◦*·–—-]{0,6}(?:\d{1,2}[.)]\s)?")
_LINE = re.compile(r"[^\n]+")
#: So many lines below a heading are looked through.
_MOST = 60
#: A line without a name that is longer, in code points, ends the list.
_LONGEST = 260
#: A sentence of prose, with which a list of people ends.
_PROSE = re.compile(r"[A-Z“\"][^\n]{60,}[.”\"]\s*$")


def person_first(text: str, cast: Cast, span: Span) -> str:
    """The person whose name begins the line, or ""."""
    begin = BULLET.match(text, span.start, span.end)
    start = begin.end() if begin else span.start
    for mention in cast.within(Span(start, span.end), "person"):
        return mention.name if mention.span.start - start < 3 else ""
    return ""


def names_below(text: str, cast: Cast, end: int) -> tuple[str, ...]:
    """The names that begin the lines behind `end`, where a heading ends with a colon."""
    if text[end - 1 : end] != ":":
        return ()
    names: list[str] = []
    for match in islice(_LINE.finditer(text, end), _MOST):
        if not match.group().strip():
            continue
        name = person_first(text, cast, Span(*match.span()))
        if name:
            names.append(name)
        elif len(match.group()) > _LONGEST or (names and _PROSE.match(match.group())):
            break
    return tuple(dict.fromkeys(names))
