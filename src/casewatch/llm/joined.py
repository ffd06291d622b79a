"""One reading from the answers on the pieces of a report, by the truth rules.

What overlaps is told once; `who` names only those who are in the reading; roles and statuses
that claim a finding need the event that shows it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from casewatch.llm.said import Said
from casewatch.model.reading import Agency, Alias, Event, Group, Person, Reading
from casewatch.model.report import Report
from casewatch.model.vocabulary import SUBJECT_ROLES, Role, Status

T = TypeVar("T", Person, Group, Agency)
I = TypeVar("I")  # noqa: E741
#: What must have happened, and be told as happened, before a status may be given.
NEEDS: Mapping[str, frozenset[str]] = {
    "convicted": frozenset({"conviction", "plea", "sentence"}),
    "sentenced": frozenset({"sentence"}),
    "imprisoned": frozenset({"sentence"}),
    "released": frozenset({"release", "exchange"}),
    "acquitted": frozenset({"acquittal", "dismissal"}),
    "deceased": frozenset({"death"}),
    "sanctioned": frozenset({"sanction"}),
}
#: The same for roles; who claims less is given it.
ROLE_NEEDS: Mapping[str, frozenset[str]] = {
    "convicted": frozenset({"conviction", "plea", "sentence"}),
    "freed": frozenset({"release", "exchange"}),
}


def fold(name: str) -> str:
    """A name for comparing: no marks, no case, single spaces."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def joined(report: Report, reader: str, parts: Sequence[Said]) -> Reading:
    """The reading behind the answers, in the order of the pieces."""
    people = _named(p for part in parts for p in part.people)
    groups = _named(g for part in parts for g in part.groups)
    agencies = _named(a for part in parts for a in part.agencies)
    names = _names([*people, *groups, *agencies])
    events = tuple(
        replace(e, who=_who(e.who, names))
        for e in _once((e for part in parts for e in part.events), _event_key)
    )
    happened = _happened(events)
    people = tuple(replace(p, role=_role(p, happened)) for p in people)
    return Reading(
        report=report,
        reader=reader,
        people=people,
        groups=groups,
        agencies=agencies,
        events=events,
        schemes=tuple(
            replace(s, who=_who(s.who, names))
            for s in _once((s for part in parts for s in part.schemes), lambda s: (s.kind, s.who))
        ),
        money=tuple(
            replace(m, who=_who(m.who, names))
            for m in _once(
                (m for part in parts for m in part.money),
                lambda m: (m.amount, m.currency, m.kind, m.who),
            )
        ),
        quantities=_once((q for p in parts for q in p.quantities), lambda q: (q.n, q.spans)),
        attributions=_once((a for p in parts for a in p.attributions), lambda a: a.spans),
        countries=dict(
            sorted({c: s for p in reversed(parts) for c, s in p.countries.items()}.items())
        ),
        final_status=_status(people, happened, parts),
    )


def _once(items: Iterable[I], key: Callable[[I], Hashable]) -> tuple[I, ...]:
    found: dict[Hashable, I] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def _event_key(e: Event) -> Hashable:
    who = tuple(sorted(fold(w) for w in e.who))
    return (e.type, who, e.date, e.modality, e.term_months, e.count if not who else None)


def _named(items: Iterable[T]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for item in items:
        before = found.get(fold(item.name))
        found[fold(item.name)] = item if before is None else _both(before, item)
    return tuple(found.values())


def _both(first: T, second: T) -> T:
    """The first telling, with spans and aliases of the second."""
    spans = tuple(dict.fromkeys((*first.spans, *second.spans)))
    aliases: dict[str, Alias] = {}
    for alias in (*first.aliases, *second.aliases):
        aliases.setdefault(fold(alias.value), alias)
    return replace(first, spans=spans, aliases=tuple(aliases.values()))


def _names(items: Iterable[Person | Group | Agency]) -> dict[str, str]:
    """By each form the name it stands for."""
    found: dict[str, str] = {}
    for item in items:
        for form in (item.name, *(a.value for a in item.aliases)):
            found.setdefault(fold(form), item.name)
    return found


def _who(who: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[fold(w)] for w in who if fold(w) in names))


def _happened(events: Iterable[Event]) -> dict[str, set[str]]:
    """By name the types of what is told of them as happened."""
    found: dict[str, set[str]] = {}
    for event in events:
        for name in event.who if event.modality == "asserted" else ():
            found.setdefault(name, set()).add(event.type)
    return found


def _role(person: Person, happened: Mapping[str, set[str]]) -> Role:
    needs = ROLE_NEEDS.get(person.role)
    if needs is None or needs & happened.get(person.name, set()):
        return person.role
    return "accused"


def _status(
    people: Iterable[Person], happened: Mapping[str, set[str]], parts: Sequence[Said]
) -> dict[str, Status]:
    told = {fold(name): status for part in parts for name, status in part.status.items()}
    found: dict[str, Status] = {}
    for person in people:
        status = told.get(fold(person.name))
        if status is None or person.role not in SUBJECT_ROLES:
            continue
        needs = NEEDS.get(status)
        if needs is None or needs & happened.get(person.name, set()):
            found[person.name] = status
    return found
