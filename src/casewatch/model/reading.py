"""A reading: everything that one reader found in one report.

Every item rests on at least one span of the report's clean text; the first span is the
shortest stretch that shows the item, further ones are other places that show it too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.model.vocabulary import (
    EventType,
    GroupKind,
    Modality,
    MoneyKind,
    Offence,
    Role,
    SchemeKind,
    SpeechKind,
    Status,
)

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, handle or spelling that the report gives for somebody or something."""

    value: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Person:
    """A named human being who is part of the story.

    `spans` are the mentions, the fullest form first. `grounds` maps a property (`age`,
    `nationality`, `residence`, `role`, `status`) to the spans that show it.
    """

    name: str
    spans: Spans
    aliases: tuple[Alias, ...] = ()
    age: int | None = None
    nationality: tuple[str, ...] = ()
    residence: str | None = None
    role: Role = "other"
    grounds: Mapping[str, Spans] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A named thing that is neither a person nor an agency: gang, venue, malware, company …"""

    name: str
    kind: GroupKind
    spans: Spans
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """Police, prosecutors, courts, ministries, regulators, international bodies.

    `country` is ISO 3166 alpha-2, `EU` for the Union's, `INT` for other international ones.
    """

    name: str
    spans: Spans
    aliases: tuple[Alias, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A typed occurrence. `date` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; terms are in months."""

    type: EventType
    spans: Spans
    who: tuple[str, ...] = ()
    count: int | None = None
    parties: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    modality: Modality = "asserted"
    term_months: int | None = None
    max_term_months: int | None = None
    offences: tuple[Offence, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the crime worked, for one set of people; years `YYYY` where the text gives them."""

    kind: SchemeKind
    spans: Spans
    who: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum that belongs to the case, in units of its currency (ISO 4217, or BTC, XMR …)."""

    amount: float
    currency: str
    kind: MoneyKind
    spans: Spans
    who: tuple[str, ...] = ()
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count that matters: people, victims, accounts, cards, servers, countries."""

    n: int
    of: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, through whom. `content` is the words to the letter; `spans[0]` is theirs."""

    speaker: str
    content: str
    kind: SpeechKind
    spans: Spans
    via: str | None = None
    hedged: bool = False
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one report. Deterministic in report and reader version."""

    report: Report
    reader: str
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    agencies: tuple[Agency, ...] = ()
    events: tuple[Event, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    money: tuple[Money, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    countries: Mapping[str, Spans] = field(default_factory=dict)
    final_status: Mapping[str, Status] = field(default_factory=dict)


def _spans(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _aliases(aliases: tuple[Alias, ...]) -> list[str]:
    return [a.value for a in aliases]


#: The probability of a fact by kind, item and part of it (see `reading.confidence`).
Sure = Callable[[str, int | str, int], float | None]


def notes_of(reading: Reading) -> tuple[str, ...]:
    """What a user must know of the reading as a whole: what was not read, and why."""
    code = reading.report.language.casefold()
    if code[:2] in ("", "en", "un") or not reading.reader.startswith("rules-"):
        return ()
    return (
        f"the report's language is {code}, not English: only names, other names, sums and "
        "countries are read, where patterns allow; the rest is left empty",
    )


def reading_to_json(reading: Reading, sure: Sure | None = None) -> dict[str, Any]:
    """The reading in the outward form of `read --format jsonl`, one object a report.

    `notes` stands there only where there are any. With `sure`, each fact carries its probability as `confidence`: roles, aliases, dates and
    terms theirs beside that of their item, countries and last status in a map of their own.
    """
    told = _told(reading)
    if notes := notes_of(reading):
        told["notes"] = list(notes)
    if sure is not None:
        _add_confidence(told, sure)
    return told


def _add_confidence(told: dict[str, Any], sure: Sure) -> None:
    for kind in (
        "people", "groups", "agencies", "events", "schemes", "money", "quantities", "attributions",
    ):  # fmt: skip
        for i, item in enumerate(told[kind]):
            item["confidence"] = sure(kind, i, 0)
    for i, person in enumerate(told["people"]):
        person["role_confidence"] = sure("roles", i, 0)
        person["alias_confidence"] = [sure("aliases", i, k) for k in range(len(person["aliases"]))]
    for i, event in enumerate(told["events"]):
        event["date_confidence"] = sure("event_dates", i, 0)
        event["term_confidence"] = sure("terms", i, 0)
    told["confidence"] = {
        "countries": {code: sure("countries", code, 0) for code in told["countries"]},
        "final_status": {name: sure("status", name, 0) for name in told["final_status"]},
    }


def _told(reading: Reading) -> dict[str, Any]:
    r = reading.report
    return {
        "document": {
            "id": r.id, "path": r.path, "title": r.title, "published": r.published,
            "publisher": r.publisher, "url": r.url, "language": r.language, "sha256": r.sha256,
            "text": r.text,
        },
        "reader": reading.reader,
        "people": [
            {
                "name": p.name, "aliases": _aliases(p.aliases), "age": p.age,
                "nationality": list(p.nationality), "residence": p.residence, "role": p.role,
                "spans": _spans(p.spans),
                "grounds": {k: _spans(v) for k, v in sorted(p.grounds.items())},
            }
            for p in reading.people
        ],
        "groups": [
            {"name": g.name, "kind": g.kind, "aliases": _aliases(g.aliases), "spans": _spans(g.spans)}
            for g in reading.groups
        ],
        "agencies": [
            {"name": a.name, "aliases": _aliases(a.aliases), "country": a.country,
             "spans": _spans(a.spans)}
            for a in reading.agencies
        ],
        "events": [
            {
                "type": e.type, "who": list(e.who), "count": e.count, "parties": list(e.parties),
                "date": e.date, "place": e.place, "modality": e.modality,
                "term_months": e.term_months, "max_term_months": e.max_term_months,
                "offences": list(e.offences), "spans": _spans(e.spans),
            }
            for e in reading.events
        ],
        "schemes": [
            {"kind": s.kind, "who": list(s.who), "from": s.from_, "to": s.to,
             "spans": _spans(s.spans)}
            for s in reading.schemes
        ],
        "money": [
            {"amount": m.amount, "currency": m.currency, "kind": m.kind, "who": list(m.who),
             "modality": m.modality, "spans": _spans(m.spans)}
            for m in reading.money
        ],
        "quantities": [{"n": q.n, "of": q.of, "spans": _spans(q.spans)} for q in reading.quantities],
        "attributions": [
            {"speaker": a.speaker, "via": a.via, "content": a.content, "kind": a.kind,
             "hedged": a.hedged, "forecast": a.forecast, "spans": _spans(a.spans)}
            for a in reading.attributions
        ],
        "countries": sorted(reading.countries),
        "final_status": dict(reading.final_status),
    }  # fmt: skip
