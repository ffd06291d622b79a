"""What a thread works with: connections that are opened when they are first needed."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING

from casewatch.following.asking import LISTING_LIMITS
from casewatch.sources.limits import Limits
from casewatch.sources.web import Client, Web
from casewatch.store.feeds import Feed

if TYPE_CHECKING:
    from casewatch.following.mailbox import Mailbox


@dataclass(slots=True)
class Tools:
    """Clients and mailboxes of one lane; leave with `with`, which closes them.

    `web` is how addresses are asked (whether private ones too is each feed's own), `failures`
    counts those in a row.
    """

    web: Web = field(default_factory=Web)
    listing_limits: Limits = LISTING_LIMITS
    failures: int = 0
    _clients: dict[tuple[bool, Limits], Client] = field(default_factory=dict)
    _boxes: dict[int, Mailbox] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Tools:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def listings(self, feed: Feed) -> Client:
        """The client that asks for listings."""
        return self._client(feed, self.listing_limits)

    def pages(self, feed: Feed) -> Client:
        """The client that asks for pages of items."""
        return self._client(feed, self.web.limits)

    def mailbox(self, feed: Feed) -> Mailbox:
        """The open mailbox of a feed. Raises FetchError where it cannot be opened."""
        from casewatch.following.mailbox import Mailbox

        if feed.pk not in self._boxes:
            web = replace(self.web, allow_private=feed.private)
            self._boxes[feed.pk] = self._open.enter_context(Mailbox(feed, web))
        return self._boxes[feed.pk]

    def _client(self, feed: Feed, limits: Limits) -> Client:
        key = (feed.private, limits)
        if key not in self._clients:
            web = replace(self.web, allow_private=feed.private, limits=limits)
            self._clients[key] = self._open.enter_context(Client(web))
        return self._clients[key]
