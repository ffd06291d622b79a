"""Decisions on a case file from its own page: merge, separate, set aside, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casewatch.errors import NotFoundError, UsageError
from casewatch.review.judging import Author
from casewatch.serving import correcting, judging
from casewatch.serving.pages.review import form_of
from casewatch.serving.rendering import answer, link
from casewatch.serving.snapshot import Snapshot
from casewatch.serving.state import served_of
from casewatch.serving.strings import words
from casewatch.serving.tlp import deciding, seen
from casewatch.serving.told import told_decision
from casewatch.serving.views import View, split_form
from casewatch.store import Decision

router = APIRouter(include_in_schema=False)


def author_of(request: Request, fields: dict[str, str]) -> Author:
    """Who decides, and why. Raises `WebError` for a caller who may not."""
    caller = deciding(request)
    return Author(caller.name, fields.get("because", "").strip()[:2000], {"from": "pages"})


async def _done(request: Request, do: Callable[[dict[str, str], Author], Decision]) -> Response:
    fields = await form_of(request)
    made = await run_in_threadpool(lambda: do(fields, author_of(request, fields)))
    return RedirectResponse(link("decisions", made.id), 303)


def _one(request: Request, text: str) -> str:
    """The id of the case file that somebody named. Raises `NotFoundError` for none or several."""
    snapshot = served_of(request).desk.now()
    if text.strip() in snapshot.cases:
        return text.strip()
    found = [m for m in snapshot.names.find(text, 10) if not m.loose]
    best = [m for m in found if m.rank == found[0].rank] if found else []
    if len(best) == 1:
        return best[0].case.id
    if best:
        told = ", ".join(f"{m.case.name} ({m.case.id})" for m in best[:6])
        raise NotFoundError(f"“{text[:60]}” may be {told}", hint="give the id")
    return snapshot.case(text).id


@router.post("/decide/merge")
async def merge(request: Request) -> Response:
    """Judges two case files to be of one and the same."""

    def do(fields: dict[str, str], author: Author) -> Decision:
        a, b = fields.get("a", ""), _one(request, fields.get("b", ""))
        return judging.merge(served_of(request).desk, a, b, author, fields.get("known"))

    return await _done(request, do)


@router.post("/decide/separate")
async def separate(request: Request) -> Response:
    """Judges two to be two, or takes a report out of a case file."""

    def do(fields: dict[str, str], author: Author) -> Decision:
        desk, known = served_of(request).desk, fields.get("known")
        if report := fields.get("report"):
            return judging.separate(
                desk, fields.get("a", ""), author, reports=[report], known=known
            )
        b = _one(request, fields.get("b", ""))
        return judging.separate(desk, fields.get("a", ""), author, b=b, known=known)

    return await _done(request, do)


@router.post("/decide/name")
async def name(request: Request) -> Response:
    """Judges that a name is none of a case file's, or was misread and stands elsewhere."""

    def do(fields: dict[str, str], author: Author) -> Decision:
        return correcting.name(
            served_of(request).desk, fields.get("case", ""), fields.get("name", ""), author,
            report=fields.get("report", ""), span=fields.get("span", ""), known=fields.get("known"),
        )  # fmt: skip

    return await _done(request, do)


@router.post("/decide/fact")
async def fact(request: Request) -> Response:
    """Judges that an event does not count for a case file."""

    def do(fields: dict[str, str], author: Author) -> Decision:
        return correcting.fact(
            served_of(request).desk, fields.get("case", ""), fields.get("what", ""), author,
            report=fields.get("report", ""), span=fields.get("span", ""), known=fields.get("known"),
        )  # fmt: skip

    return await _done(request, do)


@router.post("/decide/undo")
async def undo(request: Request) -> Response:
    """Takes a decision back."""

    def do(fields: dict[str, str], author: Author) -> Decision:
        wanted = fields.get("decision", "")
        if not wanted:
            raise UsageError("no decision is named")
        return judging.undo(served_of(request).desk, wanted, author).decision

    return await _done(request, do)


def _notes(snapshot: Snapshot) -> dict[str, str]:
    """Why decisions were taken back, by their ids."""
    found = {}
    for d in snapshot.decisions:
        about = d.a if d.kind == "note" else str(d.grounds.get("undo_of") or "")
        if about and d.grounds.get("because"):
            found[about] = str(d.grounds["because"])
    return found


def _cases(snapshot: Snapshot, decision: Decision) -> list[Any]:
    """The case files that hold now what a decision is about."""
    from casewatch.resolving.kept import keys_of_text
    from casewatch.review.judging import current_case

    keys = keys_of_text(decision.a) | keys_of_text(decision.b)
    found = [
        e
        for kind in ("person", "group")
        if decision.kind == kind or decision.kind not in ("person", "group")
        for e in current_case(snapshot.projection, keys, "person" if kind == "person" else "group")
    ]
    return [snapshot.cases[e.id] for e in found if e.id in snapshot.cases]


@router.get("/decisions")
async def decisions_page(request: Request) -> Response:
    """Who judged what, when and why."""
    return await _decisions(request, "html")


@router.get("/decisions.{form}")
async def decisions_as(request: Request, form: str) -> Response:
    """The same in another form."""
    return await _decisions(request, split_form(f"x.{form}")[1])


async def _decisions(request: Request, form: str) -> Response:
    def view() -> View:
        from casewatch.serving.pages.paging import part

        snapshot = seen(request)
        every = snapshot.standing()
        found = [told_decision(d) for d in every]
        return View(
            "decisions.html", words("decisions.title"), lambda: found,
            lambda: [{k: v for k, v in d.items() if k not in ("a", "b", "grounds")} for d in found],
            {"decisions": part(request, every), "notes": _notes(snapshot)},
        )  # fmt: skip

    return await answer(request, form, view)


@router.get("/decisions/{name}")
async def decision_page(request: Request, name: str) -> Response:
    """One decision, what it changed, and a way to take it back."""
    name, form = split_form(name)

    def view() -> View:
        snapshot = seen(request)
        found = judging.decision_of(snapshot, name)
        told = told_decision(found)
        flat = {k: v for k, v in told.items() if k not in ("a", "b", "grounds")}
        return View(
            "decision.html", words("decision.title"), lambda: told, lambda: [flat],
            {"decision": found, "cases": _cases(snapshot, found),
             "note": _notes(snapshot).get(found.id, "")},
        )  # fmt: skip

    return await answer(request, form, view)
