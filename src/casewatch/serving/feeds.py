"""Feeds as the pages show them: how each fares, and following another one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casewatch.errors import CasewatchError, UsageError
from casewatch.following.adding import Seen, feed_of, seen, unused
from casewatch.following.clock import Clock
from casewatch.following.health import silence
from casewatch.sources.web import Web
from casewatch.store import Store
from casewatch.store import feeds as kept


class Feeds:
    """The feeds of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def health(self) -> list[dict[str, Any]]:
        """How each feed fares, those in trouble first."""
        feeds = kept.Feeds(self._store)
        counts = feeds.counts()
        now = Clock().now()
        found = [self._one(f, feeds, counts.get(f.pk, {}), now) for f in feeds.all()]
        return sorted(found, key=lambda f: (f["state"] == "well", f["name"]))

    @staticmethod
    def _one(feed: kept.Feed, feeds: kept.Feeds, counts: Any, now: Any) -> dict[str, Any]:
        quiet = silence(feeds.times(feed), now)
        state = "well"
        if feed.gone:
            state = "ended"
        elif feed.errors:
            state = "failing"
        elif quiet.unusual:
            state = "silent"
        elif not feed.tried:
            state = "new"
        days = None if quiet.now is None else quiet.now.days
        return {
            "name": feed.name, "title": feed.title, "kind": feed.kind, "url": feed.url,
            "state": state, "last_tried": feed.tried, "last_success": feed.succeeded,
            "errors_in_a_row": feed.errors, "error": feed.error, "silent_days": days,
            "items": sum(counts.get(s, 0) for s in ("done", "short", "waiting", "failed")),
            "waiting": counts.get("waiting", 0), "failed": counts.get("failed", 0),
        }  # fmt: skip

    def follow(self, place: str, name: str, *, unseen: bool) -> str:
        """Follows a feed at a web address; gives its name.

        Addresses inside the own network, folders and mailboxes are left to the command line:
        whoever may use the pages need not be whoever owns the machine. Raises `CasewatchError`.
        """
        if not place.lower().startswith(("http://", "https://")):
            raise UsageError(
                "only web addresses can be followed from here",
                hint="folders and mailboxes with: casewatch follow add",
            )
        feeds = kept.Feeds(self._store)
        wanted = feed_of(place.strip(), name=name.strip()[:80])
        found = Seen(wanted) if unseen else seen(wanted, Web(), Clock())
        if not name.strip():
            taken = {f.name for f in feeds.all() if f.url != found.feed.url}
            found = replace(found, feed=replace(found.feed, name=unused(found.feed.name, taken)))
        return feeds.add(found.feed).name

    def remove(self, name: str) -> None:
        """Follows it no longer; what was read of it stays. Raises `CasewatchError`."""
        feeds = kept.Feeds(self._store)
        feeds.remove(feeds.find(name))


__all__ = ["CasewatchError", "Feeds"]
