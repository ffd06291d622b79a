"""From case files to what passed between states: occurrences, exchanges, cells by pair and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from casewatch.between.accusations import accusations
from casewatch.between.exchanges import exchanges
from casewatch.between.extraditions import extraditions
from casewatch.between.model import KINDS, Cell, Cooperation, Exchange, Kind, Occurrence
from casewatch.between.operations import operations
from casewatch.cases.model import CaseFile
from casewatch.model.spans import Span
from casewatch.resolving.resolve import Resolution


def _pairs(one: Occurrence | Exchange) -> Iterable[tuple[Kind, str, str]]:
    if isinstance(one, Exchange):
        return [("exchange", a, b) for a, b in combinations(one.states, 2)]
    if one.kind == "joint_operation":
        return [(one.kind, a, b) for a, b in combinations(one.states, 2)]
    return [(one.kind, one.states[0], one.states[1])]


def _cells(found: Iterable[Occurrence | Exchange], country: str | None) -> tuple[Cell, ...]:
    cells: dict[tuple[str, str, str, Kind], list[Occurrence | Exchange]] = {}
    for one in found:
        for kind, a, b in _pairs(one):
            if country is None or country in (a, b):
                cells.setdefault((a, b, one.year, kind), []).append(one)
    order = {kind: n for n, kind in enumerate(KINDS)}
    return tuple(
        Cell(kind, a, b, year, tuple(every))
        for (a, b, year, kind), every in sorted(
            cells.items(), key=lambda kv: (order[kv[0][3]], kv[0][:3])
        )
    )


def _wanted(one: Occurrence | Exchange, country: str | None, year: str | None) -> bool:
    return (country is None or country in one.states) and (year is None or one.year == year)


def _place_in_time(one: Occurrence | Exchange) -> tuple[str, tuple[str, ...], str, Span]:
    """Undated ones first, so that the newest stand at the end."""
    first = one.sources[0]
    return one.date or "", one.states, first.report, first.span


def cooperation(
    cases: Sequence[CaseFile],
    resolution: Resolution,
    country: str | None = None,
    year: str | None = None,
) -> Cooperation:
    """What passed between states, by pair and year; of one state or one year where asked.

    `country` is an ISO 3166 alpha-2 code, `year` is `YYYY`; what has no date is of no year.
    """
    swaps = [x for x in exchanges(cases, resolution) if _wanted(x, country, year)]
    found = [
        x
        for x in (
            *extraditions(cases, resolution),
            *operations(cases, resolution),
            *accusations(cases, resolution),
        )
        if _wanted(x, country, year)
    ]
    order = {kind: n for n, kind in enumerate(KINDS)}
    found.sort(key=lambda x: (order[x.kind], *_place_in_time(x)))
    swaps.sort(key=_place_in_time)
    cells = _cells([*found, *swaps], country)
    return Cooperation(tuple(found), tuple(swaps), cells, country, year)
