"""Prison terms in a text, in months, with what the words around them say of them.

A length of time is a term only where its sentence speaks of prison or of sentencing; ages, spans
of an investigation and the like are none. Whole months count: "a year and a day" is 12, as are
"52 weeks". Life is `LIFE_MONTHS`, time served `TIME_SERVED_MONTHS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from casewatch.model.spans import Span
from casewatch.model.vocabulary import LIFE_MONTHS, TIME_SERVED_MONTHS
from casewatch.reading.numbers import CARDINAL, value
from casewatch.reading.tables import table
from casewatch.reading.text.search import anchors

TermKind = Literal["imposed", "maximum", "minimum", "asked", "supervised", "plain"]


@dataclass(frozen=True, slots=True)
class TermMention:
    """A term as said. `span` holds the length of time alone ("two years and six months").

    `kind`: `imposed` by a court; `maximum` or `minimum` that the law sets; `asked` for by a party
    or reckoned by guidelines; `supervised` (release, probation, home confinement: no prison);
    `plain` where a term in prison is told without saying which.
    """

    span: Span
    months: int
    kind: TermKind


_DAYS_OF = {"year": 365.25, "month": 30.4375, "week": 7.0, "day": 1.0}
_MONTHS_OF = {"year": 12.0, "month": 1.0}
_UNIT = r"(?:years?|yrs?\.?|months?|mos?\.|weeks?|days?)"
_HALF = r"(?:\s+and\s+(?:a|one)[\s-]half)?"
_PART = rf"(?:{CARDINAL}|\ban?\b){_HALF}[\s-]*{_UNIT}(?!\w)(?:\s+and\s+a\s+half)?"
_LENGTH = re.compile(
    rf"(?<![\w.$€£,-])(?:{CARDINAL}(?:\s*[-–]\s*|\s+to\s+))?{_PART}(?:(?:,\s*|\s+|,?\s*and\s+){_PART}){{0,2}}",
    re.IGNORECASE,
)
_NEEDLE = re.compile(r"[\s-](?:[Yy]ear|YEAR|[Mm]onth|MONTH|[Ww]eek|[Dd]ay|yr)", re.ASCII)
_PARTS = re.compile(
    rf"(?P<n>{CARDINAL}|\ban?\b)(?P<half>{_HALF})[\s-]*(?P<unit>{_UNIT})(?!\w)(?P<more>\s+and\s+a\s+half)?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\btotal(?:ing|ling)?(?: sentence)?(?: of)? $", re.I)
_NOT_TERM = re.compile(
    r"[’']?[\s-]*(?:old\b|olds\b|term\sof\s(?:employment|office|service)|of age|ago\b|later\b|earlier\b|[\s-]long\b|long\b|investigation|probe"
    r"|period\b|history|span\b|anniversary|before\b|after\b|following\b|running\b|prior\b|since\b|younger|older)",
    re.IGNORECASE,
)
_LIFE_BEFORE = re.compile(
    r"\b(?:sentenced to|maximum of|up to|sentence of|penalty of|term of|imprisonment (?:for|of)"
    r"|imprisoned for|jailed for|prison for|years (?:and|or|to)) (?:a term of )?$",
    re.IGNORECASE,
)
_LIFE_AFTER = re.compile(
    r"\s(?:in\s(?:a\s)?(?:\w{1,12}\s)?prison|imprisonment|behind\sbars|sentences?\b|terms?\b|without\sparole)",
    re.IGNORECASE,
)
_SENTENCE_OF = re.compile(
    r"[’']?\s(?:(?:federal|prison|jail|custodial)\s){0,2}(?:sentence|(?<=prison\s)term|(?<=jail\s)term)\b",
    re.I,
)
_FOR = re.compile(
    r"\b(?:for (?:more than |over |about |the past |nearly |at least )?|past |last |over the )$"
)
_PRISON_FOR = re.compile(
    r"\b(?:(?:jail(?:s|ed)|imprison\w+|incarcerat\w+)\b[\w’'., -]{0,50}|prison|jail|bars|custody|away|up) for[\w ]{0,20}$",
    re.I,
)
_SERVED = re.compile(r"time[\s-](?:already[\s-])?served\b", re.IGNORECASE)
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|Jr|Sr|St|No))[.!?]\s+(?=[A-Z“\"])|\n")


#: How far behind a term, in code points, the next of a series may begin.
_NEXT_ONE = 90


@cache
def _cues(name: str) -> re.Pattern[str]:
    """The cues of one list of the table, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(table('terms')[name])})(?!\w)", re.IGNORECASE)


@cache
def _at(name: str) -> re.Pattern[str]:
    """The cues of one list right behind a length of time (with its apostrophe)."""
    return re.compile(rf"[’']?s?[\s-]*(?:{'|'.join(table('terms')[name])})", re.IGNORECASE)


@cache
def _ends(name: str) -> re.Pattern[str]:
    """The cues of one list right before a length of time."""
    return re.compile(rf"\b(?:{'|'.join(table('terms')[name])})\s*$", re.IGNORECASE)


def find_terms(text: str) -> tuple[TermMention, ...]:
    """The terms of `text` in order, without overlap."""
    found = sorted([*_lengths(text), *_worded(text)], key=lambda t: t.span)
    return tuple(_settled(text, found))


def _lengths(text: str) -> list[TermMention]:
    found: list[TermMention] = []
    done = 0
    for needle in _NEEDLE.finditer(text):
        if needle.start() < done:
            continue
        m = _LENGTH.search(text, max(done, needle.start() - 40), needle.end() + 60)
        if m is None or not m.start() < needle.start() < m.end():
            continue
        done = m.end()
        months = months_of(m.group())
        kind = months and (
            _reads_as_term(text, m.start(), m.end()) or _in_series(text, m, found[-1:])
        )
        if months and kind:
            found.append(TermMention(Span(*m.span()), months, kind))
    return found


def _worded(text: str) -> Iterator[TermMention]:
    """Life, and time served."""
    for at in anchors(text, ("life", "Life", "LIFE")):
        if text[at + 4 : at + 5].isalnum():
            continue
        if _LIFE_AFTER.match(text, at + 4) or _LIFE_BEFORE.search(text, max(0, at - 40), at):
            yield TermMention(Span(at, at + 4), LIFE_MONTHS, _kind(_left(text, at)))
    for at in anchors(text, ("time", "Time", "TIME")):
        served = _SERVED.match(text, at)
        if served:
            yield TermMention(Span(at, served.end()), TIME_SERVED_MONTHS, "imposed")


def months_of(words: str) -> int | None:
    """The whole months of a length of time in words; None for less than one or for no length."""
    months = days = 0.0
    for m in _PARTS.finditer(words):
        number = value(m["n"])
        if number is None:
            return None
        if m["half"] or m["more"]:
            number += 0.5
        unit = {"y": "year", "m": "month", "w": "week", "d": "day"}[m["unit"][0].lower()]
        if unit in _MONTHS_OF:
            months += number * _MONTHS_OF[unit]
        else:
            days += number * _DAYS_OF[unit]
    total = int(months + days / _DAYS_OF["month"] + 0.05)  # "90 days" are three months
    return total if 1 <= total < LIFE_MONTHS else None


def _left(text: str, start: int) -> str:
    """The words of the sentence before `start`, as far as they can matter."""
    low = max(0, start - 320)
    for stop in _STOP.finditer(text, low, start):
        low = stop.end()
    return text[low:start]


def _reads_as_term(text: str, start: int, end: int) -> TermKind | None:
    """What kind of term the stretch is, or None where it is no term."""
    if _NOT_TERM.match(text, end):
        return None
    left = _left(text, start)
    if _at("supervised_after").match(text, end) or _ends("supervised_before").search(left):
        return "supervised"
    in_prison = _at("prison").match(text, end, end + 80) is not None
    near = _cues("before").search(left[-70:]) is not None
    if not in_prison and not near:
        return None
    if _FOR.search(left) and not _PRISON_FOR.search(left):
        return None  # "for 20 years" is a term only behind a verb of prison
    kind = _kind(left)
    if kind == "plain" and _SENTENCE_OF.match(text, end):
        return "imposed"
    return kind


def _in_series(text: str, here: re.Match[str], before: list[TermMention]) -> TermKind | None:
    """The kind of the term before it, of which this one is the next ("A to six years and B to 30 months")."""
    for term in before:
        gap = text[term.span.end : here.start()]
        series = term.kind in ("imposed", "plain") and len(gap) < _NEXT_ONE
        if series and gap.endswith((" to ", " to a ")) and not _STOP.search(gap):
            return None if _NOT_TERM.match(text, here.end()) else term.kind
    return None


def _last(name: str, words: str) -> int:
    """Where the last cue of a list ends in `words`, or -1."""
    end = -1
    for m in _cues(name).finditer(words):
        end = m.end()
    return end


def _kind(left: str) -> TermKind:
    """The kind that the nearest cue before a term says."""
    near = left[-300:]
    passed = _last("imposed", near)
    if passed >= 0 and any(m.end() >= passed for m in _cues("not_imposed").finditer(near)):
        passed = -1
    most, least, wanted = (_last(n, near) for n in ("maximum", "minimum", "asked"))
    if _TOTAL.search(near) and passed >= 0:
        return "imposed"
    if passed >= 0:
        # "was sentenced to the statutory maximum of": what is passed stays passed
        verbs = re.search(r"\b(?:faces?|carr(?:y|ies)|punishable|could|would|may)\b", near[passed:])
        if verbs is None and wanted < passed:
            return "imposed"
    if wanted > max(most, least):
        return "asked"
    if least > most or (least >= 0 and most >= 0 and "minimum" in near[most - 12 :].lower()):
        return "minimum"
    if most >= 0:
        return "maximum"
    return "plain"


def _settled(text: str, found: list[TermMention]) -> list[TermMention]:
    """Where a sentence gives a total, the terms that it adds up are no sentence of their own."""
    out: list[TermMention] = []
    for i, term in enumerate(found):
        kind = term.kind
        if kind == "imposed":
            for later in found[i + 1 : i + 4]:
                between = text[term.span.end : later.span.start]
                if _STOP.search(between):
                    break
                if _TOTAL.search(between):
                    kind = "plain"
        out.append(TermMention(term.span, term.months, kind))
    return out
