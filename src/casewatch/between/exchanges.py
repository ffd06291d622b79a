"""Exchanges of prisoners: who went which way, and what was left of their terms."""

from __future__ import annotations

from collections.abc import Sequence

from casewatch.between.joining import (
    Told,
    best_date,
    independent,
    joined,
    lines,
    sources_of,
    subjects,
)
from casewatch.between.model import Exchange, Freed
from casewatch.cases.evidence import counted, unique
from casewatch.cases.model import CaseFile, Source, Value
from casewatch.resolving.dating import fits
from casewatch.resolving.resolve import Resolution


def _nationality(case: CaseFile) -> tuple[str, ...]:
    return tuple(t.value for t in case.nationality)


def _went(case: CaseFile, by: str | None, states: Sequence[str]) -> str | None:
    """Where somebody went: to the state of theirs among those of the exchange."""
    own = [n for n in _nationality(case) if n in states and n != by]
    if own:
        return own[0]
    others = [s for s in states if s != by]
    return others[0] if by and len(others) == 1 else None


def _freed(told: Told, states: Sequence[str]) -> Freed:
    case, line = told.case, told.line
    released = [
        x
        for x in case.timeline
        if x.type == "release"
        and x.modality == "asserted"
        and x.parties
        and fits(x.date, line.date)
    ]
    by = released[0].parties[0] if released else None
    sources = (*line.sources, *(s for x in released for s in x.sources))
    basis = "words of a report" if by else "nationality"
    went = _went(case, by, states)
    if by is None and went is not None and len(states) == 2:
        by = next(s for s in states if s != went)
    term = case.status.term
    return Freed(
        told.subject,
        by,
        went,
        basis if by or went else "unknown",
        term.months if term else None,
        term.unserved_months if term else None,
        unique(sources),
    )


def _counts(group: list[Told], date: str | None, resolution: Resolution) -> tuple[Value, ...]:
    """All numbers of people that the reports on it give for the whole exchange."""
    found: dict[int, list[Source | None]] = {}
    for report in sorted({s.report for t in group for s in t.line.sources}):
        reading = resolution.readings[report]
        for event in reading.events:
            if event.type == "exchange" and event.count and fits(event.date, date):
                found.setdefault(event.count, []).append(counted(reading, event.count, event.spans))
    told = {n: unique(sources) for n, sources in found.items()}
    for case in (t.case for t in group):
        for c in case.contradictions:
            for value in c.values if c.property == "exchange count" else ():
                told.setdefault(int(value.value), value.sources)
    return tuple(Value(str(n), told[n]) for n in sorted(told))


def exchanges(cases: Sequence[CaseFile], resolution: Resolution) -> list[Exchange]:
    """The exchanges, each once, however many people and reports tell of it."""
    told = lines(cases, ["exchange"])
    found = []
    for group in joined(told, resolution.copies, _same_day):
        states = sorted({p for t in group for p in t.line.parties})
        sources = sources_of(group)
        date = best_date(group)
        people = {s.id: s for s in subjects([t for t in group if t.case.kind == "person"])}
        freed = [
            _freed(next(t for t in group if t.case.id == s.id), states) for s in people.values()
        ]
        count = independent(sources, resolution.readings, resolution.copies)
        found.append(
            Exchange(
                date, tuple(states), tuple(freed), _counts(group, date, resolution), count, sources
            )
        )
    return found


def _same_day(told: Told) -> list[object]:
    day = told.line.date or ""
    return [("day", day)] if len(day) == len("YYYY-MM-DD") else []
