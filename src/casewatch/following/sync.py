"""One sync: every feed is asked, what it lists is kept, and what waits is read and stored.

First the listings, then the items. A listing is kept whole before anything of it is fetched, so
that an item that leaves its feed meanwhile is not lost; each item is done in one transaction with
its report, so that a sync that was killed is taken up by the next one. Threads ask servers, one
server each at a time; this thread alone reads and writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casewatch.following.asking import LISTING_LIMITS
from casewatch.following.clock import Clock
from casewatch.following.items import Items
from casewatch.following.listings import Listings
from casewatch.following.outcome import Result
from casewatch.following.politeness import Manners
from casewatch.following.storing import Keeper
from casewatch.following.tools import Tools
from casewatch.pipeline.items import Reader
from casewatch.sources.limits import Limits
from casewatch.sources.web import Web
from casewatch.store import Failure, Run, Store
from casewatch.store.feeds import WAITING, Feeds

#: Items of one feed that are worked off in one sync; the others wait for the next one.
MOST_ITEMS = 200
WORKERS = 6


def _nothing(_: object, __: object = None) -> None:
    """What is told to nobody."""


@dataclass(slots=True)
class Sync:
    """Syncs the feeds of a store; used again and again, it remembers what hosts asked for.

    `on_failure` gets each item's failure, `on_progress` how much is done of how much. A feed
    decides itself whether private addresses may be asked, whatever `web` says.
    """

    store: Store
    reader: Reader
    clock: Clock = field(default_factory=Clock)
    manners: Manners | None = None
    web: Web = field(default_factory=Web)
    listing_limits: Limits = LISTING_LIMITS
    workers: int = WORKERS
    most: int = MOST_ITEMS
    on_failure: Callable[[Failure], None] = _nothing
    on_progress: Callable[[int, int], None] = _nothing

    def run(self, names: Sequence[str] = ()) -> tuple[Result, ...]:
        """Asks the feeds called `names` whether or not it is their time, or all whose time it is.

        Gives a result for each, by name. An interruption ends it; what was stored is kept. Raises
        `NotFoundError` for an unknown name, `StoreError` where the store fails.
        """
        feeds = Feeds(self.store)
        manners = self.manners = self.manners or Manners(self.clock)
        chosen = [feeds.find(name) for name in dict.fromkeys(names)] if names else feeds.all()
        results = tuple(Result(feed, errors=feed.errors) for feed in chosen)
        began = self.clock.stamp()
        for feed in chosen if names else ():
            feeds.again(feed)
        try:
            Listings(feeds, self.clock, manners, self._tools, self.workers).run(
                results, self.on_progress, forced=bool(names)
            )
            now = {feed.pk: feed for feed in feeds.all()}
            for result in results:  # how they are now: moved, named, with a newer listing
                result.feed = now.get(result.feed.pk, result.feed)
            keeper = Keeper(self.store, feeds, self.reader, self.clock, self.on_failure)
            Items(
                feeds, keeper, self.clock, manners, self._tools, self.workers, self.most,
                self.web.limits,
            ).run(results, self.on_progress)  # fmt: skip
        finally:
            self._note(results, began)
        counts = feeds.counts()
        for result in results:
            result.waiting = counts.get(result.feed.pk, {}).get(WAITING, 0)
        return results

    def _tools(self) -> Tools:
        return Tools(self.web, self.listing_limits)

    def _note(self, results: Sequence[Result], began: str) -> None:
        """Keeps what this sync did, for `status`."""
        tallies = [result.tally for result in results]
        failed = Counter(f.stage for t in tallies for f in t.failures)
        stages: Counter[str] = sum((t.stages for t in tallies), Counter())
        if not stages and not failed:
            return
        self.store.note(
            Run(
                began,
                self.clock.stamp(),
                self.reader.version,
                stages["read"],
                sum(t.reports + t.versions for t in tallies),
                sum(t.same for t in tallies),
                sum(t.characters for t in tallies),
                self.clock.stop.is_set(),
                dict(failed),
                {stage: round(sum(t.seconds[stage] for t in tallies), 3) for stage in stages},
                dict(stages),
            )
        )


__all__ = ["MOST_ITEMS", "WORKERS", "Sync"]
