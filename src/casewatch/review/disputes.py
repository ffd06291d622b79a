"""Contradictions that nobody has resolved: which value is to stand first."""

from __future__ import annotations

from collections.abc import Iterator

from casewatch.cases import wording
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


def _readable(value: str, property_: str) -> str:
    """A value as people say it: a term in years, a large number with its thousands apart."""
    if property_.endswith("term_months") and value.isdigit():
        return wording.months(int(value))
    return f"{int(value):,}" if value.isdigit() and len(value) > 4 else value


def disputes(asked: Asked) -> Iterator[Question]:
    """One question for each contradiction without a resolution, or with a new value since."""
    for case in asked.now.cases:
        for dispute in case.contradictions:
            values = tuple(v.value for v in dispute.values)
            if set(values) <= _known(asked, case, dispute):
                continue
            entity = asked.entities[case.id]
            words = [_readable(v, dispute.property) for v in values]
            property_ = dispute.property.replace("_months", "").replace("_", " ")
            told = len({s.report for v in dispute.values for s in v.sources})
            factor = _WEIGHT.get(dispute.property.rpartition(" ")[2], 1.0)
            yield Question(
                id=question_id("contradiction", (case.id, dispute.property, sorted(values))),
                kind="contradiction",
                ask=f"{case.name}, {property_}: is {words[0]} to stand first?",
                weight=round(told * factor, 2),
                hangs=f"{property_} in the case file; {reports(told)}",
                cases=(case.id,),
                grounds_for=(f"{words[0]}: {dispute.rule}",),
                grounds_against=tuple(f"told as well: {w}" for w in words[1:]),
                shown=tuple(
                    Shown(w, (), asked.passages_of(v.sources))
                    for w, v in zip(words, dispute.values, strict=True)
                ),
                verdicts={
                    "accept": f"{words[0]} stands first",
                    "reject": f"{words[1]} stands first",
                    **{str(n): f"{w} stands first" for n, w in enumerate(words[:9], 1)},
                },
                a=side_of(entity),
                values=values,
                fact={"property": dispute.property},
            )
