"""Facts: a reading taken apart into single statements, and put together again.

A fact is what the store keeps. `facts_of` and `reading_of` are each other's inverse, so that
nothing a reader found is lost between the two forms.

    person:NAME   name, alias, age, nationality, residence, role, status
    group:NAME    name, alias, kind
    agency:NAME   name, alias, country
    event:N, scheme:N, money:N, quantity:N, statement:N    one fact each
    report        country
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from json import encoder
from typing import Any, TypeAlias

from casewatch.model import parts
from casewatch.model.reading import Agency, Alias, Group, Person, Reading, Spans
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.model.vocabulary import Modality

JsonValue: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None

#: The kind of a subject: what stands before the colon of `Fact.subject`.
PERSON, GROUP, AGENCY, REPORT = "person", "group", "agency", "report"


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement taken from one version of one report by one reader.

    `subject` is the name of a thing within this reading, as listed in the module's head; it
    is no entity. `value` is plain JSON. `speaker` is who states it, None for the report
    itself. `grounded` is False where the spans show the subject alone, because the reader
    did not say which words show the property. `id` is a hash of all the rest.
    """

    id: str
    report: str
    version: int
    subject: str
    property: str
    value: JsonValue
    modality: Modality
    speaker: str | None
    spans: Spans
    reader: str
    grounded: bool = True

    def kind(self) -> str:
        """The kind of the subject: person, group, event …"""
        return self.subject.partition(":")[0]

    def quote(self, text: str) -> str:
        """The words on which the fact rests, in the clean text of its report."""
        return self.spans[0].text_of(text) if self.spans else ""


def _encoding() -> Callable[[object], str]:
    """How values are spelled: as `_ENCODER` does, without its making a new helper for each."""
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:  # a Python without the compiled part
        return _ENCODER.encode
    helper = make(
        None, _ENCODER.default, encoder.encode_basestring, None, ":", ",", True, False, False
    )
    return lambda value: "".join(helper(value, 0))


_encode = _encoding()


def canonical_json(value: object) -> str:
    """JSON with one spelling for one value. Raises `ValueError` for NaN and infinity."""
    return _encode(value)


def fact_id(fact: Fact) -> str:
    """The id that follows from the content of `fact`: 32 hexadecimal digits."""
    content = [
        fact.report, fact.version, fact.reader, fact.subject, fact.property, fact.value,
        fact.modality, fact.speaker, fact.spans, fact.grounded,
    ]  # fmt: skip
    raw = canonical_json(content).encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes facts that share report, version and reader."""

    report: str
    version: int
    reader: str

    def write(
        self,
        subject: str,
        name: str,
        value: JsonValue,
        spans: Spans,
        *,
        modality: Modality = "asserted",
        speaker: str | None = None,
        grounded: bool = True,
    ) -> Fact:
        draft = Fact(
            "", self.report, self.version, subject, name, value, modality, speaker, spans,
            self.reader, grounded,
        )  # fmt: skip
        return Fact(
            fact_id(draft), self.report, self.version, subject, name, value, modality, speaker,
            spans, self.reader, grounded,
        )  # fmt: skip


def facts_of(reading: Reading, version: int = 1) -> tuple[Fact, ...]:
    """All facts of `reading`, in its order; `version` is that of its report in a store.

    A ground of a property that has no value states nothing and is left out; what is stated
    twice in the same words is one fact. Raises `ValueError` for a number that is none (NaN,
    infinity).
    """
    scribe = _Scribe(reading.report.id, version, reading.reader)
    return tuple({fact.id: fact for fact in _facts(reading, scribe)}.values())


def _facts(reading: Reading, scribe: _Scribe) -> Iterator[Fact]:
    taken: set[str] = set()
    by_name: dict[str, tuple[str, Person]] = {}
    for person in reading.people:
        subject = _subject(PERSON, person.name, taken)
        by_name.setdefault(person.name, (subject, person))
        yield from _person_facts(person, subject, scribe)
    for group in reading.groups:
        subject = _subject(GROUP, group.name, taken)
        yield from _named(group, subject, scribe)
        yield scribe.write(subject, "kind", group.kind, group.spans, grounded=False)
    for agency in reading.agencies:
        subject = _subject(AGENCY, agency.name, taken)
        yield from _named(agency, subject, scribe)
        if agency.country is not None:
            yield scribe.write(subject, "country", agency.country, agency.spans, grounded=False)
    for part in parts.parts_of(reading):
        yield scribe.write(
            part.subject, part.property, part.value, part.spans,
            modality=part.modality, speaker=part.speaker,
        )  # fmt: skip
    for country, spans in reading.countries.items():
        yield scribe.write(REPORT, "country", country, spans)
    for name, status in reading.final_status.items():
        subject, who = by_name.get(name, (f"{PERSON}:{name}", None))
        ground = who.grounds.get("status") if who else None
        spans = ground if ground is not None else who.spans if who else ()
        yield scribe.write(subject, "status", status, spans, grounded=ground is not None)


def _subject(kind: str, name: str, taken: set[str]) -> str:
    subject, n = f"{kind}:{name}", 1
    while subject in taken:
        n += 1
        subject = f"{kind}:{name}#{n}"
    taken.add(subject)
    return subject


def _named(thing: Person | Group | Agency, subject: str, scribe: _Scribe) -> Iterator[Fact]:
    yield scribe.write(subject, "name", thing.name, thing.spans)
    for alias in thing.aliases:
        yield scribe.write(subject, "alias", alias.value, alias.spans)


def _person_facts(person: Person, subject: str, scribe: _Scribe) -> Iterator[Fact]:
    yield from _named(person, subject, scribe)
    stated: list[tuple[str, JsonValue]] = [("role", person.role)]
    if person.age is not None:
        stated.append(("age", person.age))
    stated.extend(("nationality", country) for country in person.nationality)
    if person.residence is not None:
        stated.append(("residence", person.residence))
    for name, value in stated:
        ground = person.grounds.get(name)
        spans = person.spans if ground is None else ground
        yield scribe.write(subject, name, value, spans, grounded=ground is not None)


def reading_of(report: Report, facts: Iterable[Fact], *, reader: str = "") -> Reading:
    """The reading whose facts these are, in their order.

    `reader` is the reader's version for a reading without any fact; the facts' own wins.
    """
    named: dict[str, list[Fact]] = {}
    others: list[Fact] = []
    countries: dict[str, Spans] = {}
    status: dict[str, Any] = {}
    for fact in facts:
        reader = fact.reader
        if fact.property == "status":
            status[fact.subject] = fact.value
        if fact.kind() in (PERSON, GROUP, AGENCY):
            named.setdefault(fact.subject, []).append(fact)
        elif fact.subject == REPORT:
            countries[str(fact.value)] = fact.spans
        else:
            others.append(fact)
    things = {s: _thing(own) for s, own in named.items() if own[0].property == "name"}
    name_of = {subject: thing.name for subject, thing in things.items()}
    return Reading(
        report=report,
        reader=reader,
        people=tuple(t for t in things.values() if isinstance(t, Person)),
        groups=tuple(t for t in things.values() if isinstance(t, Group)),
        agencies=tuple(t for t in things.values() if isinstance(t, Agency)),
        **parts.from_parts((f.property, f.value, f.spans, f.modality, f.speaker) for f in others),
        countries=countries,
        final_status={
            name_of.get(subject, subject.partition(":")[2]): value
            for subject, value in status.items()
        },
    )


def _thing(facts: list[Fact]) -> Person | Group | Agency:
    first = facts[0]
    aliases = tuple(Alias(str(f.value), f.spans) for f in facts if f.property == "alias")
    one: dict[str, Any] = {f.property: f.value for f in facts}
    if first.kind() == GROUP:
        return Group(one["name"], one["kind"], first.spans, aliases)
    if first.kind() == AGENCY:
        return Agency(one["name"], first.spans, aliases, one.get("country"))
    own = ("role", "age", "nationality", "residence", "status")
    return Person(
        name=one["name"],
        spans=first.spans,
        aliases=aliases,
        age=one.get("age"),
        nationality=tuple(str(f.value) for f in facts if f.property == "nationality"),
        residence=one.get("residence"),
        role=one["role"],
        grounds={f.property: f.spans for f in facts if f.grounded and f.property in own},
    )


def spans_of(pairs: Iterable[Iterable[int]]) -> Spans:
    """Spans from their plain JSON form, pairs of start and end."""
    return tuple(Span(*pair) for pair in pairs)
