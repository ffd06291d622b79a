"""Logging in and out, the theme, help, and whether the server is well."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from casewatch.serving.access import SESSION, address_of
from casewatch.serving.pages.review import form_of
from casewatch.serving.problems import WebError
from casewatch.serving.rendering import THEMES, html
from casewatch.serving.state import served_of
from casewatch.serving.strings import words
from casewatch.serving.views import HTML

router = APIRouter(include_in_schema=False)


def inside(path: str) -> str:
    """The path if it leads to a page of this server, else home: no door to other sites."""
    told = urlsplit(path)
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    plain = not told.scheme and not told.netloc and path.isprintable()
    return path if safe and plain else "/"


@router.get("/login")
async def login_page(request: Request) -> Response:
    """The form that asks for a token."""
    to = inside(request.query_params.get("to", "/"))
    return Response(html(request, "login.html", title=words("login.title"), to=to, wrong=False),
                    media_type=HTML)  # fmt: skip


@router.post("/login")
async def login(request: Request) -> Response:
    """Opens a session for the holder of a token."""
    served = served_of(request)
    who = address_of(request.scope)
    if not served.access.tries.allows(who):
        served.audit.note(request.scope, "", "too many tries to log in", 429)
        raise WebError(429, "too many tries from this address", hint="wait a minute")
    fields = await form_of(request)
    to = inside(fields.get("to", "/"))
    token = await run_in_threadpool(served.access.token, fields.get("token", ""))
    if token is None:
        served.audit.note(request.scope, "", "wrong token", 401)
        page = html(request, "login.html", title=words("login.title"), to=to, wrong=True)
        return Response(page, 401, media_type=HTML)
    served.audit.note(request.scope, token.name, "logged in", 303)
    response = RedirectResponse(to, 303)
    response.set_cookie(
        SESSION, served.access.open_session(token), httponly=True, samesite="lax",
        secure=served.settings.secure, max_age=12 * 3600,
    )  # fmt: skip
    return response


@router.post("/logout")
async def logout(request: Request) -> Response:
    """Ends the session."""
    served_of(request).access.close_session(request.cookies.get(SESSION, ""))
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION)
    return response


@router.post("/theme")
async def theme(request: Request) -> Response:
    """Keeps a theme for this browser."""
    fields = await form_of(request)
    chosen = fields.get("theme", "auto")
    response = RedirectResponse(inside(fields.get("to", "/")), 303)
    response.set_cookie("theme", chosen if chosen in THEMES else "auto", httponly=True,
                        samesite="lax", max_age=365 * 86400,
                        secure=served_of(request).settings.secure)  # fmt: skip
    return response


@router.get("/health")
async def health() -> Response:
    """Whether the server answers."""
    return JSONResponse({"status": "ok"})
