"""What passed between states as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casewatch.between.model import Cell, Cooperation, Exchange, Occurrence
from casewatch.cases.outward import sources_to_json


def _occurrence(one: Occurrence) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "states": list(one.states),
        "date": one.date,
        "what": list(one.what),
        "who": [{"id": s.id, "name": s.name} for s in one.who],
        "independent_sources": one.independent_sources,
        "sources": sources_to_json(one.sources),
    }


def _exchange(one: Exchange) -> dict[str, Any]:
    return {
        "kind": "exchange",
        "date": one.date,
        "states": list(one.states),
        "freed": [
            {
                "id": f.person.id, "name": f.person.name, "freed_by": f.freed_by,
                "went_to": f.went_to, "basis": f.basis, "term_months": f.term_months,
                "left_months": f.left_months, "sources": sources_to_json(f.sources),
            }
            for f in one.freed
        ],
        "counts": [
            {"value": int(v.value), "sources": sources_to_json(v.sources)} for v in one.counts
        ],
        "independent_sources": one.independent_sources,
        "sources": sources_to_json(one.sources),
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "kind": cell.kind,
        "a": cell.a,
        "b": cell.b,
        "year": None if cell.year == "?" else cell.year,
        "occurrences": len(cell.occurrences),
        "people": cell.people,
        "reports": list(cell.reports),
    }


def cooperation_to_json(found: Cooperation) -> dict[str, Any]:
    """One object: `cells` by pair of states, year and kind, then what they count."""
    return {
        "country": found.country,
        "year": found.year,
        "cells": [_cell(c) for c in found.cells],
        "occurrences": [_occurrence(x) for x in found.occurrences],
        "exchanges": [_exchange(x) for x in found.exchanges],
    }


def rows_to_json(found: Cooperation) -> Iterator[dict[str, Any]]:
    """One object a row: the occurrences, then the exchanges."""
    yield from (_occurrence(x) for x in found.occurrences)
    yield from (_exchange(x) for x in found.exchanges)
