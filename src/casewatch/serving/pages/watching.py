"""Watches and alerts: how each stands, how often it would have fired, add, change, remove."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casewatch.errors import NotFoundError, UsageError
from casewatch.serving.draw.activity import chart
from casewatch.serving.pages.review import form_of
from casewatch.serving.rendering import answer
from casewatch.serving.state import served_of
from casewatch.serving.strings import words
from casewatch.serving.tlp import deciding, hidden, seen
from casewatch.serving.views import View, split_form
from casewatch.serving.watches import BUDGET, EVERY, watch_of
from casewatch.watching.asked import set_free
from casewatch.watching.kept import Watch
from casewatch.watching.outward import alert_to_json, result_to_json
from casewatch.watching.running import Result

router = APIRouter(include_in_schema=False)
FORM = ("subject", "why", "every", "linked", "since", "series")


def asked_watch(fields: dict[str, str], by: str) -> Watch:
    """The watch that a form asks for. Raises `UsageError`."""
    subject = fields.get("subject", "").strip()
    if not subject:
        raise UsageError("whom shall be watched?", hint="write a name or the id of a case file")
    try:
        every = float(fields.get("every") or EVERY)
    except ValueError:
        raise UsageError("how seldom a false alert may be is no number of weeks") from None
    return watch_of(
        subject, fields.get("why", ""), by, every=every, linked=bool(fields.get("linked")),
        since=fields.get("since", "").strip() or None, series=fields.get("series", "").strip(),
    )  # fmt: skip


def _drawn(request: Request, result: Result) -> object:
    if result.series is None:
        return None
    marked = []
    if not result.watch.series:
        try:
            free = set_free(seen(request).case(result.watch.subject))
        except NotFoundError:
            free = None
        marked = [(free, words("activity.release"))] if free else []
    return chart(result.series, result.weeks, marked, result.belief)


def _only_whole(request: Request) -> None:
    """Watches run on the whole store: whoever may see it only in part does not see them."""
    if hidden(request):
        raise NotFoundError("watches run on all reports, and this token may not read all of them")


@router.get("/watches")
async def watches_page(request: Request) -> Response:
    """All watches."""
    return await _watches(request, "html")


@router.get("/watches.{form}")
async def watches_as(request: Request, form: str) -> Response:
    """The same in another form."""
    return await _watches(request, split_form(f"x.{form}")[1])


async def _watches(request: Request, form: str) -> Response:
    def view() -> View:
        _only_whole(request)
        watches = served_of(request).watches
        digest = watches.digest()
        data = [result_to_json(r) for r in digest.results]
        rows = [
            {"id": r.watch.id, "subject": r.watch.subject, "why": r.watch.why, "says": r.says,
             "every_weeks": r.every, "alerts": len(r.alerts), "since": r.watch.since}
            for r in digest.results
        ]  # fmt: skip
        context = {
            "results": digest.results, "budget": BUDGET, "every": EVERY,
            "imports": watches.kept().imports, "asked": dict(request.query_params),
            "charts": {r.watch.id: _drawn(request, r) for r in digest.results},
        }  # fmt: skip
        return View("watches.html", words("watches.title"), lambda: data, lambda: rows, context)

    return await answer(request, form, view)


@router.get("/watches/{name}")
async def watch_page(request: Request, name: str) -> Response:
    """One watch with its series."""
    name, form = split_form(name)

    def view() -> View:
        _only_whole(request)
        digest = served_of(request).watches.digest()
        found = next((r for r in digest.results if r.watch.id == name), None)
        if found is None:
            raise NotFoundError(f"there is no watch {name[:40]}")
        data = result_to_json(found, full=True)
        context = {"result": found, "chart": _drawn(request, found), "tried": False, "fields": {}}
        return View(
            "watch.html", found.watch.subject, lambda: data, lambda: [data["watch"]], context
        )

    return await answer(request, form, view)


@router.get("/watches/try/now")
async def watch_try(request: Request) -> Response:
    """How often a watch would have fired, before it is kept."""

    def view() -> View:
        _only_whole(request)
        fields = {k: v for k, v in request.query_params.items() if k in FORM}
        found = served_of(request).watches.tried(asked_watch(fields, "nobody"))
        data = result_to_json(found, full=True)
        context = {"result": found, "chart": _drawn(request, found), "tried": True,
                   "fields": fields}  # fmt: skip
        return View(
            "watch.html", found.watch.subject, lambda: data, lambda: [data["watch"]], context
        )

    return await answer(request, "html", view)


@router.post("/watches")
async def watch_add(request: Request) -> Response:
    """Keeps a watch."""
    fields = await form_of(request)

    def add() -> str:
        caller = deciding(request)
        return served_of(request).watches.add(asked_watch(fields, caller.name)).watch.id

    made = await run_in_threadpool(add)
    return RedirectResponse(f"/watches/{made}", 303)


@router.post("/watches/{name}/change")
async def watch_change(request: Request, name: str) -> Response:
    """Changes the note or the rate of a watch, or takes it away."""
    fields = await form_of(request)

    def change() -> str:
        deciding(request)
        watches = served_of(request).watches
        if fields.get("do") == "remove":
            watches.remove(name)
            return ""
        try:
            every = float(fields.get("every") or 0) or None
        except ValueError:
            raise UsageError("how seldom a false alert may be is no number of weeks") from None
        return watches.change(name, why=fields.get("why"), every=every).id

    kept = await run_in_threadpool(change)
    return RedirectResponse(f"/watches/{kept}" if kept else "/watches", 303)


@router.get("/alerts")
async def alerts_page(request: Request) -> Response:
    """One digest of all alerts."""
    return await _alerts(request, "html")


@router.get("/alerts.{form}")
async def alerts_as(request: Request, form: str) -> Response:
    """The same in another form."""
    return await _alerts(request, split_form(f"x.{form}")[1])


async def _alerts(request: Request, form: str) -> Response:
    def view() -> View:
        _only_whole(request)
        digest = served_of(request).watches.digest()
        data = [alert_to_json(a) | {"new": a.key in digest.new} for a in digest.alerts]
        rows = [{k: v for k, v in d.items() if k != "activities"} for d in data]
        context = {"alerts": digest.alerts, "new": digest.new, "results": digest.results}
        return View("alerts.html", words("alerts.title"), lambda: data, lambda: rows, context)

    return await answer(request, form, view)


@router.post("/alerts/read")
async def alerts_read(request: Request) -> Response:
    """Keeps that an alert, or all of them, were read."""
    fields = await form_of(request)

    def read() -> None:
        deciding(request)
        watches = served_of(request).watches
        wanted = fields.get("key", "")
        keys = watches.digest().new
        watches.read(frozenset(k for k in keys if wanted in ("", "/".join(k))))

    await run_in_threadpool(read)
    return RedirectResponse("/alerts", 303)
