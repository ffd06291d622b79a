"""Dates told by words that count from another day: "yesterday", "last Tuesday", "a year ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewatch.reading.dates.forms import Found, index
from casewatch.reading.dates.values import Unit, Value
from casewatch.reading.numbers import in_words
from casewatch.reading.tables import table
from casewatch.reading.text.search import anchors, either, lowered

_TABLE = table("dates")
_WEEKDAYS = index(_TABLE["weekdays"])
_FULL = [names[0] for names in _TABLE["weekdays"]]
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_UNITS: dict[str, Unit] = {
    "day": "day", "week": "week", "month": "month", "year": "year", "weekend": "weekend",
    "night": "day", "morning": "day", "afternoon": "day", "evening": "day", "decade": "decade",
}  # fmt: skip

#: The last month of each season of the northern half of the world.
_ENDS_WITH = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}

_THIS = re.compile(
    rf"(?P<which>{either(_WHICH)})\s+"
    rf"(?P<unit>week|month|year|weekend|night|morning|afternoon|evening|{either(_FULL)}|{either(_TABLE['seasons'])})\b(?!-)"
)
_SAME = re.compile(
    r"(?P<word>(?:that|the|this)\s+(?:very\s+)?(?:same|following|next|previous|preceding)|later\s+that|earlier\s+that)"
    r"\s+(?P<unit>day|week|month|year)\b"
)
_AGO = re.compile(
    r"\b(?<!half )(?P<count>an?|\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)\s+"
    r"(?P<unit>day|week|fortnight|month|year|decade)s?\s+$"
)
_WEEKDAY = re.compile(
    rf"(?:{either(n.title() for n in _FULL)})\b(?!\s(?:[A-Z]\w{{1,20}}\s)?(?:Night|Times|Mail|Post|Group))"
)
_EARLIER = re.compile(r"\b(?:earlier|later|late|early)\s+$")


def in_words_of(text: str) -> Iterator[Found]:
    """Dates told by words, in no order."""
    low = lowered(text)
    for word, shift in _DAYS.items():
        for at in anchors(low, [word]):
            end = at + len(word)
            if not low[end : end + 1].isalnum() and low[end : end + 2] not in ("'s", "’s"):
                yield Found(at, end, Value(unit="day", shift=shift), shift)
    for at in anchors(low, [f"{w} " for w in _WHICH]):
        yield from _this(low, at)
    for at in anchors(
        low,
        [
            "that ",
            "the same",
            "the following ",
            "the next ",
            "the previous ",
            "the preceding ",
            "later that",
            "this same",
        ],
    ):
        m = _SAME.match(low, at)
        if m:
            later = "following" in m["word"] or "next" in m["word"]
            before = "previous" in m["word"] or "preceding" in m["word"]
            shift = int(later) - int(before)
            value = Value(unit=_UNITS[m["unit"]], shift=shift, anaphoric=True)
            yield Found(at, m.end(), value, -1)
    for at in anchors(low, ["over the weekend", "at the weekend"]):
        yield Found(at, low.index("weekend", at) + 7, Value(unit="weekend"), -1)
    for way in ("ago", "later", "earlier"):
        for at in anchors(low, [way]):
            yield from _ago(low, at, way)
    for at in anchors(text, [n.title() for n in _FULL]):
        day = _WEEKDAY.match(text, at)
        if day:
            yield Found(at, day.end(), Value(weekday=_WEEKDAYS[day.group().lower()]))


def _this(low: str, at: int) -> Iterator[Found]:
    m = _THIS.match(low, at)
    if m is None:
        return
    stretch = low[max(0, at - 4) : at] in ("the ", "for ")  # "for the past year"
    if stretch and not (m["which"] == "this" and low[m.end() : m.end() + 2] in ("'s", "’s")):
        return
    unit, shift = m["unit"], _WHICH[m["which"]]
    direction = (shift > 0) - (shift < 0)
    earlier = _EARLIER.search(low, max(0, at - 9), at)
    start = earlier.start() if earlier else at
    if unit in _WEEKDAYS:
        yield Found(start, m.end(), Value(weekday=_WEEKDAYS[unit], shift=shift), direction)
    elif unit in _UNITS:
        yield Found(start, m.end(), Value(unit=_UNITS[unit], shift=shift), direction)
    elif shift == 0:
        yield Found(start, m.end(), Value(unit="year"), direction)
    elif shift < 0 and unit != "winter":  # a winter lies in two years
        value = Value(month=_ENDS_WITH[unit], season=True)
        yield Found(start, m.end(), value, direction)


def _ago(low: str, at: int, way: str) -> Iterator[Found]:
    m = _AGO.search(low, max(0, at - 32), at)
    count = None
    if m is not None:
        count = float(m["count"]) if m["count"].isdigit() else in_words(m["count"])
    if m is None or count is None:
        return
    back = way != "later"
    many = int(count) * (2 if m["unit"] == "fortnight" else 1)
    unit = _UNITS["week" if m["unit"] == "fortnight" else m["unit"]]
    value = Value(unit=unit, shift=-many if back else many, anaphoric=way != "ago")
    yield Found(m.start(), at + len(way), value, -1)
