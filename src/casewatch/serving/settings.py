"""How a store is served: where, to whom, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

#: Names under which a machine reaches itself.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may cost.

    `body` and `text` are bytes: of any request, and of a report that is to be read. `patience`
    is how many seconds a request body may take to arrive, `fresh` how long a page waits for
    what is being worked in before it shows the state before. `rate` and `burst` are requests
    a second of one client where access is asked for, `tries` wrong tokens a minute.
    """

    body: int = 1_000_000
    text: int = 10_000_000
    patience: float = 20.0
    fresh: float = 3.0
    rate: float = 20.0
    burst: float = 80.0
    tries: int = 10
    cached: int = 32_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """`access` says whether tokens are asked for; `by` is who judges where they are not.

    `hosts` are the names (without port) by which a browser may call this server; none means
    that any will do. `public` is the address that others see, empty where it is the request's.
    """

    store_url: str
    access: bool = False
    by: str = "unknown"
    hosts: frozenset[str] = LOOPBACK
    public: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def secure(self) -> bool:
        """Whether the pages are seen over TLS."""
        return self.public.startswith("https://")


def hosts_of(host: str, public: str) -> frozenset[str]:
    """The names by which a server bound to `host` is called; none known for a wildcard."""
    named = urlsplit(public).hostname if public else None
    own = frozenset({named} if named else ())
    if host in LOOPBACK:
        return LOOPBACK | own
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - only told apart, never bound here
        return own
    return own | {host}
