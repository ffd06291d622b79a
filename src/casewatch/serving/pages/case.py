"""The page of one case file."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casewatch.cases import case_to_json
from casewatch.cases.model import CaseFile
from casewatch.cases.text import case_to_markdown
from casewatch.errors import UsageError
from casewatch.serving import casebook
from casewatch.serving.rendering import answer, link
from casewatch.serving.snapshot import Snapshot
from casewatch.serving.state import served_of
from casewatch.serving.tlp import hidden, seen
from casewatch.serving.views import View, split_form
from casewatch.serving.watches import day

router = APIRouter(include_in_schema=False)
#: Below so many reports activity is drawn with the page; above, when it is looked at.
AT_ONCE = 500


def _snapshot(request: Request) -> Snapshot:
    asked = [request.query_params.get(k, "").strip() or None for k in ("as_of", "known_by")]
    for text in asked:
        day(text)
    return seen(request, *asked)


def rows(case: CaseFile) -> list[dict[str, Any]]:
    """The timeline as rows of a table, each with its first words."""
    found = []
    for line in case.timeline:
        first = line.sources[0] if line.sources else None
        found.append({
            "case": case.id, "name": case.name, "date": line.date, "type": line.type,
            "modality": line.modality, "term_months": line.term_months,
            "max_term_months": line.max_term_months, "place": line.place,
            "offences": list(line.offences), "parties": list(line.parties),
            "independent_sources": line.independent_sources,
            "reports": list(dict.fromkeys(s.report for s in line.sources)),
            "quote": first.quote if first else None,
        })  # fmt: skip
    return found


def _view(request: Request, name: str) -> View:
    snapshot = _snapshot(request)
    case = snapshot.case(name)
    served = served_of(request)
    activity = None
    if len(snapshot.readings) <= AT_ONCE:
        activity = casebook.activity(snapshot, case)
    return View(
        "case.html",
        case.name,
        lambda: case_to_json(case),
        lambda: rows(case),
        {
            "case": case, "book": casebook.book(snapshot, case), "activity": activity,
            "activity_later": activity is None and len(snapshot.readings) > AT_ONCE,
            "as_of": case.as_of or "", "known_by": case.known_by or "",
            "watched": [w for w in served.watches.kept().watches
                        if w.subject in (case.id, case.name)],
        },
        lambda: case_to_markdown(case),
    )  # fmt: skip


@router.get("/cases/{name}")
async def case_page(request: Request, name: str) -> Response:
    """One case file; an id from before a merge leads to the case file that holds it now."""
    name, form = split_form(name)
    case = await _now(request, name)
    if case.id != name:
        ending = "" if form == "html" else f".{form}"
        return RedirectResponse(link("cases", case.id + ending), 302)
    return await answer(request, form, lambda: _view(request, name))


async def _now(request: Request, name: str) -> CaseFile:
    from starlette.concurrency import run_in_threadpool

    there = served_of(request).desk.ready()
    if there is not None and name in there.cases and not request.url.query and not hidden(request):
        return there.cases[name]
    return await run_in_threadpool(lambda: _snapshot(request).case(name))


def _activity(request: Request, name: str) -> View:
    snapshot = seen(request)
    case = snapshot.case(name)
    found = casebook.activity(snapshot, case)
    if found is None:
        raise UsageError("no report in this store has a date")
    return View(
        "activity.html", case.name, lambda: casebook.activity_json(snapshot, case),
        lambda: casebook.activity_rows(found), {"case": case, "activity": found},
    )  # fmt: skip


@router.get("/cases/{name}/activity")
async def activity_part(request: Request, name: str) -> Response:
    """Activity of a case file by week, on a page of its own or for the case page to take in."""
    name, form = split_form(name)
    return await answer(request, form, lambda: _activity(request, name))


@router.get("/cases/{name}/activity.{form}")
async def activity_as(request: Request, name: str, form: str) -> Response:
    """The series in another form."""
    _, form = split_form(f"x.{form}")
    return await answer(request, form, lambda: _activity(request, name))
