"""Home: alerts first, the search, and the case files by their last change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from casewatch.cases.model import CaseFile
from casewatch.errors import CasewatchError
from casewatch.serving.pages.paging import part
from casewatch.serving.rendering import answer
from casewatch.serving.search import Match
from casewatch.serving.snapshot import Snapshot
from casewatch.serving.state import served_of
from casewatch.serving.strings import words
from casewatch.serving.tlp import hidden, seen
from casewatch.serving.views import View, split_form
from casewatch.store import Hit
from casewatch.watching.outward import alert_to_json
from casewatch.watching.running import Alert, Result

router = APIRouter(include_in_schema=False)
#: So many reports are shown for a search, and so many alerts.
MOST_HITS, MOST_ALERTS = 20, 5


def brief(snapshot: Snapshot, case: CaseFile) -> dict[str, Any]:
    """A case file in one row."""
    return {
        "id": case.id,
        "kind": case.group_kind or case.kind,
        "name": case.name,
        "names": [n.name for n in case.names],
        "proven": case.status.proven,
        "since": case.status.since,
        "guilt_found": case.status.finding,
        "alleged": list(case.status.alleged),
        "cleared": case.status.cleared,
        "reports": len(case.reports),
        "changed": snapshot.changed.get(case.id, ""),
    }


def _hits(request: Request, query: str) -> Sequence[Hit]:
    if not query:
        return ()
    closed = hidden(request)
    found = served_of(request).desk.store.search(query, MOST_HITS + len(closed))
    return [h for h in found if h.report not in closed][:MOST_HITS]


def _find(request: Request, query: str, kind: str) -> tuple[Match, ...]:
    found = seen(request).names.find(query, 100)
    return tuple(m for m in found if not kind or m.case.kind == kind)


def _view(request: Request) -> View:
    served = served_of(request)
    snapshot = seen(request)
    query = request.query_params.get("q", "").strip()[:200]
    kind = request.query_params.get("kind", "")
    kind = kind if kind in ("person", "group") else ""
    matches = _find(request, query, kind) if query else ()
    hits = _hits(request, query)
    if query:
        listed: list[CaseFile] = [m.case for m in matches]
    else:
        listed = [c for c in snapshot.recent if not kind or c.kind == kind]
    cases = part(request, listed)
    trouble = ""
    alerts: tuple[Alert, ...] = ()
    watches: tuple[Result, ...] = ()
    try:
        if not hidden(request):
            digest = served.watches.digest()
            alerts = tuple(a for a in digest.alerts if a.key in digest.new)
            watches = digest.results
    except CasewatchError as error:
        trouble = str(error)
    names = {m.case.id: m for m in matches}
    feeds = served.feeds.health() if served.feeds else ()

    def data() -> dict[str, Any]:
        return {
            "query": query or None,
            "alerts": [alert_to_json(a) for a in alerts],
            "cases": [brief(snapshot, c) for c in listed],
            "reports": [
                {"id": h.report, "title": h.title, "published": h.published, "text": h.snippet}
                for h in hits
            ],
        }

    return View(
        "home.html",
        words("home.title"),
        data,
        lambda: [brief(snapshot, c) for c in listed],
        {
            "query": query, "kind": kind, "cases": cases, "hits": hits, "names": names,
            "alerts": alerts[:MOST_ALERTS], "more_alerts": max(0, len(alerts) - MOST_ALERTS),
            "watches": watches, "trouble": trouble, "snapshot": snapshot, "feeds": feeds,
            "questions": len(snapshot.questions),
        },
    )  # fmt: skip


@router.get("/")
async def home(request: Request) -> Response:
    """Alerts, search, case files by last change."""
    return await answer(request, "html", lambda: _view(request))


@router.get("/home.{form}")
async def home_as(request: Request, form: str) -> Response:
    """The same in another form."""
    _, form = split_form(f"home.{form}")
    return await answer(request, form, lambda: _view(request))
