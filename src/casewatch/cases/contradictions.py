"""Contradictions: reports that give different values for one property, side by side.

Never two values of one report alone, and not what grows with time: sums count as one property
only where they are of a size. The rule that picks the value shown first has a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from casewatch.cases.evidence import counted, source, unique
from casewatch.cases.gather import Material
from casewatch.cases.model import Contradiction, Source, Value
from casewatch.cases.parts import ROUNDING, sums_told
from casewatch.resolving.dating import fits
from casewatch.resolving.happenings import Happening
from casewatch.resolving.tellings import Telling

#: Which value stands first, by property; the timeline shows the same.
DATE_RULE = "most precise, then most copy groups, then earliest told"
TERM_RULE = "most copy groups, then longest"
COUNT_RULE = "most copy groups, then latest report"
#: Larger and smaller value of one property differ by at most this factor.
OF_A_SIZE = 1.6
#: Types whose day is one day; charges are filed, returned and unsealed on several.
ONE_DAY = frozenset(
    {"arrest", "plea", "conviction", "sentence", "extradition", "exchange", "acquittal", "death",
     "release"}
)  # fmt: skip

Told = tuple[str, str, str, Source | None]  # value, copy group, day, source


def _contradiction(
    name: str, told: Iterable[Told], rule: str, first: str | None = None
) -> Contradiction | None:
    """The values told, `first` in front; None where there is but one value or one copy group."""
    every = list(told)
    groups: dict[str, set[str]] = {}
    latest: dict[str, str] = {}
    for value, group, day, _ in every:
        groups.setdefault(value, set()).add(group)
        latest[value] = max(latest.get(value, ""), day)
    if len(groups) < 2 or len({g for found in groups.values() for g in found}) < 2:
        return None
    order = sorted(groups)
    order.sort(key=lambda v: latest[v], reverse=True)
    order.sort(key=lambda v: (v != first, -len(groups[v])))
    values = tuple(Value(v, unique(s for x, _, _, s in every if x == v)) for v in order)
    return Contradiction(name, values, rule)


def _told(material: Material, h: Happening, value: Callable[[Telling], str | None]) -> list[Told]:
    return [
        (found, t.copy_group, t.day, source(material.readings[t.report], t.event.spans))
        for t in h.tellings
        if (found := value(t)) is not None
    ]


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _as_exact(told: str | None, shown: str | None) -> str | None:
    """The date told, or the one shown where it only says less of the same: no disagreement."""
    return shown if told and shown and shown.startswith(told) else told


def _of_happening(material: Material, h: Happening) -> list[Contradiction | None]:
    terms = _told(material, h, lambda t: _number(t.event.term_months))
    found = [_contradiction(f"{h.type} term_months", terms, TERM_RULE, _number(h.term_months))]
    if h.type == "exchange":
        found.append(_contradiction("exchange count", _exchanged(material, h), COUNT_RULE))
    else:
        counts = _told(material, h, lambda t: _number(t.event.count))
        found.append(_contradiction(f"{h.type} count", counts, COUNT_RULE, _number(h.count)))
    if h.type in ONE_DAY and any(not fits(t.event.date, h.date) for t in h.tellings):
        dates = _told(material, h, lambda t: _as_exact(t.event.date, h.date))
        found.append(_contradiction(f"{h.type} date", dates, DATE_RULE, h.date))
    return found


def _exchanged(material: Material, h: Happening) -> list[Told]:
    """How many went home in an exchange, by all reports on it; the largest count of each."""
    found: list[Told] = []
    for seen in material.seen:
        counts = [
            (e.count, e.spans)
            for e in seen.reading.events
            if e.type in ("exchange", "release")
            and e.modality == "asserted"
            and e.count
            and e.date
            and fits(e.date, h.date)
        ]
        if counts:
            count, spans = max(counts)
            told = counted(seen.reading, count, spans)
            found.append((str(count), seen.copy_group, seen.day, told))
    return found


def _sums(material: Material) -> list[Contradiction | None]:
    by_kind: dict[tuple[str, str], list[tuple[float, Told]]] = {}
    for m, seen in sums_told(material):
        told = (f"{m.amount:.10g}", seen.copy_group, seen.day, source(seen.reading, m.spans))
        by_kind.setdefault((m.kind, m.currency), []).append((m.amount, told))
    found = []
    for (kind, currency), every in sorted(by_kind.items()):
        if kind in ("other", "price"):
            continue
        every.sort(key=lambda x: (x[0], x[1][1], x[1][2]))
        run: list[tuple[float, Told]] = []
        for amount, told in [*every, (float("inf"), every[0][1])]:
            if run and amount > OF_A_SIZE * run[0][0]:
                found.append(_near_sums(f"{kind} {currency}", run))
                run = []
            run.append((amount, told))
    return found


def _near_sums(name: str, run: list[tuple[float, Told]]) -> Contradiction | None:
    if run[-1][0] - run[0][0] <= ROUNDING * run[-1][0]:
        return None
    by_group: dict[str, set[str]] = {}
    for _, (value, group, _, _) in run:
        by_group.setdefault(group, set()).add(value)
    # One report that gives all of them tells of several sums.
    values = {told[0] for _, told in run}
    if any(found == values for found in by_group.values()):
        return None
    return _contradiction(name, (told for _, told in run), COUNT_RULE)


def contradictions(material: Material) -> tuple[Contradiction, ...]:
    """All contradictions of a case, those of its happenings first."""
    found = [c for h in material.happened for c in _of_happening(material, h)]
    found += _sums(material)
    return tuple(c for c in found if c is not None)
