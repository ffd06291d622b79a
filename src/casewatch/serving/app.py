"""The application: pages, REST and TAXII over one store, behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casewatch.errors import CasewatchError
from casewatch.serving import audit, tokens
from casewatch.serving.access import Access, Gate
from casewatch.serving.api import reading, writing
from casewatch.serving.audit import Audit
from casewatch.serving.desk import Desk
from casewatch.serving.feeds import Feeds
from casewatch.serving.guard import SAFE, Guard
from casewatch.serving.headers import SecurityHeaders
from casewatch.serving.pages import (
    account,
    case,
    decide,
    exports,
    feeds,
    home,
    looks,
    report,
    review,
    screen,
    watching,
)
from casewatch.serving.problems import TITLES, problem, problem_of, status_of
from casewatch.serving.rendering import Rendered, html
from casewatch.serving.settings import Settings
from casewatch.serving.sittings import Sittings
from casewatch.serving.state import Served, caller_of, served_of
from casewatch.serving.views import HTML
from casewatch.serving.watches import Watches
from casewatch.sharing.taxii import taxii_app
from casewatch.version import VERSION

DESCRIPTION = (
    "Case files from open reporting, every value with the words it rests on. An allegation is "
    "never given as a finding: read `modality` with each happening. Lists come in pages: `next` "
    "is the cursor of the page after. Failures are problem+json (RFC 9457). Where access is asked "
    "for, send a token as `Authorization: Bearer …`."
)
PAGES = (home, case, report, review, decide, looks, watching, screen, feeds, exports, account)


def make_app(settings: Settings, served: Served | None = None) -> FastAPI:
    """The application over the store of `settings`. Raises `StoreError` where there is none."""
    desk = served.desk if served else Desk(settings)
    log = Audit(audit.place_of(desk.path))
    access = Access(settings, tokens.place_of(desk.path))
    made = served or Served(
        settings, desk, Watches(desk), Sittings(), access, log, Rendered(settings.limits.cached),
        Feeds(desk.store),
    )  # fmt: skip

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        made.desk.warm()
        yield
        made.desk.close()

    app = FastAPI(
        title="Casewatch", version=VERSION, description=DESCRIPTION, lifespan=life,
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    app.state.served = made
    for page in PAGES:
        app.include_router(page.router)
    app.include_router(reading.router, prefix="/api/v1", tags=["look"])
    app.include_router(writing.router, prefix="/api/v1", tags=["change"])
    folder = files("casewatch.serving").joinpath("static")
    app.mount("/static", Lasting(directory=str(folder)))
    app.mount("/taxii2", _taxii(settings, made.access))
    _failures(app)
    app.add_middleware(Noted, note=log.note)
    app.add_middleware(Gate, access=made.access, audit=log)
    app.add_middleware(Guard, settings=settings, audit=log)
    app.add_middleware(SecurityHeaders, secure=settings.secure)
    return app


def _taxii(settings: Settings, access: Access) -> ASGIApp:
    """TAXII over what was published; it asks for tokens itself, as its clients send them."""

    def token_ok(text: str) -> bool:
        if not access.tries.allows("taxii", 0.0):
            return False
        found = access.token(text)
        return found is not None or (access.tries.allows("taxii") and False)

    public = settings.public or None
    asked = token_ok if settings.access else None
    return taxii_app(settings.store_url, public_url=public, token_ok=asked)


class Lasting(StaticFiles):
    """Files whose address holds their version: a browser need not ask for them again."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, to be kept for a year."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class Noted:
    """Writes what changed something, and with which result, to the audit log."""

    def __init__(self, app: ASGIApp, note: Callable[[Scope, str, str, int], None]) -> None:
        self._app, self._note = app, note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if (
            scope["type"] != "http"
            or scope["method"] in SAFE
            or scope["path"] in ("/theme", "/login")
        ):
            await self._app(scope, receive, send)
            return
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            caller = (scope.get("state") or {}).get("caller")
            self._note(scope, caller.name if caller else "", "asked for a change", status)


def _wants_page(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    machine = request.url.path.startswith(("/api/", "/taxii2"))
    return "text/html" in accepts and not machine


def _failures(app: FastAPI) -> None:
    def page(request: Request, status: int, message: str, hint: str = "") -> Response:
        text = html(
            request, "problem.html", title=TITLES.get(status, "Failed"), status=status,
            message=message, hint=hint, decision="",
        )  # fmt: skip
        return Response(text, status, media_type=HTML)

    async def foreseen(request: Request, error: Exception) -> Response:
        assert isinstance(error, CasewatchError)
        if _wants_page(request):
            return page(request, status_of(error), error.message, error.hint)
        return problem_of(error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = {
            404: "there is nothing at this address",
            405: "this address takes no such request",
        }
        message = detail.get(error.status_code, str(error.detail))
        if _wants_page(request):
            return page(request, error.status_code, message)
        answer = problem(error.status_code, message)
        answer.headers.update(error.headers or {})
        return answer

    async def invalid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        told = [
            {
                "where": "/".join(map(str, e.get("loc", ())))[:200],
                "what": str(e.get("msg", ""))[:300],
            }
            for e in error.errors()[:20]
        ]
        broken = any(e.get("type") == "json_invalid" for e in error.errors())
        return problem(400 if broken else 422, "the request does not have the form it must have",
                       errors=told)  # fmt: skip

    async def unforeseen(request: Request, error: Exception) -> Response:
        message = "something went wrong that nobody foresaw; nothing was kept"
        served = served_of(request)
        told = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        served.audit.note(request.scope, caller_of(request).name, f"failed: {told}", 500)
        if _wants_page(request):
            return page(request, 500, message)
        return problem(500, message)

    app.add_exception_handler(CasewatchError, foreseen)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unforeseen)
