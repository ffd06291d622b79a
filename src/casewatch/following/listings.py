"""The first half of a sync: feeds are asked, and what they list is kept whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from casewatch.errors import CasewatchError, FetchError
from casewatch.following.asking import GoneError, WaitError, alone, ask_feed
from casewatch.following.clock import Clock, parsed
from casewatch.following.folder import list_folder
from casewatch.following.lanes import Lanes
from casewatch.following.listing import listed, storable
from casewatch.following.outcome import FAILED, GONE, PUT_OFF, UNCHANGED, Result
from casewatch.following.politeness import HeldError, Manners, host_of
from casewatch.following.tools import Tools
from casewatch.following.waits import HORIZON, backoff
from casewatch.store.feeds import Feed, Feeds, Listed

#: A host that asks for less patience than this is given so much.
_LEAST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class _Found:
    """Items of a feed, None where they are as they were; `changes` are columns of the feed."""

    items: list[Listed] | None
    changes: Mapping[str, object] = field(default_factory=dict)
    torn: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listings:
    """Asks feeds, by several threads, and keeps what they list."""

    feeds: Feeds
    clock: Clock
    manners: Manners
    tools: Callable[[], Tools]
    workers: int

    def run(
        self, results: Sequence[Result], tell: Callable[[int, int], None], forced: bool
    ) -> None:
        """Asks the feeds of `results` whose time it is, all where `forced`; fills in how it went."""
        due = [result for result in results if forced or self._is_due(result)]
        lanes: dict[str, list[Result]] = {}
        for result in due:
            lanes.setdefault(_lane_of(result.feed), []).append(result)
        asked = Lanes(list(lanes.values()), self.tools, self._ask, self.workers, self.clock.stop)
        for done, (result, found) in enumerate(asked, 1):
            tell(done, len(due))
            if isinstance(found, _Found):
                self._keep(result, found)
            else:
                self._fail(result, found)

    def _is_due(self, result: Result) -> bool:
        feed = result.feed
        if feed.gone:
            result.state, result.error = GONE, feed.error
            return False
        until = parsed(feed.not_before)
        left = (until - self.clock.now()).total_seconds() if until else 0.0
        # Put off for longer than anything ever is: the clock was set back since.
        if 0 < left <= HORIZON:
            result.state, result.error, result.again = PUT_OFF, feed.error, feed.not_before
            return False
        return True

    def _ask(self, result: Result, tools: Tools) -> tuple[Result, _Found | CasewatchError]:
        try:
            return result, self._found(result.feed, tools)
        except CasewatchError as problem:
            return result, problem
        except Exception as error:  # noqa: BLE001 - one feed that trips us is one failure
            return result, FetchError(f"{type(error).__name__}: {error}"[:200])

    def _found(self, feed: Feed, tools: Tools) -> _Found:
        if feed.kind == "folder":
            return _Found(list_folder(feed))
        if feed.kind == "imap":
            return _Found(tools.mailbox(feed).listed())
        asked = ask_feed(feed, tools.listings(feed), self.manners, self.clock)
        if asked.listing is None:
            return _Found(None, asked.changes)
        found = alone(asked.listing, feed.since)
        return _Found(listed(found), asked.changes, found.torn, found.notes)

    def _keep(self, result: Result, found: _Found) -> None:
        now = self.clock.stamp()
        changes: dict[str, object] = {
            **{k: storable(v) if isinstance(v, str) else v for k, v in found.changes.items()},
            "tried": now, "succeeded": now, "errors": 0, "error": "",
            "not_before": None, "gone": False,
        }  # fmt: skip
        result.errors = 0
        result.notes = found.notes
        if found.items is None:
            result.state = UNCHANGED
            self.feeds.note(result.feed, **changes)
        else:
            result.taken = self.feeds.take(result.feed, found.items, torn=found.torn, **changes)

    def _fail(self, result: Result, problem: CasewatchError) -> None:
        errors = result.feed.errors + 1
        asked = problem.seconds if isinstance(problem, WaitError | HeldError) else None
        wait = backoff(errors, self.clock.chance) if asked is None else max(_LEAST_WAIT, asked)
        gone = isinstance(problem, GoneError)
        result.state, result.error, result.errors = FAILED, problem.message, errors
        result.again = None if gone else self.clock.stamp(wait)
        if self.clock.stop.is_set():
            return  # nobody's fault
        self.feeds.note(
            result.feed, tried=self.clock.stamp(), errors=errors, error=storable(problem.message)[:500],
            not_before=result.again, gone=gone,
        )  # fmt: skip


def _lane_of(feed: Feed) -> str:
    if feed.kind in ("folder", "imap"):
        return f"{feed.kind} {feed.address}"
    return host_of(feed.address)
