"""Kept decisions on identity, as rows of the store, and back as judgements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import cast

from casewatch.model.decision import Decision
from casewatch.model.facts import canonical_json
from casewatch.resolving.decisions import Judgement, MentionKey, Verdict
from casewatch.resolving.mentions import Kind

#: Kinds of decisions that are about who is who.
IDENTITY: tuple[Kind, ...] = ("person", "group")
#: The kind of a row that says why a decision was taken back; it decides nothing.
NOTE = "note"


def keys_to_text(keys: Iterable[MentionKey]) -> str:
    """Mentions as they are kept: a list of report and name, in order."""
    return canonical_json(sorted([k.report, k.name] for k in keys))


def keys_of_text(text: str) -> frozenset[MentionKey]:
    """Kept mentions; empty for what is no list of mentions."""
    try:
        rows = json.loads(text)
    except ValueError:
        return frozenset()
    if not isinstance(rows, list):
        return frozenset()
    return frozenset(MentionKey(str(r[0]), str(r[1])) for r in rows if len(r) == 2)


def identity(
    kind: Kind,
    a: Iterable[MentionKey],
    b: Iterable[MentionKey],
    verdict: Verdict,
    by: str,
    grounds: Mapping[str, object],
) -> Decision:
    """A judgement on who is who, ready to be kept."""
    return Decision(
        id="",
        kind=kind,
        a=keys_to_text(a),
        b=keys_to_text(b),
        verdict=verdict,
        by=by,
        grounds=grounds,
    )


def judgement(decision: Decision) -> Judgement | None:
    """What a decision on identity says; None for one of another kind."""
    if decision.kind not in IDENTITY:
        return None
    because = str(decision.grounds.get("because") or "")
    return Judgement(
        keys_of_text(decision.a),
        keys_of_text(decision.b),
        cast("Verdict", decision.verdict),
        decision.by,
        (because,) if because else (),
        decision.kind,
    )


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that were not taken back, and decide something."""
    return [d for d in decisions if d.undone is None and d.kind != NOTE]


def judgements_of(decisions: Iterable[Decision]) -> list[Judgement]:
    """The judgements on identity that stand, oldest first."""
    return [j for d in standing(decisions) if (j := judgement(d)) is not None]
