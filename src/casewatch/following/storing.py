"""An item's reports into the store, in one transaction with the item's being done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from casewatch.errors import CasewatchError, EvidenceError, NotFoundError, ReaderBrokenError
from casewatch.following.clock import Clock
from casewatch.following.listing import storable
from casewatch.following.outcome import Tally
from casewatch.following.pages import Made
from casewatch.following.waits import ATTEMPTS, backoff
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.pipeline.intake import origin_of
from casewatch.pipeline.items import Reader
from casewatch.pipeline.shield import shielded
from casewatch.sources.names import id_of_url
from casewatch.store import Added, Batch, Failure, Origin, Store
from casewatch.store.feeds import SHORT, Feed, FeedItem, Feeds

#: A report with its origin and the name of its input.
_Named = tuple[Report, Origin, str]


@dataclass(frozen=True, slots=True)
class _Read:
    report: Report
    origin: Origin
    reading: Reading | None
    source: str


class Keeper:
    """Reads and stores what was made of items."""

    def __init__(
        self,
        store: Store,
        feeds: Feeds,
        reader: Reader,
        clock: Clock,
        on_failure: Callable[[Failure], None],
    ) -> None:
        self._store = store
        self._feeds = feeds
        self._reader = reader
        self._clock = clock
        self._on_failure = on_failure

    def keep(
        self,
        feed: Feed,
        item: FeedItem,
        told: Mapping[str, Any],
        made: Made,
        tally: Tally,
        *,
        last: bool = True,
    ) -> None:
        """Stores the reports of `made`; the item is done with them in the same transaction, where
        these are the `last` of it.

        What could not be read is kept as a failure, and the item is tried again, or given up after
        some attempts. Raises `StoreError` where the store itself fails.
        """
        name = item_name(feed, item, told)
        failures = [_failure(f.source, f.error) for f in made.failures]
        named = self._identified(feed, item, made)
        there = self._there(item, named) if made.short and made.again else None
        read: list[_Read] = []
        for report, origin, source in named if there is None else ():
            found = self._read(report, origin, source, tally)
            if isinstance(found, Failure):
                failures.append(found)
            else:
                read.append(found)
        began = perf_counter()
        with shielded(), self._store.batch() as batch:
            stored = self._add(batch, read, failures, tally)
            if stored and not failures:
                batch.succeed(name)
            for failure in failures:
                batch.fail(failure)
            if last:
                self._settle(
                    batch, feed, item, made, there or next(iter(stored), ""), failures, tally
                )
        tally.spend("store", perf_counter() - began, len(read))
        tally.failures += failures
        for failure in failures:
            self._on_failure(failure)

    def _there(self, item: FeedItem, named: list[_Named]) -> str | None:
        """The stored report of an item, if there is one: a shorter text that only stands in for its
        page must not take its place.
        """
        if item.report is not None and item.state != SHORT:
            return item.report
        return next((report.id for report, _, _ in named if self._has_other(item, report)), None)

    def _has_other(self, item: FeedItem, report: Report) -> bool:
        return item.report is None and self._has(report.id)

    def _has(self, report: str) -> bool:
        try:
            self._store.report(report)
        except NotFoundError:
            return False
        return True

    def _identified(self, feed: Feed, item: FeedItem, made: Made) -> list[_Named]:
        """The reports with their ids: the one the item had before, else that of its address."""
        found = []
        for number, (fetched, cleaned) in enumerate(made.reports):
            report = cleaned.report
            if number == 0 and feed.kind in ("feed", "sitemap"):
                report = replace(report, id=self._id(feed, item, fetched.given.id))
            origin = origin_of(fetched, cleaned, self._clock.stamp())
            found.append((report, origin, fetched.source))
        return found

    def _id(self, feed: Feed, item: FeedItem, given: str) -> str:
        """As `read` would name it, unless another item that is listed beside it has that name."""
        if item.report:
            return item.report
        name = given or (id_of_url(item.url) if item.url else feed.name)
        others = [key for key in self._feeds.reports_of(feed, name) if key != item.key]
        if item.page and not (others and self._feeds.are_listed(feed, others)):
            return name
        return f"{name}-{item.key[:8]}"

    def _read(self, report: Report, origin: Origin, name: str, tally: Tally) -> _Read | Failure:
        began = perf_counter()
        try:
            if self._store.knows(report, self._reader.version):
                return _Read(report, origin, None, name)
            reading = self._reader.read(report)
        except (ReaderBrokenError, UnicodeEncodeError) as error:
            if isinstance(error, ReaderBrokenError):
                raise
            return Failure(name, "store", "the text holds half a character", "fetch it again")
        except CasewatchError as error:
            return _failure(name, error)
        except (OSError, ImportError) as error:
            raise ReaderBrokenError(
                f"the reader cannot work: {error}", hint="install Casewatch again"
            ) from error
        except Exception as error:  # noqa: BLE001 - one report that a reader trips over is one failure
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            return Failure(
                name, "read", f"the reader failed on {report.id}: {what}",
                "the report is left out; please report this as a fault of the reader",
            )  # fmt: skip
        tally.spend("read", perf_counter() - began)
        tally.characters += len(report.text)
        return _Read(report, origin, reading, name)

    def _add(
        self, batch: Batch, read: list[_Read], failures: list[Failure], tally: Tally
    ) -> list[str]:
        """Adds what was read to the batch; the ids of what is stored now."""
        stored = []
        for one in read:
            added = Added.NOTHING
            if one.reading is not None:
                try:
                    added = batch.add(one.report, one.reading, one.origin)
                except EvidenceError as error:
                    failures.append(_failure(one.source, error))
                    continue
                tally.masked += one.origin.masked
            stored.append(one.report.id)
            batch.succeed(one.source)
            tally.reports += added is Added.REPORT
            tally.versions += added is Added.VERSION
            tally.same += added in (Added.NOTHING, Added.READING)
        return stored

    def _settle(
        self,
        batch: Batch,
        feed: Feed,
        item: FeedItem,
        made: Made,
        report: str,
        failures: list[Failure],
        tally: Tally,
    ) -> None:
        if report and made.short:
            again = self._again(item) if made.again else None
            tally.short += 1
            self._feeds.shorten(batch, item, report, made.short, again)
        elif report:
            self._feeds.settle(batch, item, report)
        else:
            again = self._again(item) if made.again else None
            tally.later += again is not None
            tally.failed += again is None
            why = storable(failures[0].message) if failures else "the item has no text"
            self._feeds.postpone(batch, item, why, again)

    def _again(self, item: FeedItem) -> str | None:
        if item.attempts + 1 >= ATTEMPTS:
            return None
        return self._clock.stamp(backoff(item.attempts + 1, self._clock.chance))


def item_name(feed: Feed, item: FeedItem, told: Mapping[str, Any]) -> str:
    """An item as messages name it."""
    if item.url and feed.kind in ("feed", "sitemap"):
        return item.url
    what = item.url or str(told.get("title", ""))[:80] or item.key[:12]
    return f"{feed.name}: {what}"


def _failure(name: str, error: CasewatchError) -> Failure:
    return Failure(name, error.stage, error.message, error.hint)
