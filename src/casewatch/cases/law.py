"""Where a person stands in law, from the material of a case: status, term, what is alleged."""

from __future__ import annotations

from datetime import date

from casewatch.cases.evidence import of_tellings, source, unique
from casewatch.cases.gather import Material, steps
from casewatch.cases.model import Sources, Stage, Standing, Term
from casewatch.cases.status import NONE, State, finds_guilt, stages
from casewatch.model.reading import Person
from casewatch.model.vocabulary import LIFE_MONTHS
from casewatch.resolving.happenings import Happening

#: Of the manner of a sentence: imposed anew, it stands in place of the earlier one.
ANEW = "resentenced"
#: Of the manner of a release: on bond it ends no term.
ON_BOND = "on_bond"


def months_between(start: str, end: str) -> int | None:
    """Whole months from one date to another, each of at least a month's precision."""
    if len(start) < 7 or len(end) < 7:
        return None
    try:
        a = date.fromisoformat(start if len(start) == 10 else f"{start}-01")
        b = date.fromisoformat(end if len(end) == 10 else f"{end}-01")
    except ValueError:
        return None
    return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)


def _end(h: Happening) -> tuple[float, str]:
    """When a term ends, in years, counted from its sentence."""
    start = (h.date or "").split("-")
    years = float(start[0] or 0) + (int(start[1]) / 12 if len(start) > 1 else 0)
    return years + (h.term_months or 0) / 12, h.date or ""


def _term(material: Material) -> Term | None:
    sentences = [
        h
        for h in material.happened
        if h.type == "sentence" and h.modality == "asserted" and h.term_months is not None
    ]
    if not sentences:
        return None
    anew = [h for h in sentences if h.manner == ANEW]
    # Of several terms the one that ends last: whether they run together is seldom told. One
    # that was imposed anew stands in place of what was imposed before.
    last = max(anew, key=lambda h: (h.date or "", _end(h))) if anew else max(sentences, key=_end)
    months = last.term_months or 0
    out = [
        h.date
        for h in material.happened
        if h.type in ("release", "exchange") and h.modality == "asserted" and h.date
        and h.manner != ON_BOND and h.date > (last.date or "9999")
    ]  # fmt: skip
    unserved = None
    if last.date and out and 0 < months < LIFE_MONTHS:
        served = months_between(last.date, min(out))
        unserved = None if served is None else max(0, months - served)
    shown = [t for t in last.tellings if t.event.term_months == months] or last.tellings
    return Term(months, last.date, unserved, of_tellings(material.readings, shown))


def _sources(material: Material, key: int, observed: bool) -> Sources:
    if not observed:
        return of_tellings(material.readings, material.happened[key].tellings)
    seen = material.seen[key]
    item = seen.item
    spans = item.grounds.get("status", item.spans) if isinstance(item, Person) else item.spans
    return unique([source(seen.reading, spans)])


def _stage(material: Material, state: State) -> Stage:
    step = state.by
    if step is None:
        return Stage(state.status, state.since, "", "", ())
    by = "report" if step.observed else step.what
    since = state.since or None
    shown = _sources(material, step.key, step.observed)
    return Stage(state.status, since, by, state.manner, shown)


def law(material: Material) -> Standing:
    """Where the person stands, and every change on the way there."""
    reached = stages(steps(material))
    state = reached[-1] if reached else State()
    charged = [
        o
        for h in material.happened
        if h.type in ("charge", "arrest") and h.modality != "denied"
        for o in h.offences
    ]
    found = {
        o
        for h in material.happened
        if h.type in ("plea", "conviction", "sentence") and h.modality == "asserted"
        for o in h.offences
    }
    step = state.by
    guilty = state.guilty or finds_guilt(state.status)
    return Standing(
        proven=None if state.status == NONE else state.status,
        since=(state.since or None) if step else None,
        finding=guilty,
        alleged=() if state.cleared else tuple(o for o in dict.fromkeys(charged) if o not in found),
        cleared=state.cleared.what if state.cleared else None,
        term=_term(material),
        sources=_sources(material, step.key, step.observed) if step else (),
        manner=state.manner,
        history=tuple(_stage(material, s) for s in reached),
    )
