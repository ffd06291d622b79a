"""What every request can reach: the desk, the watches, who is calling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from starlette.requests import Request

from casewatch.serving.settings import Settings

if TYPE_CHECKING:
    from casewatch.serving.access import Access
    from casewatch.serving.audit import Audit
    from casewatch.serving.desk import Desk
    from casewatch.serving.feeds import Feeds
    from casewatch.serving.rendering import Rendered
    from casewatch.serving.sittings import Sittings
    from casewatch.serving.watches import Watches

Role = Literal["none", "read", "decide", "admin"]
#: Each role may do what those before it may.
ROLES: tuple[Role, ...] = ("none", "read", "decide", "admin")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling. `tlp` is the highest marking that they may read."""

    name: str
    role: Role
    tlp: str = "red"
    session: bool = False

    def may(self, role: Role) -> bool:
        """Whether the caller has at least this role."""
        return ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Caller("", "none", "clear")


@dataclass(slots=True)
class Served:
    """All that is served, put together once by `make_app`."""

    settings: Settings
    desk: Desk
    watches: Watches
    sittings: Sittings
    access: Access
    audit: Audit
    rendered: Rendered
    feeds: Feeds | None = None
    received: tuple[str, dict[str, str]] | None = None


def served_of(request: Request) -> Served:
    """What is served to this request."""
    return cast("Served", request.app.state.served)


def caller_of(request: Request) -> Caller:
    """Who is calling; set before any page is made."""
    state: dict[str, Any] = request.scope.get("state") or {}
    return cast("Caller", state.get("caller", NOBODY))
