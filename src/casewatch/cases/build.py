"""Case files from a resolution: one for each person whom a case is about, and for each group."""

from __future__ import annotations

from datetime import date

from casewatch.cases.contradictions import contradictions
from casewatch.cases.evidence import of_tellings, source, unique
from casewatch.cases.gather import Material, gather, is_subject, steps
from casewatch.cases.judged import NO_JUDGEMENT, Judged, marked
from casewatch.cases.links import Finder, links
from casewatch.cases.model import Aside, CaseFile, Line, Sources, Standing, Term
from casewatch.cases.parts import money, names, schemes, traits, words
from casewatch.cases.status import NONE, finds_guilt, standing
from casewatch.model.reading import Person
from casewatch.model.vocabulary import LIFE_MONTHS
from casewatch.resolving.entities import Entity
from casewatch.resolving.happenings import Happening
from casewatch.resolving.resolve import Resolution

NOWHERE = Standing(None, None, False, (), None, None, ())


def case_files(
    resolution: Resolution, as_of: str | None = None, judged: Judged = NO_JUDGEMENT
) -> tuple[CaseFile, ...]:
    """All case files, people first, each kind by id.

    `as_of` (`YYYY-MM-DD`) leaves out what happened later; what is undated counts from the day
    of the report that tells it. `judged` is what people judged on what case files say.
    """
    finder = Finder(resolution)
    people = [e for e in resolution.people if is_subject(e)]
    every = [*people, *resolution.groups]
    every.sort(key=lambda e: (e.kind != "person", e.id))
    return tuple(case_file(e, resolution, finder, as_of, judged) for e in every)


def case_file(
    entity: Entity,
    resolution: Resolution,
    finder: Finder,
    as_of: str | None = None,
    judged: Judged = NO_JUDGEMENT,
) -> CaseFile:
    """The case file of one entity."""
    material = gather(entity, resolution, as_of, judged)
    associates, venues = links(material, finder)
    person = entity.kind == "person"
    return CaseFile(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        names=names(material),
        nationality=traits(material, "nationality") if person else (),
        residence=traits(material, "residence") if person else (),
        born=traits(material, "age") if person else (),
        status=_standing(material) if person else NOWHERE,
        timeline=tuple(_line(h, material) for h in material.happened),
        contradictions=marked(contradictions(material), material.judged.choices),
        associates=associates,
        venues=venues,
        schemes=schemes(material),
        money=money(material),
        attributions=words(material),
        reports=entity.reports,
        as_of=as_of,
        group_kind=entity.mentions[0].group_kind or None,
        set_aside=_set_aside(material),
    )


def _set_aside(material: Material) -> tuple[Aside, ...]:
    return tuple(
        Aside(a.what, a.mark, unique([source(material.readings[a.report], (a.span,))]))
        for a in material.judged.set_aside
        if a.report in material.readings
    )


def _details(h: Happening) -> tuple[str, ...]:
    found = []
    if h.count:
        found.append(f"{h.count:,} people or things")
    if h.parties:
        found.append("between " + ", ".join(h.parties))
    if h.offences:
        found.append("for " + ", ".join(o.replace("_", " ") for o in h.offences))
    notes = {t.note for t in h.tellings if t.note and t.event.date == h.date}
    return (*found, *sorted(notes))


def _line(h: Happening, material: Material) -> Line:
    return Line(
        date=h.date,
        type=h.type,
        modality=h.modality,
        term_months=h.term_months,
        max_term_months=h.max_term_months,
        place=h.place,
        details=_details(h),
        independent_sources=h.independent_sources,
        sources=of_tellings(material.readings, h.tellings),
    )


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
    # Of several terms the one that ends last: whether they run together is seldom told.
    last = max(sentences, key=_end)
    months = last.term_months or 0
    out = [
        h.date
        for h in material.happened
        if h.type in ("release", "exchange") and h.modality == "asserted" and h.date
        and h.date > (last.date or "9999")
    ]  # fmt: skip
    unserved = None
    if last.date and out and 0 < months < LIFE_MONTHS:
        served = months_between(last.date, min(out))
        unserved = None if served is None else max(0, months - served)
    return Term(months, last.date, unserved, of_tellings(material.readings, last.tellings))


def _sources(material: Material, key: int, observed: bool) -> Sources:
    if not observed:
        return of_tellings(material.readings, material.happened[key].tellings)
    seen = material.seen[key]
    item = seen.item
    spans = item.grounds.get("status", item.spans) if isinstance(item, Person) else item.spans
    return unique([source(seen.reading, spans)])


def _standing(material: Material) -> Standing:
    state = standing(steps(material))
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
    )
