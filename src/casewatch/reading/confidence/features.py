"""The features of each kind of fact: what can be seen of how well it is grounded.

Kinds, types and counts, never names: the weights hold for people and outlets not met before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewatch.model.reading import (
    Agency,
    Alias,
    Attribution,
    Event,
    Group,
    Money,
    Person,
    Quantity,
    Scheme,
    Spans,
)
from casewatch.model.spans import Span
from casewatch.model.vocabulary import SUBJECT_ROLES, Status
from casewatch.reading.confidence.scene import Scene, bucket

Features = Iterator[str]
#: Months that stand for life.
_LIFE = 9999
_NUMBER = re.compile(r"[0-9]+")
_CUE = re.compile(
    r"\ba\.?/?k\.?/?a\b|also known|nicknam|handle|monik|alias|\bas\b|dubbed|called", re.I
)
_LAW = {
    "charged": ("charge", "arrest", "appearance"),
    "in_custody": ("arrest", "extradition"),
    "convicted": ("plea", "conviction"),
    "sentenced": ("sentence",),
    "imprisoned": ("sentence",),
    "released": ("release", "exchange"),
    "acquitted": ("acquittal", "dismissal"),
    "sanctioned": ("sanction",),
}


def _shape(name: str) -> Features:
    words = name.split()
    yield f"words:{min(len(words), 6)}"
    if name.isupper():
        yield "capitals"
    if any(c.isdigit() for c in name):
        yield "digits"
    if name[:1].islower():
        yield "lower"


def person(scene: Scene, p: Person) -> Features:
    """Whether the person is one, part of the story, rightly named."""
    yield from _shape(p.name)
    yield from scene.place(p.spans)
    yield f"role:{p.role}"
    yield f"acts:{bucket(scene.actors[p.name], (1, 2, 4))}"
    yield f"speaks:{min(scene.speakers[p.name], 1)}"
    for key in p.grounds:
        yield f"ground:{key}"
    if p.aliases:
        yield "aliases"
    if p.name.casefold() in scene.title:
        yield "in title"


def role(scene: Scene, p: Person) -> Features:
    """Whether the person's role is right; to be had with the features of the person."""
    subject = p.role in SUBJECT_ROLES
    yield f"{p.role}:acts{bucket(scene.actors[p.name], (1, 2))}"
    yield f"{p.role}:speaks{min(scene.speakers[p.name], 1)}"
    yield f"{p.role}:status {scene.reading.final_status.get(p.name)}"
    if "role" in p.grounds:
        yield f"{p.role}:grounded"
    if subject and p.age is not None:
        yield "subject:age"


def alias(scene: Scene, owner: Person | Group | Agency, a: Alias) -> Features:
    """Whether the alias belongs to its bearer. People's only: of the others none is labelled so."""
    yield from _shape(a.value)
    yield from scene.place(a.spans)
    if isinstance(owner, Person):
        yield f"role:{owner.role}"
    yield f"many:{bucket(len(owner.aliases), (2, 4, 8))}"
    if a.spans:
        start = a.spans[0].start
        before = scene.text[max(0, start - 40) : start]
        cue = _CUE.search(before)
        yield f"cue:{cue.group().casefold() if cue else 'none'}"
        yield f"before:{before[-1:] if not before[-1:].isalnum() else 'word'}"
    yield f"shares:{bool(set(a.value.casefold().split()) & set(owner.name.casefold().split()))}"


def group(scene: Scene, g: Group) -> Features:
    """Whether the group is one of the case."""
    yield from _shape(g.name)
    yield from scene.place(g.spans)
    yield f"kind:{g.kind}"
    yield f"{g.kind}:acts{bucket(scene.actors[g.name], (1, 2))}"
    yield f"{g.kind}:spans{bucket(len(g.spans), (2, 4))}"
    if g.aliases:
        yield "aliases"
    if g.name.casefold() in scene.title:
        yield "in title"


def agency(scene: Scene, a: Agency) -> Features:
    """Whether the agency acts in the text."""
    yield from _shape(a.name)
    yield from scene.place(a.spans)
    yield f"country:{'none' if a.country is None else 'EU/INT' if a.country in ('EU', 'INT') else 'one'}"
    yield f"others:{bucket(len(scene.reading.agencies), (3, 6, 12, 24))}"
    yield f"aliases:{min(len(a.aliases), 2)}"
    yield f"speaks:{min(scene.speakers[a.name], 1)}"


def event(scene: Scene, e: Event) -> Features:
    """Whether the event happened so to these people."""
    yield from scene.place(e.spans)
    yield from scene.who(e.who, e.spans)
    yield f"type:{e.type}"
    yield f"modality:{e.modality}"
    yield f"{e.type}:{e.modality}"
    yield f"{e.type}:date{len(e.date or '')}"
    yield f"{e.type}:who{bucket(len(e.who), (1, 2, 4))}"
    yield f"{e.type}:of{bucket(scene.events[e.type], (2, 3, 5))}"
    yield f"{e.type}:spans{min(len(e.spans), 2)}"
    yield f"date:{len(e.date or '')}"
    for key in ("count", "place", "term_months", "max_term_months"):
        if getattr(e, key) is not None:
            yield f"has:{key}"
    yield f"offences:{min(len(e.offences), 3)}"
    yield f"parties:{min(len(e.parties), 2)}"
    yield f"acted:{bucket(max((scene.actors[n] for n in e.who), default=0), (2, 4, 7))}"


def event_date(scene: Scene, e: Event) -> Features:
    """Whether the event and its date are right; to be had with the features of the event."""
    day = e.date or ""
    published = (scene.reading.report.published or "")[:10]
    yield f"published:{(day > published) - (day < published) if published else 'no'}"
    yield f"{e.type}:same{day == published}"
    first = e.spans[0] if e.spans else Span(0, 0)
    around = scene.text[max(0, first.start - 200) : first.end + 200]
    yield f"year near:{day[:4] in around}"
    if len(day) == len("2024-08-01"):
        yield f"day near:{day[8:].lstrip('0') in _NUMBER.findall(around)}"


def term(scene: Scene, e: Event) -> Features:
    """Whether the event and its term are right; to be had with the features of the event."""
    months = e.term_months or 0
    yield f"term:{'life' if months == _LIFE else bucket(months, (1, 13, 61, 181))}"
    terms = sum(x.term_months is not None for x in scene.reading.events)
    yield f"terms:{bucket(terms, (2, 4, 8))}"


def scheme(scene: Scene, s: Scheme) -> Features:
    """Whether the scheme is how this crime worked, and of these people."""
    yield from scene.place(s.spans)
    yield from scene.who(s.who, s.spans)
    yield f"kind:{s.kind}"
    yield f"{s.kind}:spans{bucket(len(s.spans), (2, 4))}"
    yield f"schemes:{bucket(len(scene.reading.schemes), (2, 3, 5))}"
    yield f"same:{bucket(scene.schemes[s.kind], (2, 3))}"
    yield f"years:{bool(s.from_ or s.to)}"


def money(scene: Scene, m: Money) -> Features:
    """Whether the sum belongs to the case."""
    yield from scene.place(m.spans)
    yield from scene.who(m.who, m.spans)
    yield f"kind:{m.kind}"
    yield f"modality:{m.modality}"
    yield f"sums:{bucket(len(scene.reading.money), (2, 4, 8, 16))}"
    yield f"size:{bucket(m.amount, (100, 10_000, 1_000_000, 100_000_000))}"
    yield f"currency:{m.currency if m.currency in ('USD', 'EUR', 'GBP', 'BTC') else 'other'}"


def quantity(scene: Scene, q: Quantity) -> Features:
    """Whether the count matters."""
    yield from scene.place(q.spans)
    yield f"size:{bucket(q.n, (2, 5, 10, 100, 1000, 100_000))}"
    yield f"of:{q.of.split()[-1].casefold() if q.of else ''}"
    yield f"counts:{bucket(len(scene.reading.quantities), (2, 4, 8, 16))}"


def attribution(scene: Scene, a: Attribution) -> Features:
    """Whether this speaker says these words."""
    yield from scene.place(a.spans)
    yield f"kind:{a.kind}"
    yield f"{a.kind}:length{bucket(len(a.content), (20, 50, 100, 200, 400))}"
    yield f"hedged:{a.hedged}"
    yield f"forecast:{a.forecast}"
    yield f"via:{a.via is not None}"
    yield f"speaker:{'known' if a.speaker in scene.starts else 'words' if a.speaker[:1].islower() else 'name'}"
    yield f"said:{bucket(scene.speakers[a.speaker], (2, 4, 8))}"
    near = scene.near(a.speaker, a.spans[0]) if a.spans else None
    yield f"near:{'no' if near is None else bucket(near, (100, 300, 1000))}"


def country(scene: Scene, code: str, spans: Spans) -> Features:
    """Whether the country has a part in the case."""
    yield from scene.place(spans)
    yield f"many:{bucket(len(scene.reading.countries), (2, 4, 7, 12))}"
    yield f"nationality:{code in scene.nationalities}"
    yield f"seat:{code in scene.seats}"
    yield f"code:{code if code in ('US', 'GB', 'RU', 'UA', 'CN') else 'other'}"


def status(scene: Scene, p: Person, value: Status) -> Features:
    """Whether the text leaves the person so."""
    yield f"status:{value}"
    yield f"{value}:{p.role}"
    yield from scene.place(p.grounds.get("status", ()))
    yield f"role:{p.role}"
    yield f"acts:{bucket(scene.actors[p.name], (1, 2, 4))}"
    types = {e.type for e in scene.reading.events if p.name in e.who and e.modality == "asserted"}
    yield f"{value}:told{bool(types.intersection(_LAW.get(value, ())))}"
    yield f"subjects:{bucket(sum(x.role in SUBJECT_ROLES for x in scene.reading.people), (2, 4, 8))}"
