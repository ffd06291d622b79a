"""Outcomes as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from casewatch.cases.outward import sources_to_json
from casewatch.outcomes.compare import Comparison, Summary
from casewatch.outcomes.model import FEWEST, Outcome


def outcome_to_json(o: Outcome) -> dict[str, Any]:
    """One outcome with its sources."""
    stake = None
    if o.stake is not None:
        stake = {
            "amount": o.stake.amount, "currency": o.stake.currency, "kind": o.stake.kind,
            "modality": o.stake.modality, "sources": sources_to_json(o.stake.sources),
        }  # fmt: skip
    return {
        "id": o.id, "name": o.name, "charged": o.charged, "sentenced": o.sentenced,
        "months_to_sentence": o.months_to_sentence, "term_months": o.term_months,
        "max_months": o.max_months, "stake": stake, "offences": list(o.offences),
        "schemes": list(o.schemes), "country": o.country, "left_months": o.left_months,
        "sources": sources_to_json(o.sources),
    }  # fmt: skip


def summary_to_json(found: Summary) -> dict[str, Any]:
    """The measures, each with its number of cases, and the cases behind them."""
    return {
        "cases": len(found.cases),
        "life": found.life,
        "fewest": FEWEST,
        "measures": [
            {"name": m.name, "unit": m.unit, "cases": m.cases,
             "told": None if m.told is None else asdict(m.told)}
            for m in found.measures
        ],
        "outcomes": [outcome_to_json(o) for o in found.cases],
    }  # fmt: skip


def comparison_to_json(found: Comparison) -> dict[str, Any]:
    """One case, what makes its peers alike, its ranks among them, and the peers."""
    return {
        "case": outcome_to_json(found.case),
        "alike_by": found.by,
        "fewest": FEWEST,
        "ranks": [asdict(r) for r in found.ranks],
        "peers": [outcome_to_json(o) for o in found.peers],
    }
