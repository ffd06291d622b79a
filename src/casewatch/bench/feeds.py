"""The soak of following: fifty feeds that churn and misbehave, for as long as one likes.

Each round is a sync; by the feeds' own clock a quarter of an hour has passed since the last one.
At the end the server behaves, what was put off is asked again, and all that was ever published is
counted against what is stored.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from casewatch.bench.feed_server import FeedServer
from casewatch.bench.press import FORMATS, SHOWN, Press
from casewatch.following.clock import Clock
from casewatch.following.outcome import FAILED, Result
from casewatch.following.politeness import Manners
from casewatch.following.sync import Sync
from casewatch.pipeline.items import Reader
from casewatch.sources.limits import Limits
from casewatch.sources.web import Web
from casewatch.store import Store
from casewatch.store.feeds import Feed, Feeds

#: Seconds that pass for the feeds between two rounds.
ROUND = 900.0
#: Every so many rounds the sync is stopped in its middle, and a new one goes on.
STOPPED_EVERY = 7
_BEGIN = datetime(2024, 8, 1, tzinfo=UTC)
_LIMITS = Limits(seconds=10.0, download_bytes=5_000_000)


def measure_feeds(
    reader: Reader,
    place: Path,
    *,
    minutes: float,
    feeds: int = 50,
    every: float = 5.0,
    tell: Callable[[int, float], None] | None = None,
) -> dict[str, Any]:
    """Follows `feeds` made-up feeds for so long, in a store at `place`; the figures of that."""
    press = Press(feeds)
    until = time.monotonic() + 60 * minutes
    memory: list[float] = []
    stopped = 0
    found = _Sums()
    with FeedServer(press) as server, Store.open(str(place)) as store:
        known = Feeds(store)
        for number in range(feeds):
            kind = "sitemap" if FORMATS[number % len(FORMATS)] == "sitemap" else "feed"
            known.add(
                Feed(f"feed-{number:02}", kind, f"{server.base(number)}/{number}", private=True)
            )
        manners: Manners | None = None
        while time.monotonic() < until:
            began = time.monotonic()
            stop = press.round % STOPPED_EVERY == STOPPED_EVERY - 1
            manners = _round(store, reader, press, manners, found, stop_after=0.4 if stop else None)
            stopped += stop
            memory.append(_memory_mb())
            if tell is not None:
                tell(press.round, memory[-1])
            press.turn()
            time.sleep(max(0.05, min(every - (time.monotonic() - began), until - time.monotonic())))
        server.calm = True
        for _ in range(12):  # all that was put off has its time
            press.round += 8
            _round(store, reader, press, manners, found, stop_after=None)
        return {
            "feeds": feeds,
            "rounds": len(memory),
            "hours_followed": round(len(memory) * ROUND / 3600, 1),
            "stopped_in_the_middle": stopped,
            "served": dict(sorted(server.served.items())),
            "syncs_of_a_feed": {"all": found.asked, "failed": found.failed},
            "memory_mb": _steadiness(memory),
            **_counted(store, server),
        }


class _Sums:
    def __init__(self) -> None:
        self.asked = self.failed = 0

    def add(self, results: tuple[Result, ...]) -> None:
        """Counts one round."""
        self.asked += len(results)
        self.failed += sum(result.state == FAILED for result in results)


def _round(
    store: Store,
    reader: Reader,
    press: Press,
    manners: Manners | None,
    found: _Sums,
    *,
    stop_after: float | None,
) -> Manners:
    """One sync at the press's time; where it is stopped after some seconds, a second one goes on."""
    now = _BEGIN + timedelta(seconds=ROUND * press.round)
    steady = ROUND * press.round
    clock = Clock(now=lambda: now, steady=lambda: steady)
    manners = manners or Manners(clock, pause=0.0)
    manners.set_clock(clock)
    if stop_after is not None:
        timer = threading.Timer(stop_after, clock.stop.set)
        timer.start()
        _sync(store, reader, clock, manners, found)
        timer.cancel()
        clock.stop.clear()
    _sync(store, reader, clock, manners, found)
    return manners


def _sync(store: Store, reader: Reader, clock: Clock, manners: Manners, found: _Sums) -> None:
    web = Web(resolver=lambda host, port: ["127.0.0.1"], limits=_LIMITS)
    work = Sync(store, reader, clock, manners, web, listing_limits=_LIMITS)
    found.add(work.run())


def _counted(store: Store, server: FeedServer) -> dict[str, Any]:
    """What was published against what is stored: lost, doubled, and old where newer was shown."""
    press = server.press
    texts: dict[str, list[str]] = {}
    reports = versions = 0
    for kept in store.reports():
        reports += 1
        versions += kept.version
        texts.setdefault(kept.report.url, []).append(kept.report.text)
    told: Counter[str] = Counter()
    for feed, number in press.all_items():
        told["published"] += 1
        stored = texts.pop(f"{server.base(feed)}/{feed}/{number}", [])
        told["lost"] += not stored
        told["doubled"] += len(stored) > 1
        shown = number >= press.published[feed] - SHOWN
        told["not_the_newest_text"] += bool(
            shown and stored and press.mark(feed, number) not in stored[0]
        )
    return {
        "items": {
            name: told[name] for name in ("published", "lost", "doubled", "not_the_newest_text")
        },
        "never_published": sum(map(len, texts.values())),
        "reports": reports,
        "versions": versions,
        "faults_in_the_store": sum(1 for _ in store.verify()),
    }


def _steadiness(memory: list[float]) -> dict[str, float]:
    """Memory after each fifth of the time, at its peak, and what the last half added."""
    if not memory:
        return {}
    fifths = [memory[min(len(memory) - 1, len(memory) * n // 5)] for n in range(1, 6)]
    half = memory[len(memory) // 2 :]
    return {
        **{f"after_{n}_fifths": round(value, 1) for n, value in enumerate(fifths, 1)},
        "peak": round(max(memory), 1),
        "growth_in_the_second_half": round(half[-1] - half[0], 1),
    }


def _memory_mb() -> float:
    """What this process holds in memory now; its peak where the system does not tell that."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    import resource

    return pages * resource.getpagesize() / 1e6
