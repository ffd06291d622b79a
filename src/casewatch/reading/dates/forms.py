"""The forms in which English reports write dates, found by pattern, not yet resolved.

A date is looked for only around an anchor: the name of a month or weekday, four digits that can
be a year, a word such as "ago". Anchors are found by plain search, which keeps the cost linear
and small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casewatch.reading.dates.values import Value, real
from casewatch.reading.tables import table
from casewatch.reading.text.search import anchors, either


@dataclass(frozen=True, slots=True)
class Found:
    """A date form in the text. `weak` ones count only as an end of a range or in a list.

    `direction` is +1 or -1 where its own words point ahead or back ("next Tuesday"), else 0.
    """

    start: int
    end: int
    value: Value
    direction: int = 0
    weak: bool = False


def index(names: list[list[str]]) -> dict[str, int]:
    """Each form with the position of its list."""
    return {form: i for i, forms in enumerate(names) for form in forms}


_TABLE = table("dates")
_MONTHS = {k: i + 1 for k, i in index(_TABLE["months"]).items()}
_WEEKDAYS = index(_TABLE["weekdays"])
_STEMS = sorted({m[:3].title() for m in _MONTHS} | {m[:3].upper() for m in _MONTHS})

_MONTH = rf"(?P<month>{either(_MONTHS)})\b\.?"
_DASH = r"\s?[-–—]\s?"
_JOIN = rf"(?:{_DASH}|\s(?:to|and|through|&)\s(?:the\s)?)"
_NUMBER = r"[0-3]?\d(?:st|nd|rd|th)?"
_REST = rf"(?:(?<=\.)|\s+)(?:the\s+)?(?P<day>{_NUMBER})(?![\w:%]|[.,]\d)"
_LAST = rf"(?:{_JOIN}(?P<last>{_NUMBER})(?![\w:%]|[.,]\d)(?!\s+(?:{either(_MONTHS)})\b))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d%]|[.,/:]\d)"

_MONTH_FIRST = re.compile(rf"{_MONTH}{_REST}{_LAST}(?:(?:\s*,\s*|\s+of\s+|\s+){_YEAR})?", re.I)
_MONTH_YEAR = re.compile(rf"{_MONTH}(?:,?\s+(?:of\s+)?){_YEAR}", re.I)
_YEAR_BEHIND = re.compile(rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?", re.I)
_DAY_BEHIND = re.compile(
    rf"(?<![\w.,/$€£:-])(?:(?P<first>{_NUMBER}){_JOIN}(?:(?:{either(_WEEKDAYS)})\.?\s+)?)?(?P<day>{_NUMBER})"
    r"(?:\s+day)?(?:\s+of)?(?:\s+|-)$",
    re.I,
)
_BARE_MONTH = re.compile(
    r"(?:\b|(?=['’]))(?P<how>(?:at|by|until|since|around|towards?)\s+the\s+(?:end|beginning|start|middle)\s+of|in|since|until|till|through|during|by|from|between|before|after|and|to|of|last|this"
    r"|next|early|late|mid|the|its|his|her|their|a|an|['’]s)(?:[\s-]+(?:early|late|mid|around|about))?[\s-]+$",
    re.I,
)
_WEEKDAY_BEFORE = re.compile(rf"\b(?:{either(_WEEKDAYS)})\b\.?,?\s+(?:the\s+)?$", re.I)
_MODIFIER = re.compile(
    rf"\b(?:early|late|mid|the\s(?:beginning|end|start|middle|first half|second half)\sof"
    rf"|{either(_TABLE['seasons'])})(?:\s(?:in|of))?[\s-]+(?:of\s)?$",
    re.I,
)


def _day(digits: str) -> int:
    return int(digits.rstrip("sntrdhSNTRDH"))


def modified(text: str, start: int) -> int:
    """Where "early", "the end of" or a season before a date begins, else `start`."""
    before = _MODIFIER.search(text, max(0, start - 28), start)
    return before.start() if before else start


_COUNTED_YEAR = re.compile(r",?\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", re.I)
_WHICH_YEAR = {"last": -1, "this": 0, "next": 1}


def with_month(text: str) -> Iterator[Found]:
    """Dates with the name of a month, in both orders, with or without day and year."""
    for at in anchors(text, _STEMS):
        form = _day_first(text, at) or _month_first(text, at)
        if form is None and not _names_a_day(text, at):
            form = _month_year(text, at) or _bare_month(text, at)
        if form is not None:
            yield _with_counted_year(text, form)


def _with_counted_year(text: str, form: Found) -> Found:
    """The form with the year that the words behind it count: "in March last year"."""
    if form.value.year is not None:
        return form
    told = _COUNTED_YEAR.match(text, form.end)
    if told is None:
        return form
    years = _WHICH_YEAR[told["which"].casefold()]
    value = replace(form.value, years=years)
    return Found(form.start, told.end(), value, years or form.direction, form.weak)


def _names_a_day(text: str, at: int) -> bool:
    """Whether the month has a day beside it ("31 June 2024" is no month, but no date)."""
    if _MONTH_FIRST.match(text, at):
        return True
    before = _DAY_BEHIND.search(text, max(0, at - 34), at)
    return before is not None and _YEAR_BEHIND.match(text, at) is not None


def _weekday_start(text: str, start: int) -> int:
    before = _WEEKDAY_BEFORE.search(text, max(0, start - 18), start)
    return before.start() if before else start


_MONTH_ENDS = re.compile(rf"\b(?:{either(_MONTHS)})\.?\s+$", re.I)


def _day_first(text: str, at: int) -> Found | None:
    before = _DAY_BEHIND.search(text, max(0, at - 34), at)
    after = _YEAR_BEHIND.match(text, at) if before else None
    if before is None or after is None:
        return None
    month = _MONTHS[after["month"].casefold()]
    year = int(after["year"]) if after["year"] else None
    day = _day(before["day"])
    if not real(year or 2024, month, day) or _MONTH_ENDS.search(
        text, max(0, before.start() - 12), before.start()
    ):
        return None
    first = _day(before["first"]) if before["first"] else None
    start, value = before.start(), Value(year, month, day)
    if first is not None:
        if 0 < first < day:
            value = Value(year, month, first, day)
        else:
            start = before.start("day")
    return Found(_weekday_start(text, start), after.end(), value)


def _month_first(text: str, at: int) -> Found | None:
    m = _MONTH_FIRST.match(text, at)
    if m is None:
        return None
    month, day = _MONTHS[m["month"].casefold()], _day(m["day"])
    year = int(m["year"]) if m["year"] else None
    if not real(year or 2024, month, day):
        return None
    last = _day(m["last"]) if m["last"] else None
    end = m.end()
    if last is not None and not (day < last and real(year or 2024, month, last)):
        last, end, year = None, m.end("day"), None
    return Found(_weekday_start(text, at), end, Value(year, month, day, last))


def _month_year(text: str, at: int) -> Found | None:
    m = _MONTH_YEAR.match(text, at)
    if m is None:
        return None
    value = Value(int(m["year"]), _MONTHS[m["month"].casefold()])
    return Found(modified(text, at), m.end(), value)


_OWNERS = frozenset(("the", "its", "his", "her", "their", "a", "an", "'s", "’s"))
_LOWER_NEXT = re.compile(
    r"\s+(?!(?:for|of|on|to|in|by|with|and|or|was|is|said|says|has|had)\b)[a-z]"
)
_FULL_MONTH = re.compile(rf"(?P<month>{either(f[0] for f in _TABLE['months'])})\b(?!\s+\d)", re.I)


def _bare_month(text: str, at: int) -> Found | None:
    """A month alone, only behind a word that leads a date ("in May", not "May said")."""
    m = _FULL_MONTH.match(text, at)
    how = _BARE_MONTH.search(text, max(0, at - 24), at) if m else None
    if m is None or how is None:
        return None
    word = how["how"].casefold()
    if word in _OWNERS and not _LOWER_NEXT.match(text, m.end()):
        return None
    direction = {"last": -1, "next": 1}.get(word, 0)
    starts = how.start() if word in ("last", "this", "next", "early", "late", "mid") else at
    value = Value(month=_MONTHS[m["month"].casefold()])
    return Found(starts, m.end(), value, direction, word in ("and", "to", "of"))


_ISO = re.compile(r"[12][09]\d\d-\d\d-\d\d(?![\d-])")
_SLASHED = re.compile(r"\d{1,2}([/.-])(\d{1,2})\1((?:19|20)?\d\d)(?![\w/-]|\.\d)")


def numeric(text: str) -> Iterator[Found]:
    """Dates in digits alone: ISO 8601, and with strokes, points or hyphens."""
    for m in _ISO.finditer(text):
        year, month, day = (int(part) for part in m.group().split("-"))
        if real(year, month, day) and _free(text, m.start()):
            yield Found(*m.span(), Value(year, month, day))
    for m in _SLASHED.finditer(text):
        first, second, year = int(m.group().split(m[1])[0]), int(m[2]), int(m[3])
        if not _free(text, m.start()) or (m[1] != "/" and year < 100):
            continue  # 10.1.15 is a version, 10-1-15 a docket
        year += 0 if year > 99 else (2000 if year < 70 else 1900)
        orders = [(first, second), (second, first)]
        for month, day in orders[::-1] if m[1] == "." else orders:
            if real(year, month, day):
                yield Found(*m.span(), Value(year, month, day))
                break


def _free(text: str, start: int) -> bool:
    """Whether a number that begins at `start` is not the rest of something longer."""
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "/.,-_$€£#:@§")


_NUMERAL = re.compile(r"[12][09]\d\d(?![\w/:%@$€£]|[.,]\d|-\d\d-)")
_BEFORE_YEAR = re.compile(rf"\b(?:{either(_TABLE['before_year'])})[\s-]+$", re.I)
_OWNER = re.compile(rf"(?:\b(?:{either(_TABLE['owners'])})|['’]s)\s+$", re.I)
_NEVER = re.compile(rf"(?:\b(?:{either(_TABLE['never_after'])})[.:]?|§)\s*$", re.I)
_COUNTED = re.compile(rf"[\s-](?:\w{{1,20}}\s+)?(?:{either(_TABLE['counted'])})\b", re.I)
_NOUN_NEXT = re.compile(r"\s+[A-Za-z]")


def years(text: str) -> Iterator[Found]:
    """Bare numbers of four digits that their context makes a year; the others as weak ones."""
    for m in _NUMERAL.finditer(text):
        start = m.start()
        ranged = (
            text[start - 1 : start] in ("-", "–") and text[max(0, start - 5) : start - 1].isdigit()
        )
        if not (_free(text, start) or ranged) or not 1950 <= int(m.group()) <= 2099:
            continue
        low = max(0, start - 24)
        if _NEVER.search(text, low, start) or _COUNTED.match(text, m.end(), m.end() + 44):
            continue
        strong = _BEFORE_YEAR.search(text, low, start) is not None
        if not strong and _OWNER.search(text, low, start):
            strong = _NOUN_NEXT.match(text, m.end()) is not None
        if not strong and text[start - 1 : start] == "(":
            strong = text[m.end() : m.end() + 1] in (")", ",", ";")
        yield Found(modified(text, start), m.end(), Value(int(m.group())), 0, not strong)
