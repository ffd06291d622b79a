"""Roles and final status: where the text leaves each person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from casewatch.model.reading import Event, Person, Spans
from casewatch.model.vocabulary import Role, Status
from casewatch.reading.beside import beside
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.standing.facts import Facts, gather_facts
from casewatch.reading.standing.final import charges_in, final_status, release_of
from casewatch.reading.standing.nations import with_age, with_nations
from casewatch.reading.standing.roles import STRONG_EVENTS, SUBJECT, part_of, subject_role
from casewatch.reading.standing.signs import find_signs


def settle(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> tuple[tuple[Person, ...], Mapping[str, Status]]:
    """The people with their roles, and the final status of the accused, convicted and freed."""
    settled: list[Person] = []
    status: dict[str, Status] = {}
    charges = charges_in(prepared.text)
    for facts in facts_of(prepared, people, cast, events):
        part = part_of(prepared.text, facts)
        freed = release_of(prepared.text, facts, prepared.day)
        if part != SUBJECT and (not freed or acts_for_state(facts)):
            settled.append(_with_role(facts.person, _role(part), ()))
            continue
        role, shown = subject_role(facts, freed)
        value, where = final_status(facts, role, charges)
        person = _with_role(facts.person, role, shown)
        grounds = {**person.grounds, "status": where} if where else person.grounds
        settled.append(replace(person, grounds=grounds))
        status[person.name] = value
    subjects = frozenset(status)
    known = with_nations(prepared.text, settled, subjects)
    return with_age(prepared.text, known, subjects), status


def facts_of(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> list[Facts]:
    """What is known of each person: titles, events, signs."""
    aside = beside(prepared.text, cast)
    found = gather_facts(prepared.text, people, cast, events, aside)
    acting = frozenset(f.person.name for f in found if acts_for_state(f) and not f.events)
    by_name = {f.person.name: f for f in found}
    told = frozenset(f.person.name for f in found if f.event_spans(*STRONG_EVENTS))
    signs = find_signs(prepared, cast, acting, aside, told)
    swapped = any(s.kind == "freed" for s in signs) and _SWAP.search(prepared.text) is not None
    for sign in signs:
        moved = sign.kind == "extradited" and _MOVED.search(sign.span.text_of(prepared.text))
        kept = replace(sign, kind="swapped") if swapped and moved else sign
        by_name[sign.name].signs.append(kept)
    return found


_SWAP = re.compile(
    r"\b(?:prisoners?|detainees?|hostages?|spy|spies) (?:swap|exchange)|\b(?:swap|exchange) of prisoners|\bswapped\b|"
    r"\bthose (?:freed|released|exchanged)\b",
    re.IGNORECASE,
)
#: In a swap, being flown somewhere is being set free.
_MOVED = re.compile(r"flown|brought|transferred|returned|handed over|expelled", re.IGNORECASE)


def acts_for_state(facts: Facts) -> bool:
    """Whether a title of office stands right beside the name."""
    return any(t.touches and t.kind == "official" for t, _ in facts.titles)


_ROLES: dict[str, Role] = {r: r for r in get_args(Role)}


def _role(part: str) -> Role:
    return _ROLES.get(part, "other")


def _with_role(person: Person, role: Role, shown: Spans) -> Person:
    where = (
        shown or (person.grounds.get("role", ()) if person.role == role else ()) or person.spans[:1]
    )
    return replace(person, role=role, grounds={**person.grounds, "role": where})
