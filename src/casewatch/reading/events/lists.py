"""Lists and tables: lines that tell by themselves what the heading above them is about.

"Those sentenced are:" above "NAME, 34, of PLACE: 87 months in prison"; a table whose cells stand
on lines of their own; "Arrests by country:" above "Germany: 12".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from casewatch.model.spans import Span
from casewatch.model.vocabulary import EventType
from casewatch.reading import numbers
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling

#: Headings by what their lines tell; the first that fits counts.
_HEADINGS: tuple[tuple[EventType, re.Pattern[str]], ...] = (
    ("sentence", re.compile(r"\b(?:sentenced|sentences? (?:imposed|handed down|are|were|include)|following sentences?)\b|^Sentences?$", re.I)),
    ("charge", re.compile(r"\bcharged (?:with|as)\b.{0,40}\bfollow(?:ing|s)\b", re.I)),
    ("arrest", re.compile(r"\b(?:arrests?|arrested)\b", re.I)),
)  # fmt: skip
#: What makes a heading one of what may come, or is told of a law.
_NOT_YET = re.compile(
    r"\b(?:maximum|minimum|faces?|facing|up to|guidelines?|(?:will|to) be|scheduled|pending|awaiting|wanted)\b",
    re.I,
)
_BULLET = re.compile(r"[\s•●▪◦*·–—-]{0,6}(?:\d{1,2}[.)]\s)?")
_LINE = re.compile(r"[^\n]+")
#: So many lines of lists are read.
_MOST = 500
#: A line of a list is shorter, in code points; a sentence of prose that is longer ends the list.
_LONGEST, _PROSE = 260, 110
_ASIDE = frozenset({"official", "lawyer", "expert", "journalist", "victim"})
_COUNTS = re.compile(
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) counts?\b", re.I
)
_NUMBER = re.compile(r"\s{0,2}[:–—(-]{1,2}\s{0,2}(\d{1,5})\b|\s{0,2}[:–—-]\s{0,2}([a-z]{3,9})\b")
_BEFORE = re.compile(r"(\d{1,5})(?: (?:arrests?|people|suspects))? in (?:the )?$")
_TERMS = re.compile(r"((?:\b[\w-]{1,12},? (?:and )?){1,8})(months|years)\b")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    heading: EventType
    at: int


def with_lists(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with those that the lines of lists and the cells of tables tell."""
    found = [part for t in tellings for part in _respectively(scene, t)]
    person = ""
    table = -1
    for line in islice(_lines(scene), _MOST):
        if line.at != table:
            table, person = line.at, ""
        named = _person_at(scene, line.span)
        person = named or person
        if line.heading == "arrest":
            found += _arrests(scene, line, found)
        elif person:
            found += _of_person(scene, line, person, bool(named), found)
    return sorted(found, key=lambda t: t.at)


def _lines(scene: Scene) -> Iterator[_Line]:
    """The lines below headings, each with what its heading tells."""
    heading: EventType | None = None
    at = 0
    for match in _LINE.finditer(scene.text):
        line = match.group().strip()
        if not line:
            continue
        kind = _heading(line)
        if kind is not None:
            heading, at = kind, match.start()
            continue
        prose = len(line) > _LONGEST or (len(line) > _PROSE and line.endswith("."))
        if heading is None or (prose and not _person_at(scene, Span(*match.span()))):
            heading = None
            continue
        begin = _BULLET.match(scene.text, match.start(), match.end())
        yield _Line(Span(begin.end() if begin else match.start(), match.end()), heading, at)


def _heading(line: str) -> EventType | None:
    cell = len(line) < 12
    if not (line.endswith(":") or cell) or len(line) > 400 or _NOT_YET.search(line):
        return None
    last = re.split(r"(?<=[.;]) ", line)[-1]
    for kind, pattern in _HEADINGS:
        if pattern.search(last) and (line.endswith(":") or pattern.fullmatch(line)):
            return kind
    return None


def _person_at(scene: Scene, span: Span) -> str:
    """The person whose name begins the line, or ""."""
    begin = _BULLET.match(scene.text, span.start, span.end)
    start = begin.end() if begin else span.start
    for mention in scene.cast.within(Span(start, span.end), "person"):
        aside = scene.sorts.get(mention.name) in _ASIDE
        return mention.name if mention.span.start - start < 3 and not aside else ""
    return ""


def _of_person(
    scene: Scene, line: _Line, person: str, named: bool, known: list[Telling]
) -> list[Telling]:
    """What the line tells of the person: a term under "sentenced", counts under "charged"."""
    sentence = scene.prepared.sentence_at(line.span.start)
    if sentence is None:
        return []
    base = Telling(
        line.heading, "asserted", line.span, line.span.start, sentence.index, (person,), None,
        "named", "noun", _day(scene, line, known),
    )  # fmt: skip
    if line.heading == "charge":
        return (
            [replace(base, marks=("further",))]
            if _COUNTS.match(scene.text, line.span.start)
            else []
        )
    if any(
        t.type == "sentence" and t.who == (person,) and t.term_months is not None for t in known
    ):
        return []
    for term in inside(scene.terms, line.span):
        if term.kind in ("imposed", "plain") and (named or term.span.start - line.span.start < 8):
            start = line.span.start if named else term.span.start
            return [replace(base, term_months=term.months, span=Span(start, term.span.end))]
    return []


def _day(scene: Scene, line: _Line, known: list[Telling]) -> str | None:
    """The day that the heading tells for all its lines."""
    head = scene.prepared.sentence_at(line.at)
    for telling in known:
        if head and telling.sentence == head.index and telling.type == line.heading:
            return telling.date if telling.modality == "asserted" else None
    return None


def _arrests(scene: Scene, line: _Line, known: list[Telling]) -> list[Telling]:
    """A part of the arrests that the line tells with its country."""
    sentence = scene.prepared.sentence_at(line.span.start)
    for place in inside(scene.places, line.span):
        if place.kind == "demonym" or sentence is None:
            continue
        behind = _NUMBER.match(scene.text, place.span.end, line.span.end)
        before = _BEFORE.search(scene.text[line.span.start : place.span.start])
        said = (behind[1] or behind[2]) if behind else before[1] if before else None
        value = numbers.value(said) if said else None
        name = scene.text[place.span.start : place.span.end]
        if not value or value != int(value) or 1950 < value < 2100:
            continue
        if any(
            t.type == "arrest"
            and t.count == int(value)
            and not t.who
            and (t.place == name or line.span.start <= t.at < line.span.end)
            for t in known
        ):
            continue  # fmt: skip
        return [
            Telling(
                "arrest", "asserted", line.span, line.span.start, sentence.index, (), int(value),
                "number", "noun", _day(scene, line, known), name,
            )
        ]  # fmt: skip
    return []


def _respectively(scene: Scene, telling: Telling) -> list[Telling]:
    """One telling for each where "respectively" gives each his own day or term."""
    if len(telling.who) < 2 or telling.type not in ("plea", "sentence", "arrest", "conviction"):
        return [telling]
    sentence = scene.prepared.sentences[telling.sentence]
    said = scene.prepared.words(sentence)
    if "respectively" not in said:
        return [telling]
    size = len(telling.who)
    days = [d.value for d in inside(scene.dates, sentence.span) if not d.end]
    terms = _terms(scene, sentence.span) if telling.type == "sentence" else []
    parts = [replace(telling, who=(name,), how="named") for name in telling.who]
    if len(days) == size:
        parts = [replace(p, date=d) for p, d in zip(parts, days, strict=True)]
    if len(terms) == size:
        parts = [replace(p, term_months=m) for p, m in zip(parts, terms, strict=True)]
    return parts if size in (len(days), len(terms)) else [telling]


def _terms(scene: Scene, span: Span) -> list[int]:
    """The terms of "60 and 48 months" or "five years and 30 months", in order."""
    whole = [t.months for t in inside(scene.terms, span) if t.kind in ("imposed", "plain")]
    for match in _TERMS.finditer(scene.text, span.start, span.end):
        values = [numbers.value(w) for w in re.findall(r"[\w-]+", match[1])]
        months = [int(v * (12 if match[2] == "years" else 1)) for v in values if v]
        if len(months) > max(1, len(whole)):
            return months
    return whole
