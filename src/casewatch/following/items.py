"""The second half of a sync: what waits is fetched, read and stored, item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from time import perf_counter
from typing import Any

from casewatch.errors import CasewatchError, FetchError
from casewatch.following.clock import Clock
from casewatch.following.folder import read_item
from casewatch.following.lanes import Lanes
from casewatch.following.outcome import Result
from casewatch.following.pages import LostError, Made, made_from, made_of, page_of
from casewatch.following.politeness import ForbiddenError, HeldError, Manners, host_of
from casewatch.following.storing import Keeper
from casewatch.following.tools import Tools
from casewatch.following.waits import ATTEMPTS, HORIZON
from casewatch.sources.fetched import Failure, Fetched
from casewatch.sources.limits import Limits
from casewatch.store.feeds import FeedItem, Feeds

#: After so many failures in a row a host is left alone until the next sync.
_PATIENCE = 3
#: Reports of one file that are stored in one transaction.
_CHUNK = 25


@dataclass(frozen=True, slots=True)
class _Job:
    result: Result
    item: FeedItem


@dataclass(frozen=True, slots=True)
class _Got:
    """What came of asking for an item; `skipped` where it is left for the next sync."""

    job: _Job
    page: Fetched | CasewatchError | None = None
    parts: tuple[Fetched | Failure, ...] = ()
    skipped: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Items:
    """Fetches items by several threads, and keeps them in this one."""

    feeds: Feeds
    keeper: Keeper
    clock: Clock
    manners: Manners
    tools: Callable[[], Tools]
    workers: int
    most: int
    limits: Limits

    def run(self, results: Sequence[Result], tell: Callable[[int, int], None]) -> None:
        """Works off what waits in the feeds of `results`, and counts what came of it there."""
        lanes: dict[str, list[_Job]] = {}
        files: list[_Job] = []
        now, latest = self.clock.stamp(), self.clock.stamp(HORIZON)
        for result in results:
            for item in self.feeds.due(result.feed, now, latest, self.most):
                job = _Job(result, item)
                if result.feed.kind == "folder":
                    files.append(job)
                else:
                    lanes.setdefault(_lane_of(job), []).append(job)
        total = len(files) + sum(map(len, lanes.values()))
        fetched = Lanes(
            list(lanes.values()), self.tools, self._fetch, self.workers, self.clock.stop
        )
        for done, got in enumerate(fetched, 1):
            if not got.skipped:
                self._keep(got)
            tell(done, total)
        for done, job in enumerate(files, total - len(files) + 1):
            if self.clock.stop.is_set():
                return
            self._keep_file(job)
            tell(done, total)

    def _fetch(self, job: _Job, tools: Tools) -> _Got:
        began = perf_counter()
        return replace(self._asked(job, tools), seconds=perf_counter() - began)

    def _asked(self, job: _Job, tools: Tools) -> _Got:
        feed, item = job.result.feed, job.item
        if feed.kind != "imap" and not item.page:
            return _Got(job)
        if tools.failures >= _PATIENCE:
            return _Got(job, skipped=True)
        try:
            if feed.kind == "imap":
                found = _Got(job, parts=tuple(tools.mailbox(feed).fetch(item.url)))
            else:
                found = _Got(job, page_of(item, tools.pages(feed), self.manners, self.clock))
        except HeldError:
            return _Got(job, skipped=True)
        except (LostError, ForbiddenError) as problem:
            tools.failures = 0
            return _Got(job, problem)
        except CasewatchError as problem:
            tools.failures += 1
            return _Got(job, problem, skipped=self.clock.stop.is_set())
        except Exception as error:  # noqa: BLE001 - one page that trips us is one failure
            return _Got(job, FetchError(f"{type(error).__name__}: {error}"[:200]))
        tools.failures = 0
        return found

    def _keep(self, got: _Got) -> None:
        feed, item, tally = got.job.result.feed, got.job.item, got.job.result.tally
        told = self.feeds.told(item)
        if told is None:
            return  # another sync has done it
        tally.spend("fetch", got.seconds)
        page = got.page
        if isinstance(page, CasewatchError) and item.attempts + 1 >= ATTEMPTS:
            page = LostError(page.message, hint=page.hint)
        began = perf_counter()
        if feed.kind != "imap":
            made = made_of(feed, item, told, page, self.limits)
        elif isinstance(page, CasewatchError):
            again = not isinstance(page, LostError)
            made = Made(failures=(Failure(f"{feed.name}: {item.url}", page),), again=again)
        else:
            made = made_from(got.parts, self.limits)
        tally.spend("clean", perf_counter() - began)
        self.keeper.keep(feed, item, told, made, tally)

    def _keep_file(self, job: _Job) -> None:
        """Stores a file, piece by piece where it holds many reports; it is done with the last."""
        feed, item, tally = job.result.feed, job.item, job.result.tally
        parts: Iterable[Fetched | Failure]
        try:
            read = read_item(feed, item.url, self.limits)
            parts = chain(list(islice(read, 1)), read)
        except CasewatchError as problem:
            parts = [Failure(f"{feed.name}: {item.url}", problem)]
        rest = iter(parts)
        chunk = list(islice(rest, _CHUNK))
        told: Mapping[str, Any] = {}
        while True:
            following = list(islice(rest, _CHUNK))
            made = made_from(chunk, self.limits)
            self.keeper.keep(feed, item, told, made, tally, last=not following)
            if not following:
                return
            chunk = following


def _lane_of(job: _Job) -> str:
    feed, item = job.result.feed, job.item
    if feed.kind == "imap":
        return f"imap {feed.address}"
    return host_of(item.url) if item.page else ""
