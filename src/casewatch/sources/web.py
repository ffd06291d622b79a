"""Asking addresses: http and https only, within limits of time, size and redirects.

Nothing of the environment is used (no proxy, no credentials), nothing is remembered from one
address to the next (cookies live for the redirects of one address), nothing is run.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType
from urllib.parse import urljoin

import httpcore
import httpx

from casewatch.errors import FetchError
from casewatch.sources.addresses import Resolver, resolve
from casewatch.sources.connecting import CheckedBackend, Deadline
from casewatch.sources.limits import Limits
from casewatch.sources.unpacking import ACCEPTED, unpacked
from casewatch.version import VERSION

#: The name by which robots.txt may speak to Casewatch, and how it names itself to servers.
ROBOT = "casewatch"
AGENT = f"{ROBOT}/{VERSION} (open reporting reader)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Web:
    """How addresses are asked. `resolver` and `backend` (which opens sockets) are the seams for
    tests; `allow_private` lets hosts inside the user's own network be asked.
    """

    allow_private: bool = False
    resolver: Resolver = resolve
    backend: httpcore.NetworkBackend | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, after redirects.

    `url` is the address that answered, `moved` the one to which permanent redirects led from the
    address asked (that itself where there were none). `content` is empty unless the status is 200.
    """

    status: int
    reason: str
    headers: httpx.Headers
    content: bytes
    url: str
    moved: str

    @property
    def media(self) -> str:
        """The media type that the server gave, in small letters; empty where it gave none."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().casefold()

    @property
    def charset(self) -> str:
        """The character set that the server gave; empty where it gave none."""
        for part in str(self.headers.get("content-type", "")).split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().casefold() == "charset":
                return value.strip().strip("\"'").casefold()
        return ""


class Client:
    """Asks addresses one after the other; connections are kept alive between them.

    Not for several threads at once. Close it, or use it in `with`.
    """

    def __init__(self, web: Web) -> None:
        self.web = web
        self._deadline = Deadline()
        self._transport = _Transport(
            CheckedBackend(
                web.resolver, self._deadline, allow_private=web.allow_private, below=web.backend
            )
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    def ask(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        what: str = "the page",
        before: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer of `url`, redirects followed. `before` is called with each address before it
        is asked, and may wait (that time does not count) or raise.

        Raises FetchError where there is no full answer within the limits.
        """
        limits = self.web.limits
        left = limits.seconds
        target = moved = url
        cookies = httpx.Cookies()
        for_good = True
        for _ in range(limits.redirects + 1):
            address = _checked(target)
            if before is not None:
                before(target)
            self._deadline.start(left)
            began = time.monotonic()
            try:
                answer = self._one(address, headers or {}, cookies, what)
            except (httpx.TimeoutException, httpcore.TimeoutException) as problem:
                raise self._too_slow() from problem
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as problem:
                raise FetchError(
                    f"it cannot be fetched: {_reason(problem)}", hint="check the address"
                ) from problem
            left -= time.monotonic() - began
            to = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not to:
                return Answer(
                    answer.status, answer.reason, answer.headers, answer.content, target, moved
                )
            for_good = for_good and answer.status in _FOR_GOOD
            target = _joined(target, to)
            moved = target if for_good else moved
        raise FetchError(
            f"more than {limits.redirects} redirects", hint="give the address they end at"
        )

    def _one(
        self, address: httpx.URL, headers: Mapping[str, str], cookies: httpx.Cookies, what: str
    ) -> Answer:
        sent = {"user-agent": AGENT, "accept-encoding": ACCEPTED, "accept": "*/*", **headers}
        request = httpx.Request("GET", address, headers=sent)
        cookies.set_cookie_header(request)
        response = self._transport.handle_request(request)
        response.request = request
        try:
            cookies.extract_cookies(response)
            content = b""
            if response.status_code == 200:
                self._see_size(response, what)
                packing = response.headers.get("content-encoding", "")
                content = unpacked(response.iter_raw(), packing, self.web.limits, what)
        finally:
            response.close()
        reason = response.reason_phrase
        return Answer(response.status_code, reason, response.headers, content, "", "")

    def _see_size(self, response: httpx.Response, what: str) -> None:
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self.web.limits.download_bytes:
            raise self.web.limits.too_long(what)

    def _too_slow(self) -> FetchError:
        seconds = self.web.limits.seconds
        return FetchError(f"no full answer within {seconds:g} seconds", hint="try again later")


class _Transport(httpx.BaseTransport):
    """httpx's transport over connections that are checked."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            network_backend=backend,
            max_connections=8,
            max_keepalive_connections=4,
            keepalive_expiry=15.0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        inner = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
        )
        try:
            found = self._pool.handle_request(inner)
        except _FAULTS as problem:
            raise _translated(problem) from problem
        stream = found.stream
        assert isinstance(stream, Iterable)
        return httpx.Response(
            found.status,
            headers=found.headers,
            stream=_Stream(stream),
            extensions=found.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._parts
        except _FAULTS as problem:
            raise _translated(problem) from problem

    def close(self) -> None:
        close = getattr(self._parts, "close", None)
        if close is not None:
            close()


_FAULTS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)


def _translated(problem: Exception) -> httpx.HTTPError:
    if isinstance(problem, httpcore.TimeoutException):
        return httpx.ReadTimeout(str(problem))
    return httpx.TransportError(str(problem) or type(problem).__name__)


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the list of certificate authorities takes longer than many answers."""
    return httpx.create_ssl_context()


def _checked(target: str) -> httpx.URL:
    try:
        address = httpx.URL(target)
    except (httpx.InvalidURL, TypeError, ValueError) as problem:
        raise FetchError(
            f"it cannot be fetched: {_reason(problem)}", hint="check the address"
        ) from problem
    if address.scheme not in ("http", "https"):
        raise FetchError(
            f"addresses of the kind {address.scheme or 'without http'}: are not fetched",
            hint="give http or https",
        )
    if not address.host:
        raise FetchError("the address names no host", hint="write it as https://host/path")
    if address.userinfo:
        raise FetchError(
            "addresses with a user name or password are not fetched", hint="leave these out"
        )
    return address


def _joined(target: str, to: str) -> str:
    try:
        return urljoin(target, to)
    except ValueError as problem:
        raise FetchError(
            "it redirects to what is no address", hint="check the address"
        ) from problem


def _reason(problem: Exception) -> str:
    return str(problem).splitlines()[0][:160] if str(problem) else type(problem).__name__
