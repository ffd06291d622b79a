"""Contradictions that nobody has resolved: which value is to stand first."""

from __future__ import annotations

from collections.abc import Iterator

from casewatch.cases.judged import CONTRADICTION
from casewatch.cases.model import CaseFile, Contradiction
from casewatch.review.asking import Asked, reports
from casewatch.review.judging import side_of
from casewatch.review.questions import Question, Shown, question_id

#: What a value in dispute bears on; a sum weighs one.
_WEIGHT = {"term_months": 3.0, "date": 2.0, "count": 1.0}


def _known(asked: Asked, case: CaseFile, dispute: Contradiction) -> frozenset[str]:
    """The values that a person had before them who resolved this contradiction."""
    if dispute.resolved is None:
        return frozenset()
    for d in asked.on(asked.entities[case.id].keys, CONTRADICTION):
        if d.id == dispute.resolved.decision:
            values = d.grounds.get("values")
            return frozenset(map(str, values)) if isinstance(values, list | tuple) else frozenset()
    return frozenset()


def disputes(asked: Asked) -> Iterator[Question]:
    """One question for each contradiction without a resolution, or with a new value since."""
    for case in asked.now.cases:
        for dispute in case.contradictions:
            values = tuple(v.value for v in dispute.values)
            if set(values) <= _known(asked, case, dispute):
                continue
            entity = asked.entities[case.id]
            property_ = dispute.property.replace("_", " ")
            told = len({s.report for v in dispute.values for s in v.sources})
            factor = _WEIGHT.get(dispute.property.rpartition(" ")[2], 1.0)
            yield Question(
                id=question_id("contradiction", (case.id, dispute.property, sorted(values))),
                kind="contradiction",
                ask=f"{case.name}, {property_}: is {values[0]} to stand first?",
                weight=round(told * factor, 2),
                hangs=f"{property_} in the case file; {reports(told)}",
                cases=(case.id,),
                grounds_for=(f"{values[0]}: {dispute.rule}",),
                grounds_against=tuple(f"told as well: {v}" for v in values[1:]),
                shown=tuple(
                    Shown(v.value, (), asked.passages_of(v.sources)) for v in dispute.values
                ),
                verdicts={
                    "accept": f"{values[0]} stands first",
                    "reject": f"{values[1]} stands first",
                    **{str(n): f"{v} stands first" for n, v in enumerate(values[:9], 1)},
                },
                a=side_of(entity),
                values=values,
                fact={"property": dispute.property},
            )
