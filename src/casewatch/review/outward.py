"""Questions as plain JSON values, for machines: `review --format json|jsonl`."""

from __future__ import annotations

from typing import Any

from casewatch.resolving.chance import Chance
from casewatch.review.questions import Passage, Question, Shown


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "report": passage.report,
        "day": passage.day,
        "text": passage.text,
        "lit": [list(span) for span in passage.lit],
    }


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "heading": shown.heading,
        "known": list(shown.lines),
        "passages": [_passage(p) for p in shown.passages],
    }


def _chance(chance: Chance | None) -> dict[str, Any]:
    """The fitted probability of a merge and what each ground adds, in bits; else nothing."""
    if chance is None:
        return {}
    bits = [{"ground": g, "level": level, "bits": x} for g, level, x in chance.weights]
    return {"probability": chance.probability, "weights": bits}


def question_to_json(question: Question) -> dict[str, Any]:
    """One question; `verdicts` are what `review --answer ID VERDICT` takes."""
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "weight": question.weight,
        "hangs_on_it": question.hangs,
        "cases": list(question.cases),
        "for": list(question.grounds_for),
        "against": list(question.grounds_against),
        **_chance(question.chance),
        "values": list(question.values),
        "sides": [_shown(s) for s in question.shown],
        "verdicts": dict(question.verdicts),
    }
