"""Addresses as inputs: http and https only, within limits of time, size and redirects.

Each hop's host is resolved once, checked, and connected to by the address that was checked, so
that a name which changes its address in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from casewatch.errors import FetchError
from casewatch.sources.addresses import Resolver, public_address, resolve
from casewatch.sources.fetched import Fetched, Given, Media
from casewatch.sources.limits import Limits
from casewatch.sources.names import id_of_url

_MEDIA: dict[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "casewatch/0.1 (open reporting reader)"


@dataclass(frozen=True, slots=True)
class Web:
    """How addresses are fetched. `transport` and `resolver` are the seams for tests;
    `allow_private` lets hosts inside the user's own network be asked.
    """

    allow_private: bool = False
    transport: httpx.BaseTransport | None = None
    resolver: Resolver = resolve
    limits: Limits = field(default_factory=Limits)


def fetch_url(url: str, web: Web) -> Fetched:
    """What stands at `url`. Raises FetchError where it cannot be had or is no kind of text."""
    deadline = time.monotonic() + web.limits.seconds
    timeout = httpx.Timeout(web.limits.seconds)
    # No proxy and no credentials from the environment: the address that was checked is asked.
    with httpx.Client(
        transport=web.transport, timeout=timeout, follow_redirects=False, trust_env=False,
        headers={"user-agent": _AGENT, "accept": "text/html, text/*, application/pdf;q=0.9"},
    ) as client:  # fmt: skip
        target = url
        try:
            for _ in range(web.limits.redirects + 1):
                if time.monotonic() > deadline:
                    raise _too_slow(web)
                answer = _ask(client, target, web, deadline)
                if isinstance(answer, Fetched):
                    return answer
                target = answer
        except httpx.TimeoutException as problem:
            raise _too_slow(web) from problem
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as problem:
            raise FetchError(
                f"it cannot be fetched: {_reason(problem)}", hint="check the address"
            ) from problem
    raise FetchError(
        f"more than {web.limits.redirects} redirects", hint="give the address they end at"
    )


def _ask(client: httpx.Client, target: str, web: Web, deadline: float) -> Fetched | str:
    """One hop: what was fetched, or the address to which the answer leads."""
    address = _checked(target)
    request = client.build_request("GET", address)
    if not web.allow_private:
        host = address.host
        port = address.port or (443 if address.scheme == "https" else 80)
        chosen = public_address(host, port, web.resolver)
        # Connect to the checked address; the host stays in the header and in the certificate.
        request.url = address.copy_with(host=chosen)
        request.headers["host"] = address.netloc.decode("ascii")
        request.extensions = {**request.extensions, "sni_hostname": host}
    response = client.send(request, stream=True)
    try:
        if response.status_code in _REDIRECTS and response.headers.get("location"):
            return urljoin(target, response.headers["location"])
        if response.status_code != 200:
            raise FetchError(
                f"the server answered {response.status_code} {response.reason_phrase}".strip(),
                hint="check the address, or save the page and give the file",
            )
        media = _media(response)
        content = _content(response, web, deadline)
    finally:
        response.close()
    if not content.strip():
        raise FetchError("the server sent nothing", hint="try again later")
    return Fetched(content, media, target, "", Given(id=id_of_url(target), url=target))


def _checked(target: str) -> httpx.URL:
    address = httpx.URL(target)
    if address.scheme not in ("http", "https"):
        raise FetchError(
            f"addresses of the kind {address.scheme}: are not fetched", hint="give http or https"
        )
    if not address.host:
        raise FetchError("the address names no host", hint="write it as https://host/path")
    if address.userinfo:
        raise FetchError(
            "addresses with a user name or password are not fetched", hint="leave these out"
        )
    return address


def _media(response: httpx.Response) -> Media:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
    media = _MEDIA.get(kind)
    if media is None:
        raise FetchError(
            f"the server sent {kind or 'no content type'}, which is no kind of text",
            hint="html, plain text, PDF and mail are read",
        )
    return media


def _content(response: httpx.Response, web: Web, deadline: float) -> bytes:
    most = web.limits.download_bytes
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise web.limits.too_large("the page")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes(65536):
        size += len(part)
        if size > most:
            raise web.limits.too_large("the page")
        if time.monotonic() > deadline:
            raise _too_slow(web)
        parts.append(part)
    return b"".join(parts)


def _too_slow(web: Web) -> FetchError:
    return FetchError(
        f"no full answer within {web.limits.seconds:g} seconds", hint="try again later"
    )


def _reason(problem: Exception) -> str:
    return str(problem).splitlines()[0][:160] if str(problem) else type(problem).__name__
