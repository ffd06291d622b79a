"""Judgements by people on what a case file says: which value stands first, what is set aside.

Neither takes anything out of the store. A chosen value stands in front of the others, which
stay; a fact set aside leaves timeline and status and is listed as set aside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casewatch.cases.model import Contradiction, Resolved
from casewatch.cases.renaming import Renaming, of_entity, renamings_of
from casewatch.cases.status import NONE, machine, rank
from casewatch.model.spans import Span
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.happenings import Happening
from casewatch.resolving.kept import IDENTITY, keys_of_text, standing
from casewatch.resolving.tellings import Telling
from casewatch.store import Decision

#: Kinds of decisions that are about what a case file says.
CONTRADICTION, FACT = "contradiction", "fact"
#: What is set aside where it is the report's last word on the person, and no event.
STATUS = "status"
_FIELDS: dict[str, Callable[[str], Any]] = {"date": str, "term_months": int, "count": int}


@dataclass(frozen=True, slots=True)
class Choice:
    """That of the values given for `property` this one stands first. `known` are those that
    the person saw."""

    keys: frozenset[MentionKey]
    property: str
    value: str
    known: frozenset[str]
    mark: Resolved


@dataclass(frozen=True, slots=True)
class SetAside:
    """That an event (`what` is its type) or a last word (`status`) does not count, as told `at`
    these places of reports: a fact and its copies."""

    keys: frozenset[MentionKey]
    what: str
    at: tuple[tuple[str, Span], ...]
    mark: Resolved


@dataclass(frozen=True, slots=True)
class Joined:
    """That the mentions of both sides are one."""

    a: frozenset[MentionKey]
    b: frozenset[MentionKey]
    mark: Resolved


@dataclass(frozen=True, slots=True)
class Judged:
    """All that stands, oldest first."""

    choices: tuple[Choice, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    joined: tuple[Joined, ...] = ()
    names: tuple[Renaming, ...] = ()

    def of(self, entity: Entity) -> Judged:
        """What bears on one entity."""
        if self == NO_JUDGEMENT:
            return self
        keys = entity.keys
        return Judged(
            tuple(c for c in self.choices if c.keys & keys),
            tuple(s for s in self.set_aside if s.keys & keys),
            tuple(j for j in self.joined if j.a & keys and j.b & keys),
            of_entity(self.names, entity),
        )


#: Where nobody judged anything.
NO_JUDGEMENT = Judged()


def judged_of(decisions: Iterable[Decision]) -> Judged:
    """What the decisions that stand say on case files; what cannot be understood is left out."""
    choices, aside, joined = [], [], []
    decisions = tuple(decisions)
    for d in standing(decisions):
        keys, because = keys_of_text(d.a), str(d.grounds.get("because") or "")
        mark = Resolved(d.by, d.made[:10], d.id, because)
        if d.kind in IDENTITY and d.verdict == "same":
            joined.append(Joined(keys, keys_of_text(d.b), mark))
        if d.kind not in (CONTRADICTION, FACT):
            continue
        try:
            on = json.loads(d.b)
            if d.kind == CONTRADICTION:
                known = frozenset(map(str, on["values"]))
                choices.append(Choice(keys, on["property"], on["value"], known, mark))
            elif d.verdict == "reject":
                at = tuple((str(place["report"]), Span(*place["span"])) for place in on["at"])
                aside.append(SetAside(keys, on["what"], at, mark))
        except (ValueError, KeyError, TypeError):
            continue
    return Judged(tuple(choices), tuple(aside), tuple(joined), renamings_of(decisions))


def counts(telling: Telling, aside: Sequence[SetAside]) -> bool:
    """Whether an event was not set aside."""
    return not any(
        report == telling.report and place.start < span.end and span.start < place.end
        for s in aside
        if s.what == telling.event.type
        for report, place in s.at
        for span in telling.event.spans
    )


def _denies(what: str, status: str) -> bool:
    """Whether a report's last word falls with an event of it: it says what the event brought."""
    if what == STATUS:
        return True
    to = str(machine()["event"].get(what, {}).get("to", NONE))
    return to != NONE and rank(status) >= rank(to)


def word_counts(report: str, status: str, aside: Sequence[SetAside]) -> bool:
    """Whether a report's last word on the person stands, after what was set aside."""
    return not any(report == place for s in aside if _denies(s.what, status) for place, _ in s.at)


def _chosen(h: Happening, choice: Choice) -> Happening:
    kind, _, field = choice.property.partition(" ")
    if kind != h.type or field not in _FIELDS:
        return h
    try:
        value = _FIELDS[field](choice.value)
    except ValueError:
        return h
    told = any(getattr(t.event, field) == value for t in h.tellings)
    return replace(h, **{field: value}) if told else h


def with_choices(
    happened: tuple[Happening, ...], choices: Sequence[Choice]
) -> tuple[Happening, ...]:
    """The happenings with the values that people chose, by date again."""
    found = list(happened)
    for choice in choices:
        found = [_chosen(h, choice) for h in found]
    if found != list(happened):
        found.sort(key=lambda h: (h.date is None, h.date or ""))
    return tuple(found)


def _marked(one: Contradiction, choices: Sequence[Choice]) -> Contradiction:
    for choice in reversed(choices):
        first = [v for v in one.values if v.value == choice.value]
        if choice.property == one.property and first:
            rest = [v for v in one.values if v.value != choice.value]
            return replace(one, values=(*first, *rest), resolved=choice.mark)
    return one


def marked(found: Iterable[Contradiction], choices: Sequence[Choice]) -> tuple[Contradiction, ...]:
    """The contradictions, those that a person resolved with the chosen value in front."""
    return tuple(_marked(c, choices) for c in found)
