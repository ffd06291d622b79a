"""Who may come in: nobody asks on loopback; elsewhere tokens, sessions, and how often one may try."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from casewatch.serving import tokens
from casewatch.serving.audit import Audit
from casewatch.serving.changes import stamp
from casewatch.serving.problems import problem
from casewatch.serving.settings import Settings
from casewatch.serving.state import NOBODY, Caller
from casewatch.serving.tokens import Token

SESSION = "session"
#: Seconds that a session lasts, and how many there can be.
LASTS, MOST = 12 * 3600, 5000
#: Addresses that everybody may see.
OPEN = ("/login", "/static/", "/health", "/taxii2")


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """A bucket for each client that is filled at a steady rate: so many at once, so many a second."""

    def __init__(
        self, rate: float, burst: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._now = rate, burst, now
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, who: str, cost: float = 1.0) -> bool:
        """Takes `cost` from the bucket of `who`, if there is that much."""
        with self._lock:
            now = self._now()
            bucket = self._buckets.setdefault(who, _Bucket(self._burst, now))
            self._buckets.move_to_end(who)
            bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._rate)
            bucket.at = now
            while len(self._buckets) > 10_000:
                self._buckets.popitem(last=False)
            if bucket.left < cost:
                return False
            bucket.left -= cost
            return True


class Access:
    """Tokens and sessions of one server. Sessions live in memory and end with it."""

    def __init__(
        self, settings: Settings, path: Path, now: Callable[[], float] = time.time
    ) -> None:
        self.settings = settings
        self._path, self._now = path, now
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._tokens: tuple[str, dict[str, Token]] = ("", {})
        self._known: OrderedDict[str, str] = OrderedDict()
        limits = settings.limits
        self.requests = Rate(limits.rate, limits.burst)
        self.tries = Rate(limits.tries / 60, limits.tries)

    def _all(self) -> dict[str, Token]:
        now = stamp(self._path)
        with self._lock:
            if self._tokens[0] != now:
                self._tokens = (now, {t.id: t for t in tokens.load(self._path)})
                self._known.clear()
            return self._tokens[1]

    def token(self, text: str) -> Token | None:
        """The token with this text, if there is one that stands."""
        found = tokens.parts(text)
        every = self._all()
        if found is None or found[0] not in every:
            return None
        # scrypt is slow on purpose; a token that was right once is known by a quick hash.
        quick = hashlib.sha256(text.strip().encode()).hexdigest()
        with self._lock:
            if self._known.get(quick) == found[0]:
                return every[found[0]]
        if not tokens.fits(every[found[0]], found[1]):
            return None
        with self._lock:
            self._known[quick] = found[0]
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return every[found[0]]

    def open_session(self, token: Token) -> str:
        """A new session of the holder of a token: its secret, for a cookie."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[hashlib.sha256(secret.encode()).hexdigest()] = (
                self._now() + LASTS, token.id,
            )  # fmt: skip
            while len(self._sessions) > MOST:
                self._sessions.popitem(last=False)
        return secret

    def close_session(self, secret: str) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(hashlib.sha256(secret.encode()).hexdigest(), None)

    def session(self, secret: str) -> Token | None:
        """The token of a session that has not ended, if its token stands."""
        key = hashlib.sha256(secret.encode()).hexdigest()
        every = self._all()
        with self._lock:
            found = self._sessions.get(key)
            if found is None:
                return None
            if found[0] < self._now():
                del self._sessions[key]
                return None
        return every.get(found[1])

    def caller(self, request: Request) -> Caller:
        """Who is calling: by a token in the header, or by a session."""
        if not self.settings.access:
            return Caller(self.settings.by, "admin")
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            token = self.token(text)
            return _caller(token) if token else NOBODY
        secret = request.cookies.get(SESSION)
        token = self.session(secret) if secret else None
        return _caller(token, session=True) if token else NOBODY


def _caller(token: Token, *, session: bool = False) -> Caller:
    return Caller(token.name, token.role, token.tlp, session)


def address_of(scope: Scope) -> str:
    """The address of the client."""
    client = scope.get("client")
    return client[0] if client else ""


class Gate:
    """Lets in who may come in, no faster than is fair."""

    def __init__(self, app: ASGIApp, access: Access, audit: Audit) -> None:
        self._app, self._access, self._audit = app, access, audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = await self._met(scope)
        if answer is not None:
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _met(self, scope: Scope) -> Response | None:
        from starlette.concurrency import run_in_threadpool

        request = Request(scope)
        access, path = self._access, str(scope["path"])
        asked = access.settings.access
        wrong = "authorization" in request.headers
        if path.startswith("/taxii2"):
            return None
        if asked and wrong and not access.tries.allows(address_of(scope), 0.0):
            return problem(429, "too many wrong tokens from this address", "wait a minute")
        caller = (
            await run_in_threadpool(access.caller, request) if wrong else access.caller(request)
        )
        scope.setdefault("state", {})["caller"] = caller
        if not asked:
            return None
        if caller is NOBODY and wrong and not access.tries.allows(address_of(scope)):
            self._audit.note(scope, "", "too many wrong tokens", 429)
            return problem(429, "too many wrong tokens from this address", "wait a minute")
        if not access.requests.allows(caller.name or address_of(scope)):
            return problem(429, "too many requests", "slow down")
        if caller.may("read") or path.startswith(OPEN):
            return None
        if wrong or not _is_page(request, path):
            self._audit.note(scope, "", "turned away", 401)
            answer = problem(401, "a token is needed here", "Authorization: Bearer …")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        return RedirectResponse(f"/login?to={quote(path, safe='')}", 303)


def _is_page(request: Request, path: str) -> bool:
    html = "text/html" in request.headers.get("accept", "")
    return html and request.method == "GET" and not path.startswith(("/api/", "/taxii"))
