"""Dates in a text, each resolved against the report's own day and kept at its precision.

A month and day without a year take the year of a date before them in the same sentence; else the
wording decides: after "will", "scheduled" and the like the next such day, otherwise the last one
not after the report's day. A weekday resolves the same way. Dates with strokes are read in US
order unless only the other order is possible. What is no day of the calendar is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casewatch.model.spans import Span
from casewatch.reading.dates.forms import Found, numeric, with_month, years
from casewatch.reading.dates.values import common, iso, resolve
from casewatch.reading.dates.words import in_words_of


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as said: `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    `end` is the last day, month or year of a range, in the same form, or None. `ahead` is true
    where the wording points to what is yet to come.
    """

    span: Span
    value: str
    end: str | None = None
    ahead: bool = False

    @property
    def common(self) -> str | None:
        """The date itself, or what both ends of a range share (27-29 May: `2024-05`)."""
        return self.value if self.end is None else common(self.value, self.end)


def find_dates(text: str, day: date | None) -> tuple[DateMention, ...]:
    """The dates of `text` in order; relative ones only where `day` is known."""
    mentions: list[DateMention] = []
    found = list(_forms(text))
    i = 0
    while i < len(found):
        earlier = mentions[-1] if mentions else None
        mention, taken = None, 1
        if _is_range(text, found, i) and _are_weekdays(found[i], found[i + 1]):
            i += 2  # "Monday to Friday" are hours of business
            continue
        if _is_range(text, found, i):
            mention, taken = _range(text, found[i], found[i + 1], day, earlier), 2
        if mention is None:
            taken = 1
            if not found[i].weak or _in_list(text, found[i], earlier):
                mention = _single(text, _with_year_of_next(text, found, i), day, earlier)
        if mention is not None:
            mentions.append(mention)
        i += taken
    return tuple(mentions)


def _forms(text: str) -> Iterator[Found]:
    """The date forms in order without overlap; of two that begin together the longer one."""
    found = [*with_month(text), *numeric(text), *in_words_of(text), *years(text)]
    found.sort(key=lambda f: (f.start, -f.end))
    done = -1
    for form in found:
        if form.start >= done:
            done = form.end
            yield form


_LINK = re.compile(
    r"\s*,?\s*(?:-|–|—|(?:and\s+)?(?:continuing\s+)?(?:to|through|thru|until|till|up\sto)"
    r"|(?P<and>and)|through\s+and\s+including)\s*"
    r"(?:(?:in|at|least|on|or|about|around|approximately|early|late|mid|the)[\s-]+){0,6}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween[\s,]+(?:(?:in|or|about|on|at|least|around|the|approximately)[\s,]+){0,6}$",
    re.IGNORECASE,
)
_LISTED = re.compile(r",?\s*(?:and|or|,|&)\s*(?:in\s+)?", re.IGNORECASE)


def _is_range(text: str, found: list[Found], i: int) -> bool:
    """Whether the date at `i` and the next one are the two ends of one range."""
    if i + 1 >= len(found) or found[i + 1].start - found[i].end > 60:
        return False
    link = _LINK.fullmatch(text, found[i].end, found[i + 1].start)
    if link is None:
        return False
    if link["and"]:
        return bool(_BETWEEN.search(text, max(0, found[i].start - 60), found[i].start))
    return True


def _are_weekdays(first: Found, last: Found) -> bool:
    return first.value.weekday is not None and last.value.weekday is not None


def _in_list(text: str, found: Found, earlier: DateMention | None) -> bool:
    """Whether a weak form goes on a list of dates: "in 2016 and 2017"."""
    if earlier is None or found.start - earlier.span.end > 12:
        return False
    return _LISTED.fullmatch(text, earlier.span.end, found.start) is not None


def _with_year_of_next(text: str, found: list[Found], i: int) -> Found:
    """The form at `i`, with the year that closes a list: "in July and August 2023"."""
    here = found[i]
    if here.value.year is not None or here.value.month is None:
        return here
    for last, then in zip(found[i:], found[i + 1 : i + 4], strict=False):
        if then.start - last.end > 12 or not _LISTED.fullmatch(text, last.end, then.start):
            return here
        if then.value.month is not None and then.value.year is not None:
            return replace(here, value=replace(here.value, year=then.value.year))
    return here


def _single(
    text: str, found: Found, day: date | None, earlier: DateMention | None
) -> DateMention | None:
    ahead = points_ahead(text, found)
    told = earlier.value if earlier else None
    value = resolve(found.value, day, ahead, _context_year(text, found, earlier, day), told)
    if value is None:
        return None
    return DateMention(Span(found.start, found.end), value.first, value.last, bool(ahead))


def _range(
    text: str, first: Found, last: Found, day: date | None, earlier: DateMention | None
) -> DateMention | None:
    """One mention for both ends; an end without a year takes it from the other."""
    a, b = first.value, last.value
    if a.unit or b.unit:
        return None
    if a.year is None and b.year is not None:
        a = replace(a, year=b.year - ((a.month or 0) > (b.month or 12)))
    elif a.year is not None and b.year is None:
        b = replace(b, year=a.year + ((b.month or 12) < (a.month or 0)))
    told = earlier.value if earlier else None
    context, ahead = _context_year(text, first, earlier, day), points_ahead(text, first)
    begin, end = (resolve(v, day, ahead, context, told) for v in (a, b))
    if begin is None or end is None:
        return None
    final = end.last or end.first
    size = min(len(final), len(begin.first))
    if begin.first[:size] > final[:size]:
        return None
    return DateMention(Span(first.start, last.end), begin.first, final, bool(ahead))


_SENTENCE = re.compile(r"(?<!\b[A-Z])[.!?;]\s+(?=[A-Z“\"])|\n")
_CUE = re.compile(
    r"\b(?:(?P<ahead>will|shall|scheduled|slated|set\s(?:for|to)|due\s(?:to|in|back|for)|upcoming"
    r"|until|expected|to\sbe\ssentenced|to\sappear|deadline|adjourned|postponed|court\sdate|when\s(?:\w+\s){1,2}(?:is|are))"
    r"|(?P<back>was|were|had|did|on\sor\sabout|pleaded|pled|appeared|since|between|dated|prior|previous|earlier))\b",
    re.IGNORECASE,
)


def points_ahead(text: str, found: Found) -> bool | None:
    """Whether the words around a date say that it is yet to come; None where they do not say."""
    if found.direction:
        return found.direction > 0
    start = max(0, found.start - 120)
    for cut in _SENTENCE.finditer(text, start, found.start):
        start = cut.end()
    cues = [m.lastgroup == "ahead" for m in _CUE.finditer(text, start, found.start)]
    if cues:
        return cues[-1]
    if found.start - start > 25:
        return None
    stop = _SENTENCE.search(text, found.end, found.end + 80)
    after = _CUE.search(text, found.end, stop.start() if stop else found.end + 80)
    return None if after is None else after.lastgroup == "ahead"


_SAME_YEAR = re.compile(r",?\s+(?:of\s)?(?:the\ssame|that)\syear\b", re.IGNORECASE)


def _context_year(
    text: str, found: Found, earlier: DateMention | None, day: date | None
) -> int | None:
    """The year of the date before, where that stands in the same sentence."""
    if found.value.month is None or found.value.year is not None or earlier is None:
        return None
    if found.direction:
        return None  # "last November" counts from the report, whatever year stands before it
    if _SAME_YEAR.match(text, found.end):
        return int(earlier.value[:4])
    if found.start - earlier.span.end > 150:
        return None
    if _SENTENCE.search(text, earlier.span.end, found.start):
        return None
    told = earlier.end or earlier.value
    year = int(told[:4])
    then = iso(year, found.value.month, found.value.day)
    if (
        day is not None
        and then < told[: len(then)]
        and iso(year + 1, found.value.month) <= day.isoformat()
    ):
        return year + 1  # "indicted on December 12, 2024, and extradited on May 9"
    return year


__all__ = ["DateMention", "find_dates"]
