"""What a request must be before any page sees it: of a known host, small, timely, not forged."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casewatch.serving.audit import Audit
from casewatch.serving.problems import problem
from casewatch.serving.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Where reports are sent, which may be larger than anything else.
REPORTS = "/api/v1/reports"


def _host(value: str) -> str:
    """The name in a `Host` header, without the port."""
    return (urlsplit(f"//{value}").hostname or "").casefold() if value else ""


def forged(headers: Headers, *, cookie: bool) -> bool:
    """Whether a request that changes something comes from another site.

    Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; a page
    cannot set either. What says neither is no browser: it is let through without a cookie,
    whose bearer would be a browser.
    """
    if headers.get("authorization"):
        return False
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    if origin is not None:
        return urlsplit(origin).netloc.casefold() != headers.get("host", "").casefold()
    return cookie


class Guard:
    """Turns away what no page should see."""

    def __init__(self, app: ASGIApp, settings: Settings, audit: Audit) -> None:
        self._app = app
        self._settings = settings
        self._audit = audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, send)
            return
        limits = self._settings.limits
        most = limits.text if scope["path"] == REPORTS else limits.body
        if scope["method"] in SAFE:
            most = 64_000
        body = await self._body(headers, receive, most)
        if isinstance(body, Response):
            await body(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        hosts = self._settings.hosts
        if hosts and _host(headers.get("host", "")) not in hosts:
            # A name of somebody else's that leads here: its pages would read ours.
            return problem(403, "this server does not go by that name")
        if len(scope["path"]) > 2000 or len(scope["query_string"]) > 8000:
            return problem(414, "the address is too long")
        if "\0" in scope["path"]:
            return problem(400, "an address holds no such character")
        if scope["method"] not in SAFE:
            cookie = bool(Request(scope).cookies.get("session"))
            if forged(headers, cookie=cookie):
                self._audit.note(scope, "", "refused: from another site", 403)
                return problem(403, "this came from another site, and nothing was done")
        return None

    async def _body(self, headers: Headers, receive: Receive, most: int) -> bytes | Response:
        said = headers.get("content-length", "0")
        if not said.isdigit():
            return problem(400, "the length of the content is no number")
        if int(said) > most:
            return problem(413, f"more than {most:,} bytes are not taken")
        parts: list[bytes] = []
        held = 0
        try:
            async with asyncio.timeout(self._settings.limits.patience):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return Response(status_code=400)
                    parts.append(message.get("body", b""))
                    held += len(parts[-1])
                    if held > most:
                        return problem(413, f"more than {most:,} bytes are not taken")
                    more = message.get("more_body", False)
        except TimeoutError:
            return problem(408, "the content took too long to arrive")
        return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
