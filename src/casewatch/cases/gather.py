"""What the readings say of one entity, gathered: the material of a case file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewatch.cases.judged import NO_JUDGEMENT, Judged, counts, with_choices, word_counts
from casewatch.cases.status import Step, last_words
from casewatch.model.reading import Group, Person, Reading, Spans
from casewatch.model.spans import Span
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.resolving.entities import Entity
from casewatch.resolving.happenings import Happening, happenings
from casewatch.resolving.mentions import FEW_SUBJECTS, distance
from casewatch.resolving.resolve import Resolution
from casewatch.resolving.tellings import Telling, origin, tellings_of

#: A group, sum or statement told within so many code points of a person belongs with them.
NEAR = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """The entity in one report: the reading, and the person or group of that name in it."""

    reading: Reading
    item: Person | Group
    copy_group: str
    origin: str

    @property
    def day(self) -> str:
        """The report's day, or an empty text."""
        return (self.reading.report.published or "")[:10]

    @property
    def subjects(self) -> list[Person]:
        """The people whom the report is about."""
        return [p for p in self.reading.people if p.role in SUBJECT_ROLES]

    @property
    def central(self) -> bool:
        """Whether the report is about so few people that all in it is theirs."""
        return len(self.subjects) <= FEW_SUBJECTS

    def near(self, spans: Spans) -> bool:
        """Whether what is told at `spans` belongs with the entity."""
        return distance(self.item.spans, spans) <= NEAR


@dataclass(frozen=True, slots=True)
class Material:
    """An entity with all readings that name it and the happenings it has part in."""

    entity: Entity
    seen: tuple[Seen, ...]
    happened: tuple[Happening, ...]
    as_of: str | None
    judged: Judged = NO_JUDGEMENT

    @property
    def readings(self) -> Mapping[str, Reading]:
        """The readings by report."""
        return {s.reading.report.id: s.reading for s in self.seen}


def is_subject(entity: Entity) -> bool:
    """Whether a case is about this person: at least half of the copy groups that say say so."""
    subject = {m.copy_group for m in entity.mentions if m.subject}
    other = {m.copy_group for m in entity.mentions if not m.subject and m.role != "other"}
    return bool(subject) and len(subject) >= len(other - subject)


def _not_after(telling: Telling, as_of: str) -> bool:
    """Whether the event is known to lie not after the date: by its own date, or by its report's.

    Of a date such as `2016` only its end is sure, so that it counts from the report that told
    it, or from the year after.
    """
    event = telling.event
    told = bool(telling.day) and telling.day <= as_of
    if event.modality == "expected" or not event.date:
        return told
    if len(event.date) == len(as_of) or told:
        return event.date <= as_of
    return event.date < as_of[: len(event.date)]


def _seen(entity: Entity, resolution: Resolution) -> Iterator[Seen]:
    for mention in entity.mentions:
        reading = resolution.readings[mention.key.report]
        pool: tuple[Person | Group, ...] = (
            reading.people if entity.kind == "person" else reading.groups
        )
        item = next(x for x in pool if x.name == mention.name)
        where = origin(resolution.readings, resolution.copies, mention.key.report)
        yield Seen(reading, item, mention.copy_group, where)


def gather(
    entity: Entity, resolution: Resolution, as_of: str | None, judged: Judged = NO_JUDGEMENT
) -> Material:
    """All that the readings say of `entity`, up to a date of events where one is given.

    What people judged not to count is left out, and the values that they chose are taken.
    """
    judged = judged.of(entity)
    told = tellings_of((m.key for m in entity.mentions), resolution.readings, resolution.copies)
    if as_of:
        told = [t for t in told if _not_after(t, as_of)]
    if judged.set_aside:
        told = [t for t in told if counts(t, judged.set_aside)]
    happened = with_choices(happenings(told), judged.choices)
    return Material(entity, tuple(_seen(entity, resolution)), happened, as_of, judged)


def steps(material: Material) -> list[Step]:
    """What moves the person's standing: asserted happenings, and the reports' last words."""
    found = [
        Step(h.type, h.date, min(t.day for t in h.tellings), key=n, manner=h.manner)
        for n, h in enumerate(material.happened)
        if h.modality == "asserted"
    ]
    # That somebody died is not taken from a report's last word alone: deaths in a text are
    # mostly those of others.
    died = any(step.what == "death" for step in found)
    # Nobody offers a reward for somebody in custody.
    sought = {r for h in material.happened if h.type == "reward" for r in h.reports}
    words = [
        (s.day, s.copy_group, s.reading.report.id, status)
        for s in material.seen
        if (status := s.reading.final_status.get(s.item.name))
        and (died or status != "deceased")
        and word_counts(s.reading.report.id, status, material.judged.set_aside)
        and not (status == "in_custody" and s.reading.report.id in sought)
        and not (material.as_of and s.day > material.as_of)
    ]
    reports = {s.reading.report.id: n for n, s in enumerate(material.seen)}
    found += [
        Step(status, None, day, observed=True, key=reports[report])
        for day, status, report in last_words(words)
    ]
    return found


def within(span: Span, spans: Spans) -> bool:
    """Whether one of `spans` lies in `span`."""
    return any(span.holds(s) for s in spans)
