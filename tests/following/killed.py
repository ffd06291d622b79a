"""Syncs that kill their own process the COUNTth time they come to WHERE.

    python -m tests.following.killed STORE WHERE COUNT [STORE WHERE COUNT]...

runs each in a process of its own (forked, so that all is imported once), and prints how it ended.
`listed` is after a listing is kept, `read` in the middle of an item, `commit` before and
`committed` after an item is stored for good.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from casewatch.following.clock import Clock
from casewatch.following.politeness import Manners
from casewatch.following.sync import Sync
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import Batch, Store
from casewatch.store.feeds import Feeds, Taken

from .reader import NameReader


def main(path: str, where: str = "", count: str = "0") -> None:
    passed = 0

    def passing(place: str) -> None:
        nonlocal passed
        if place == where:
            passed += 1
            if passed == int(count):
                os.kill(os.getpid(), signal.SIGKILL)

    class Killed(NameReader):
        def read(self, report: Report) -> Reading:
            passing("read")
            return super().read(report)

    take, batch = Feeds.take, Store.batch

    def taking(self: Feeds, *args: Any, **more: Any) -> Taken:
        taken = take(self, *args, **more)
        passing("listed")
        return taken

    @contextmanager
    def batching(self: Store) -> Iterator[Batch]:
        with batch(self) as made:
            yield made
            passing("commit")
        passing("committed")

    Feeds.take, Store.batch = taking, batching  # type: ignore[method-assign]
    with Store.open(path) as store:
        clock = Clock()
        Sync(store, Killed(), clock, Manners(clock, pause=0.0), workers=2).run()


def forked(path: str, where: str, count: str) -> int:
    """Runs `main` in a process of its own; the number of the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        main(path, where, count)
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    import feedparser  # noqa: F401
    import trafilatura  # noqa: F401

    words = sys.argv[1:]
    for at in range(0, len(words), 3):
        print(forked(*words[at : at + 3]), flush=True)
