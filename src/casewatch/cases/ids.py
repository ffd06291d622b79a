"""Ids of case files that were shown once, and the case files that hold them now.

The id of a case file follows from its earliest mention. Whatever is merged, taken apart or read
later, each mention lies in some case file, so that every id that ever followed from one leads
there. Nothing is stored for it: ids follow from readings, and superseded readings are kept.
"""

from __future__ import annotations

import re

from casewatch.model.facts import GROUP, PERSON
from casewatch.resolving.anchors import anchor, by_report
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity, entity_id, id_of
from casewatch.resolving.mentions import Kind
from casewatch.resolving.resolve import Resolution
from casewatch.store import Store

_FORM = re.compile(r"(person|group)-[0-9a-f]{12}\Z")


def is_id(query: str) -> bool:
    """Whether `query` has the form of an id."""
    return bool(_FORM.match(query))


def holder(resolution: Resolution, old: str) -> Entity | None:
    """The entity that holds the mention from which the id `old` follows."""
    for entity in (*resolution.people, *resolution.groups):
        if any(entity_id(entity.kind, m) == old for m in entity.mentions):
            return entity
    return None


def holder_of_superseded(store: Store, resolution: Resolution, old: str) -> Entity | None:
    """The same for a mention that only superseded readings of the store know."""
    kinds: dict[str, Kind] = {PERSON: "person", GROUP: "group"}
    for fact in store.facts(current=False):
        kind = kinds.get(fact.kind())
        if kind is None or fact.property != "name":
            continue
        name = fact.subject.partition(":")[2]
        if id_of(kind, fact.report, name) != old:
            continue
        every = resolution.people if kind == "person" else resolution.groups
        pool = by_report(m for e in every for m in e.mentions).get(fact.report, [])
        key = anchor(MentionKey(fact.report, name), pool)
        return next((e for e in every if key in e.keys), None)
    return None
