"""Case files from a resolution: one for each person whom a case is about, and for each group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casewatch.cases.contradictions import contradictions
from casewatch.cases.doubts import Names
from casewatch.cases.evidence import of_tellings, source, unique
from casewatch.cases.forecasts import borne_out
from casewatch.cases.gather import Material, gather, is_subject
from casewatch.cases.judged import NO_JUDGEMENT, Judged, marked
from casewatch.cases.law import law
from casewatch.cases.links import Finder, links
from casewatch.cases.model import Aside, CaseFile, Line, Standing
from casewatch.cases.parts import money, names, schemes, traits, words
from casewatch.cases.renaming import renamed
from casewatch.model.reading import Reading
from casewatch.reading.confidence import event_confidence
from casewatch.resolving.entities import Entity
from casewatch.resolving.happenings import Happening
from casewatch.resolving.resolve import Resolution

#: Events whose number is one of things: cards, servers, domains.
OF_THINGS = frozenset({"seizure", "forfeiture", "takedown", "attack", "search"})
NOWHERE = Standing(None, None, False, (), None, None, ())


@dataclass(frozen=True, slots=True)
class Around:
    """What one case file must know of the others. `today` is the day against which what is
    expected is overdue: the newest report's, or the one asked for. There is no clock."""

    finder: Finder
    names: Names
    today: str


def newest_day(readings: Iterable[Reading]) -> str:
    """The day of the newest report, or an empty text."""
    return max(((r.report.published or "")[:10] for r in readings), default="")


def case_files(
    resolution: Resolution,
    as_of: str | None = None,
    judged: Judged = NO_JUDGEMENT,
    today: str | None = None,
) -> tuple[CaseFile, ...]:
    """All case files, people first, each kind by id.

    `as_of` (`YYYY-MM-DD`) leaves out what happened later; what is undated counts from the day
    of the report that tells it. `judged` is what people judged on what case files say. `today`
    is the day against which what is expected is overdue, if it is neither `as_of` nor the newest
    report's.
    """
    known = Names(resolution)
    people = [e for e in resolution.people if is_subject(e) and not known.is_rather_a_group(e)]
    today = as_of or today or newest_day(resolution.readings.values())
    around = Around(Finder(resolution, people), known, today)
    every = [*people, *resolution.groups]
    every.sort(key=lambda e: (e.kind != "person", e.id))
    return tuple(case_file(e, resolution, around, as_of, judged) for e in every)


def case_file(
    entity: Entity,
    resolution: Resolution,
    around: Around,
    as_of: str | None = None,
    judged: Judged = NO_JUDGEMENT,
) -> CaseFile:
    """The case file of one entity."""
    material = gather(entity, resolution, as_of, judged)
    associates, venues = links(material, around.finder)
    person = entity.kind == "person"
    kept, doubtful = around.names.sorted_out(names(material), entity, material)
    if material.judged.names:
        kept, doubtful = renamed(kept, doubtful, material.judged.names, material.readings)
    timeline = tuple(_line(h, material, around.today) for h in material.happened)
    return CaseFile(
        id=entity.id,
        kind=entity.kind,
        name=kept[0].name if material.judged.names and kept else entity.name,
        names=kept,
        nationality=traits(material, "nationality") if person else (),
        residence=traits(material, "residence") if person else (),
        born=traits(material, "age") if person else (),
        status=law(material) if person else NOWHERE,
        timeline=timeline,
        contradictions=marked(contradictions(material), material.judged.choices),
        associates=associates,
        venues=venues,
        schemes=schemes(material, around.finder.together),
        money=money(material),
        attributions=tuple(borne_out(w, timeline) for w in words(material)),
        reports=entity.reports,
        as_of=as_of,
        group_kind=entity.mentions[0].group_kind or None,
        set_aside=_set_aside(material),
        joined=tuple(j.mark for j in material.judged.joined),
        doubtful_names=doubtful,
    )


def _set_aside(material: Material) -> tuple[Aside, ...]:
    readings = material.readings
    return tuple(
        Aside(a.what, a.mark, unique(source(readings[r], (s,)) for r, s in a.at if r in readings))
        for a in material.judged.set_aside
    )


def _details(h: Happening) -> tuple[str, ...]:
    found = []
    if h.count:
        found.append(f"{h.count:,} {'things' if h.type in OF_THINGS else 'people'}")
    if h.parties and h.type == "exchange":
        found.append("between " + ", ".join(h.parties))
    if h.offences:
        found.append("for " + ", ".join(o.replace("_", " ") for o in h.offences))
    notes = {t.note for t in h.tellings if t.note and t.event.date == h.date}
    return (*found, *sorted(notes))


def _line(h: Happening, material: Material, today: str) -> Line:
    due = h.date or ""
    readings = material.readings
    sure = [
        p
        for t in h.tellings
        if t.report in readings
        and (p := event_confidence(readings[t.report], t.number)) is not None
    ]
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
        parties=h.parties,
        offences=h.offences,
        manner=h.manner,
        overdue=h.modality == "expected" and bool(due) and due < today[: len(due)],
        expected=of_tellings(material.readings, h.closes),
        confidence=max(sure, default=None),
    )
