"""`casewatch follow sync`: once, or again and again until it is stopped."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import Command, format_option, progress, store_option, tell, to_json
from casewatch.cli.plain import plain
from casewatch.errors import StoreError, UsageError

if TYPE_CHECKING:
    from casewatch.following.outcome import Result
    from casewatch.store import Failure

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
#: Feeds are not asked more often than this.
_OFTEN = 60.0


@click.command(
    "sync",
    cls=Command,
    examples="""
    casewatch follow sync
    casewatch follow sync --every 15m
    casewatch follow sync --only news.example --format json
    """,
)
@click.option("--every", metavar="TIME", help="Go on for ever, a sync each TIME: 15m, 2h, 1d.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this feed, and at once.")
@click.option(
    "--most", default=200, show_default=True, type=click.IntRange(1, 100_000), metavar="N",
    help="At most so many items of a feed in one sync; the others wait for the next.",
)  # fmt: skip
@click.option(
    "--pause", default=1.0, show_default=True, type=click.FloatRange(0, 60), metavar="SECONDS",
    help="Between two requests to one host.",
)  # fmt: skip
@format_option()
@store_option
def sync(
    every: str | None,
    only: tuple[str, ...],
    most: int,
    pause: float,
    form: str,
    store_url: str | None,
) -> int:
    """Bring in what is new and what has changed.

    What has changed becomes a new version of its report. Items are known by their ids, so that equal dates, another order and items that vanish lose
    nothing. The full text is taken from each item's page, as robots.txt allows; where that cannot
    be had, the feed's own text stands for it, and says so. Stop it at any time: the next sync goes
    on. Exit status 1 where a feed or an item failed.
    """
    from casewatch.following.clock import Clock
    from casewatch.following.politeness import Manners
    from casewatch.following.sync import Sync
    from casewatch.reading.reader import RulesReader
    from casewatch.store import Store

    seconds = _seconds(every) if every else None
    clock = Clock()
    with _until_stopped(clock.stop, on=seconds is not None), Store.open(store_url) as store:
        work = Sync(
            store, RulesReader(), clock, Manners(clock, pause), most=most, on_failure=_name_failure
        )
        while True:
            began = time.monotonic()
            try:
                with progress("syncing") as step:
                    work.on_progress = _stepper(step)
                    results = work.run(only)
                status = _show(results, form, stamp=clock.stamp() if seconds else "")
            except StoreError as problem:
                # A store that another program holds for a while: the next round finds it free.
                if seconds is None:
                    raise
                tell(f"casewatch: {problem.stage}: {problem}")
                status = 1
            if seconds is None or clock.stop.is_set():
                return status
            clock.sleep(max(1.0, seconds - (time.monotonic() - began)))
            if clock.stop.is_set():
                return status


def _stepper(step: Callable[..., None]) -> Callable[[int, int], None]:
    """Counts the feeds that were asked and then the items, as one row of work."""
    before = last = 0

    def tell_progress(done: int, total: int) -> None:
        nonlocal before, last
        if done <= last:  # the next half begins
            before += last
        last = done
        step(1, total=before + total)

    return tell_progress


def _seconds(text: str) -> float:
    unit = _UNITS.get(text[-1:].casefold())
    try:
        found = float(text[:-1] if unit else text) * (unit or _UNITS["m"])
    except ValueError:
        found = -1.0
    if not _OFTEN <= found <= 30 * _UNITS["d"]:
        raise UsageError(f"{text} is no time between syncs", hint="15m, 2h or 1d; at least 1m")
    return found


@contextmanager
def _until_stopped(stop: threading.Event, *, on: bool) -> Iterator[None]:
    """Lets a service manager end the sync in order: what is in hand is stored first."""
    if not on or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _show(results: Sequence[Result], form: str, stamp: str) -> int:
    from casewatch.cli.followed import result_line, result_to_json

    if form == "json":
        click.echo(to_json([result_to_json(result) for result in results], indent=1))
    elif form == "jsonl":
        for result in results:
            click.echo(
                to_json(
                    {"synced": stamp, **result_to_json(result)} if stamp else result_to_json(result)
                )
            )
    else:
        width = min(40, max((len(r.feed.name) for r in results), default=0))
        if stamp:
            click.echo(f"{stamp[:16].replace('T', ' ')} UTC")
        for result in results:
            click.echo(result_line(result, width))
        if not results:
            tell("nothing is followed yet; begin with: casewatch follow add URL")
    return int(any(result.failed for result in results))


def _name_failure(failure: Failure) -> None:
    hint = f" ({failure.hint})" if failure.hint else ""
    tell(f"casewatch: {plain(failure.input)}: {failure.stage}: {plain(failure.message + hint)}")
