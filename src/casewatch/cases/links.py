"""Associates and venues: other entities, and what links them to this one."""

from __future__ import annotations

from collections.abc import Iterable

from casewatch.cases.evidence import source, unique
from casewatch.cases.gather import Material, Seen
from casewatch.cases.model import Link, Source
from casewatch.cases.together import Together, relation
from casewatch.model.reading import Group, Person, Spans
from casewatch.model.spans import Span
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.mentions import CASE_GROUPS
from casewatch.resolving.names import fold
from casewatch.resolving.resolve import Resolution

#: The weakest link of two people.
SAME_REPORT = "same report"


class Finder:
    """Entities by mention, and who is told together; asked for once for all case files."""

    def __init__(self, resolution: Resolution, subjects: Iterable[Entity]) -> None:
        self._of = resolution.entity_of()
        self._subjects = {e.id for e in subjects}
        self.together = Together()

    def person(self, report: str, name: str) -> Entity | None:
        """The person whom a report calls `name`, if a case is about them."""
        found = self._of.get(("person", MentionKey(report, name)))
        return found if found and found.id in self._subjects else None

    def group(self, report: str, name: str) -> Entity | None:
        """The group that a report calls `name`, if it is of a kind that has case files."""
        return self._of.get(("group", MentionKey(report, name)))


class _Found:
    """Links as they are found, one for each entity."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.how: dict[str, dict[str, None]] = {}
        self.sources: dict[str, list[Source | None]] = {}

    def add(self, entity: Entity, how: str, seen: Seen, spans: Spans) -> None:
        self.entities[entity.id] = entity
        self.how.setdefault(entity.id, {})[how] = None
        self.sources.setdefault(entity.id, []).append(source(seen.reading, spans))

    def links(self) -> tuple[Link, ...]:
        found = [
            Link(
                e.id,
                e.name,
                e.mentions[0].group_kind or e.kind,
                tuple(sorted(self.how[e.id])),
                unique(self.sources[e.id]),
            )
            for e in self.entities.values()
        ]
        # Who merely stands in the same report comes last.
        return tuple(
            sorted(found, key=lambda x: (x.how == (SAME_REPORT,), -len(x.sources), x.name, x.id))
        )


def _shared_events(seen: Seen, other: Person | Group) -> list[tuple[str, Spans]]:
    mine, theirs = seen.item.name, other.name
    return [
        (f"same {e.type}", e.spans)
        for e in seen.reading.events
        if mine in e.who and theirs in e.who
    ]


def _shared_schemes(seen: Seen, other: Person) -> list[tuple[str, Spans]]:
    mine, theirs = seen.item.name, other.name
    return [
        (f"same scheme ({s.kind.replace('_', ' ')})", s.spans)
        for s in seen.reading.schemes
        if mine in s.who and theirs in s.who
    ]


def _people(material: Material, finder: Finder, found: _Found) -> None:
    for seen in material.seen:
        report = seen.reading.report.id
        for person in seen.subjects:
            entity = finder.person(report, person.name)
            if entity is None or entity.id == material.entity.id:
                continue
            shared = _shared_events(seen, person) + _shared_schemes(seen, person)
            for how, spans in shared:
                found.add(entity, how, seen, spans)
            where = finder.together.people(seen, person)
            for span in where:
                if kin := relation(seen.reading.report.text, span, seen.item, person):
                    found.add(entity, kin, seen, (span,))
            if shared:
                continue
            if where:
                found.add(entity, "same sentence", seen, where[:1])
            elif isinstance(seen.item, Person) and (seen.central or seen.near(person.spans)):
                found.add(entity, SAME_REPORT, seen, person.spans)


def _groups(material: Material, finder: Finder, found: _Found) -> None:
    own = {fold(material.entity.name)}
    own |= {fold(a.value) for seen in material.seen for a in seen.item.aliases}
    for seen in material.seen:
        report = seen.reading.report.id
        for group in seen.reading.groups:
            entity = finder.group(report, group.name)
            if group.kind not in CASE_GROUPS or entity is None or entity.id == material.entity.id:
                continue
            words = set(fold(entity.name).split())
            if material.entity.kind == "person" and any(words <= set(o.split()) for o in own):
                continue  # a handle, or a word of one, that a reader took for a venue
            events = _shared_events(seen, group)
            for how, spans in events:
                found.add(entity, how, seen, spans)
            where: tuple[Span, ...] = () if events else finder.together.group(seen, group)
            if where:
                found.add(entity, f"named together, as {group.kind}", seen, where[:1])


def links(material: Material, finder: Finder) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The people, and the gangs, venues and malware, linked with the entity.

    People are linked by what they have part in together, or as the accused of one report; a
    gang, venue or malware only by an event or a sentence that tells of both.
    """
    people, groups = _Found(), _Found()
    _people(material, finder, people)
    _groups(material, finder, groups)
    return people.links(), groups.links()
