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
from casewatch.reading.events.apportioned import apportioned
from casewatch.reading.events.below import BULLET, names_below, person_first
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
_LINE = re.compile(r"[^\n]+")
#: So many lines of lists are read.
_MOST = 500
#: A line of a list is shorter, in code points; a sentence of prose that is longer ends the list.
_LONGEST, _PROSE = 260, 110
_ASIDE = frozenset({"official", "lawyer", "expert", "journalist", "victim"})
_COUNTS = re.compile(
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) counts?\b", re.I
)
#: What a heading tells of the people in the lines below it.
_OF_PEOPLE = frozenset(
    {"charge", "arrest", "plea", "sentence", "conviction", "extradition", "sanction"}
)
_NUMBER = re.compile(r"\s{0,2}[:–—(-]{1,2}\s{0,2}(\d{1,5})\b|\s{0,2}[:–—-]\s{0,2}([a-z]{3,9})\b")
_BEFORE = re.compile(r"(\d{1,5})(?: (?:arrests?|people|suspects))? in (?:the )?$")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    heading: EventType
    at: int


def with_lists(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with those that the lines of lists and the cells of tables tell."""
    found = [_named_below(scene, t) for t in apportioned(scene, tellings)]
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


def _named_below(scene: Scene, telling: Telling) -> Telling:
    """The telling with those whom the lines below name ("charges the following four:")."""
    sentence = scene.prepared.sentences[telling.sentence]
    if telling.who or telling.how == "thing" or telling.type not in _OF_PEOPLE:
        return telling
    names = names_below(scene.text, scene.cast, sentence.end)
    if not names or (telling.count is not None and len(names) != telling.count):
        return telling
    return replace(telling, who=names, how="named")


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
        begin = BULLET.match(scene.text, match.start(), match.end())
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
    """The person whose name begins the line and who does not act or speak, or ""."""
    name = person_first(scene.text, scene.cast, span)
    return "" if name not in scene.principals and scene.sorts.get(name) in _ASIDE else name


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
