"""REST, what is only looked at: case files, reports, decisions, questions, what lies between states."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from casewatch.between import cooperation, cooperation_to_json
from casewatch.cases import case_to_json
from casewatch.cases.outward import sources_to_json
from casewatch.model.reading import reading_to_json
from casewatch.model.vocabulary import Offence, SchemeKind, Status
from casewatch.outcomes import beside, summary
from casewatch.outcomes.compare import like
from casewatch.outcomes.outward import comparison_to_json, summary_to_json
from casewatch.review.outward import question_to_json
from casewatch.review.queue import find_question
from casewatch.serving import casebook
from casewatch.serving.api.shared import MOST, USUAL, failures, given, kept_by_state, paged
from casewatch.serving.facts import find_fact
from casewatch.serving.judging import decision_of, last_decision
from casewatch.serving.pages.exports import exported
from casewatch.serving.pages.home import brief
from casewatch.serving.problems import WebError
from casewatch.serving.state import served_of
from casewatch.serving.tlp import hidden, may_read, seen
from casewatch.serving.told import told_decision
from casewatch.serving.watches import day

router = APIRouter()
Id = Annotated[str, Path(max_length=400, description="an id, or a name that fits one only")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="items on a page")]
Cursor = Annotated[str, Query(max_length=40, description="`next` of the page before")]
Then = Annotated[str | None, Query(max_length=10, description="a day, YYYY-MM-DD")]
Code = Annotated[str | None, Query(pattern="^[A-Z]{2}$", description="a state, ISO 3166 alpha-2")]


@router.get("/status", responses=failures())
async def status(request: Request) -> Response:
    """How much the store holds, how far the pages are, and what failed to come in."""

    def make() -> dict[str, Any]:
        desk = served_of(request).desk
        counts = desk.store.counts()
        return {
            "reports": counts.reports, "versions": counts.versions, "facts": counts.facts,
            "decisions": counts.decisions, "failures": counts.failures, "masked": counts.masked,
            "readers": dict(counts.readers), "cases": len(seen(request).cases),
            "newest_report": seen(request).newest or None, "behind": desk.stale,
            "last_decision": last_decision(desk.now().decisions) or None,
        }  # fmt: skip

    return await given(request, make)


@router.get("/cases", responses=failures(422))
async def cases(
    request: Request, q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(pattern="^(person|group)?$")] = "",
    status: Status | None = None, limit: Limit = USUAL, cursor: Cursor = "",
) -> Response:  # fmt: skip
    """Case files, by their last change; with `q` those whose names it may mean, best first."""

    def make() -> dict[str, Any]:
        snapshot = seen(request)
        found = [m.case for m in snapshot.names.find(q, MOST)] if q else list(snapshot.recent)
        found = [c for c in found if (not kind or c.kind == kind)
                 and (not status or c.status.proven == status)]  # fmt: skip
        page = paged([{"id": c.id} for c in found], limit, cursor)
        page["items"] = [brief(snapshot, snapshot.cases[x["id"]]) for x in page["items"]]
        return page

    return await kept_by_state(request, make)


@router.get("/cases/{name}", responses=failures(404, 422))
async def case(request: Request, name: Id, as_of: Then = None, known_by: Then = None) -> Response:
    """One case file, every leaf with its sources; as of a day, or as known by one."""

    def make() -> dict[str, Any]:
        day(as_of), day(known_by)
        return case_to_json(seen(request, as_of, known_by).case(name))

    return await kept_by_state(request, make)


@router.get("/cases/{name}/series", responses=failures(404, 422))
async def series(request: Request, name: Id) -> Response:
    """New activity of a case file by week: counts, gaps (null), what was expected, what was left out."""

    def make() -> dict[str, Any]:
        snapshot = seen(request)
        return casebook.activity_json(snapshot, snapshot.case(name))

    return await kept_by_state(request, make)


@router.get("/cases/{name}/change", responses=failures(404, 422))
async def change(
    request: Request, name: Id, since: Annotated[str, Query(max_length=10)], linked: bool = False
) -> Response:
    """Activity before and after a day, or why nothing can be said."""

    def make() -> dict[str, Any]:
        from casewatch.watching.answer import changed
        from casewatch.watching.asked import event_near
        from casewatch.watching.outward import changed_to_json

        when = day(since)
        if when is None:
            raise WebError(422, "no day is given", hint="since=YYYY-MM-DD")
        snapshot = seen(request)
        found = snapshot.case(name)
        told = snapshot.field.series(found, linked=linked, anchored=False)
        others = list(snapshot.field.others(found))
        return changed_to_json(changed(told, when, event_near(found, when), others))

    return await kept_by_state(request, make)


@router.get("/cases/{name}/links", responses=failures(404))
async def links(request: Request, name: Id) -> Response:
    """One hop round a case file: who and what is linked to it, how, by which words."""

    def make() -> dict[str, Any]:
        found = seen(request).case(name)
        return {
            "id": found.id, "name": found.name,
            "links": [
                {"id": x.id, "name": x.name, "kind": x.kind, "how": list(x.how),
                 "sources": sources_to_json(x.sources)}
                for x in (*found.associates, *found.venues)
            ],
        }  # fmt: skip

    return await kept_by_state(request, make)


@router.get("/cases/{name}/decisions", responses=failures(404))
async def case_decisions(request: Request, name: Id) -> Response:
    """The decisions on a case file, newest first."""

    def make() -> dict[str, Any]:
        snapshot = seen(request)
        found = casebook.decisions(snapshot.case(name), snapshot)
        return {"items": [told_decision(d) for d in found], "total": len(found), "next": None}

    return await kept_by_state(request, make)


@router.get("/cases/{name}/export/{form}", responses=failures(404, 422))
async def export(
    request: Request, name: Id,
    form: Annotated[str, Path(pattern="^(stix|misp|ftm)$")],
    tlp: Annotated[str, Query(pattern=r"^(clear|green|amber|amber\+strict|red)?$")] = "",
) -> Response:  # fmt: skip
    """A case file as a STIX 2.1 bundle, MISP events or FollowTheMoney statements."""
    return await exported(request, name, form)


@router.get("/reports", responses=failures())
async def reports(
    request: Request, q: Annotated[str, Query(max_length=200)] = "",
    limit: Limit = USUAL, cursor: Cursor = "",
) -> Response:  # fmt: skip
    """Reports, newest first; with `q` those that hold all of its words, best first."""

    def make() -> dict[str, Any]:
        snapshot, closed = seen(request), hidden(request)
        if q:
            hits = served_of(request).desk.store.search(q, MOST)
            found: list[dict[str, Any]] = [
                {"id": h.report, "title": h.title, "published": h.published, "text": h.snippet}
                for h in hits
                if h.report not in closed
            ]
        else:
            every = [r.report for r in snapshot.readings.values()]
            every.sort(key=lambda r: (r.published or "", r.id), reverse=True)
            found = [
                {"id": r.id, "title": r.title, "published": r.published, "publisher": r.publisher,
                 "url": r.url, "copy_group": snapshot.projection.copies.group(r.id)}
                for r in every
            ]  # fmt: skip
        return paged(found, limit, cursor)

    return await kept_by_state(request, make)


@router.get("/reports/{name:path}", responses=failures(404))
async def report(request: Request, name: Id) -> Response:
    """One report: its clean text and all that was read in it, with spans in code points."""

    def make() -> dict[str, Any]:
        may_read(request, name)
        return reading_to_json(seen(request).reading(name))

    return await kept_by_state(request, make)


@router.get("/facts/{fact}", responses=failures(404))
async def fact(request: Request, fact: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]) -> Response:
    """Where the words of a fact stand, also of a superseded one."""

    def make() -> dict[str, Any]:
        name, start, end = find_fact(served_of(request).desk, fact)
        may_read(request, name)
        return {"id": fact, "report": name, "span": [start, end]}

    return await given(request, make)


@router.get("/questions", responses=failures())
async def questions(request: Request, limit: Limit = USUAL, cursor: Cursor = "") -> Response:
    """The open questions, those on which most hangs first."""

    def make() -> dict[str, Any]:
        every = () if hidden(request) else seen(request).questions
        return paged([question_to_json(q) for q in every], limit, cursor)

    return await kept_by_state(request, make)


@router.get("/questions/{name}", responses=failures(404))
async def question(request: Request, name: Id) -> Response:
    """One open question."""

    def make() -> dict[str, Any]:
        every = () if hidden(request) else seen(request).questions
        return question_to_json(find_question(every, name))

    return await kept_by_state(request, make)


@router.get("/decisions", responses=failures())
async def decisions(
    request: Request, standing: bool = False, limit: Limit = USUAL, cursor: Cursor = ""
) -> Response:
    """All decisions, newest first; only those that stand where asked."""

    def make() -> dict[str, Any]:
        every = [d for d in seen(request).standing() if not standing or d.undone is None]
        return paged([told_decision(d) for d in every], limit, cursor)

    return await kept_by_state(request, make)


@router.get("/decisions/{name}", responses=failures(404))
async def decision(request: Request, name: Id) -> Response:
    """One decision."""
    return await kept_by_state(request, lambda: told_decision(decision_of(seen(request), name)))


@router.get("/cooperation", responses=failures())
async def between(
    request: Request, country: Code = None,
    year: Annotated[str | None, Query(pattern="^[0-9]{4}$")] = None,
) -> Response:  # fmt: skip
    """What passed between states, by pair and year, with the reports behind each cell."""

    def make() -> dict[str, Any]:
        now = seen(request).projection
        return cooperation_to_json(cooperation(now.cases, now.resolution, country, year))

    return await kept_by_state(request, make)


@router.get("/outcomes", responses=failures(404))
async def ends(
    request: Request, offence: Offence | None = None, scheme: SchemeKind | None = None,
    country: Code = None, case: Annotated[str, Query(max_length=400)] = "",
) -> Response:  # fmt: skip
    """How like cases ended; with `case` that one beside its peers."""

    def make() -> dict[str, Any]:
        snapshot = seen(request)
        found = like(snapshot.outcomes, offence, scheme, country)
        if not case:
            return summary_to_json(summary(found))
        wanted = snapshot.case(case)
        own = next((o for o in snapshot.outcomes if o.id == wanted.id), None)
        if own is None:
            raise WebError(404, f"no prison term of {wanted.name} is told in this store")
        return comparison_to_json(beside(own, found))

    return await kept_by_state(request, make)
