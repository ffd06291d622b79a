"""Outcomes from case files: one for each person of whom a prison term is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewatch.cases.law import months_between
from casewatch.cases.model import CaseFile, Line, Sources
from casewatch.cases.states import leading_state
from casewatch.model.reading import Reading
from casewatch.outcomes.model import Outcome, Stake

#: The kinds of sums that say how much was at stake; the first kinds before the later ones.
STAKES = (("proceeds", "loss", "laundered", "ransom"), ("restitution", "forfeiture"))
LAW = ("charge", "plea", "conviction", "sentence")


def _charged(case: CaseFile, sentenced: str | None) -> Line | None:
    dated = [
        x
        for x in case.timeline
        if x.type == "charge" and x.modality == "asserted" and x.date and len(x.date) >= 7
        and (sentenced is None or x.date <= sentenced)
    ]  # fmt: skip
    return min(dated, key=lambda x: x.date or "") if dated else None


def _most(case: CaseFile, term: int) -> int | None:
    told = [
        x.max_term_months
        for x in case.timeline
        if x.type in LAW and x.modality != "denied" and x.max_term_months
    ]
    most = max(told, default=None)
    return most if most is not None and most >= term else None


def stake_of(case: CaseFile) -> Stake | None:
    """The largest sum at stake: a stated one before an alleged one, the crime's before what
    the court ordered. Sums are compared within the currency that is told first."""
    for kinds in STAKES:
        for asserted in (True, False):
            sums = [
                m for m in case.money if m.kind in kinds and (m.modality == "asserted") is asserted
            ]
            if not sums:
                continue
            currency = "USD" if any(m.currency == "USD" for m in sums) else sums[0].currency
            best = max((m for m in sums if m.currency == currency), key=lambda m: m.amount)
            return Stake(best.amount, best.currency, best.kind, best.modality, best.sources)
    return None


def _country(sources: Sources, readings: Mapping[str, Reading]) -> str | None:
    for s in sources:
        if s.report in readings and (found := leading_state(readings[s.report])):
            return found
    return None


def outcome(case: CaseFile, readings: Mapping[str, Reading]) -> Outcome | None:
    """How the case of one person ended; None where no prison term is told."""
    term = case.status.term
    if case.kind != "person" or term is None:
        return None
    charged = _charged(case, term.from_date)
    months = None
    if charged and charged.date and term.from_date:
        months = months_between(charged.date, term.from_date)
    offences = dict.fromkeys(
        o
        for x in case.timeline
        if x.type in LAW and x.modality == "asserted"
        for o in x.offences
    )  # fmt: skip
    left = term.unserved_months if case.status.proven == "released" else None
    return Outcome(
        id=case.id,
        name=case.name,
        charged=charged.date if charged else None,
        sentenced=term.from_date,
        months_to_sentence=months,
        term_months=term.months,
        max_months=_most(case, term.months),
        stake=stake_of(case),
        offences=tuple(sorted(offences)),
        schemes=tuple(sorted({s.kind for s in case.schemes})),
        country=_country(term.sources, readings),
        left_months=left or None,
        sources=term.sources + (charged.sources if charged else ()),
    )


def outcomes(cases: Iterable[CaseFile], readings: Mapping[str, Reading]) -> tuple[Outcome, ...]:
    """The outcomes of all cases, by id; one for each person."""
    found = [o for case in cases if (o := outcome(case, readings))]
    return tuple(sorted(found, key=lambda o: o.id))
