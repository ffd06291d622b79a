"""Decisions as JSON, the same for commands, REST and pages."""

from __future__ import annotations

import json
from typing import Any

from casewatch.model.decision import Decision


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """A decision as plain values; `a` and `b` are the mentions, or what else was judged."""
    grounds = dict(decision.grounds)
    return {
        "id": decision.id,
        "kind": decision.kind,
        "verdict": decision.verdict,
        "names": grounds.pop("names", []),
        "cases": grounds.pop("cases", []),
        "by": decision.by,
        "made": decision.made,
        "because": grounds.pop("because", ""),
        "undo_of": grounds.pop("undo_of", None),
        "undone": decision.undone,
        "undone_by": decision.undone_by,
        "grounds": grounds,
        "a": value_of(decision.a),
        "b": value_of(decision.b),
    }


def value_of(text: str) -> Any:
    """What a side of a decision holds: mentions, or whatever else was judged."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    pairs = isinstance(value, list) and all(isinstance(x, list) and len(x) == 2 for x in value)
    return [{"report": r, "name": n} for r, n in value] if pairs else value
