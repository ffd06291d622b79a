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


def superseded(store: Store, old: str) -> tuple[Kind, MentionKey] | None:
    """The mention from which the id `old` follows, among all that was ever read."""
    kinds: dict[str, Kind] = {PERSON: "person", GROUP: "group"}
    for fact in store.facts(current=False):
        kind = kinds.get(fact.kind())
        name = fact.subject.partition(":")[2]
        if kind and fact.property == "name" and id_of(kind, fact.report, name) == old:
            return kind, MentionKey(fact.report, name)
    return None


def holder_of_superseded(resolution: Resolution, kind: Kind, key: MentionKey) -> Entity | None:
    """The entity that holds a mention that readings call otherwise now."""
    every = resolution.people if kind == "person" else resolution.groups
    pool = by_report(m for e in every for m in e.mentions).get(key.report, [])
    now = anchor(key, pool)
    return next((e for e in every if now in e.keys), None)
