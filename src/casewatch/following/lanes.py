"""Work in lanes: the jobs of one lane in turn, several lanes at once, results one by one.

A lane is a host, so that no host is asked by two threads. Results are handed over as they come;
when these are not fetched, the threads wait, so that nothing piles up in memory.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

Job = TypeVar("Job")
Tools = TypeVar("Tools")
Out = TypeVar("Out")

_WAIT = 0.2


class Lanes(Generic[Job, Tools, Out]):
    """Runs `work(job, tools)` for the jobs of all lanes; `tools` are opened once a lane.

    `work` must not raise. Iterating gives what it returns; leaving the iteration early, or
    setting `stop`, ends the threads after the job in hand.
    """

    def __init__(
        self,
        lanes: Sequence[Sequence[Job]],
        tools: Callable[[], AbstractContextManager[Tools]],
        work: Callable[[Job, Tools], Out],
        workers: int,
        stop: threading.Event,
    ) -> None:
        self._lanes: queue.SimpleQueue[Sequence[Job]] = queue.SimpleQueue()
        for lane in lanes:
            self._lanes.put(lane)
        self._tools = tools
        self._work = work
        self._count = max(1, min(workers, len(lanes)))
        self._stop = stop
        self._left = threading.Event()
        self._out: queue.Queue[Out | BaseException | None] = queue.Queue(maxsize=2 * self._count)

    def __iter__(self) -> Iterator[Out]:
        threads = [threading.Thread(target=self._thread, daemon=True) for _ in range(self._count)]
        for thread in threads:
            thread.start()
        running = len(threads)
        try:
            while running:
                found = self._out.get()
                if found is None:
                    running -= 1
                elif isinstance(found, BaseException):
                    raise found
                else:
                    yield found
        finally:
            self._left.set()

    def _thread(self) -> None:
        try:
            while not self._over():
                try:
                    lane = self._lanes.get_nowait()
                except queue.Empty:
                    break
                with self._tools() as tools:
                    for job in lane:
                        if self._over():
                            break
                        self._hand(self._work(job, tools))
        except BaseException as fault:  # noqa: BLE001 - it is raised where the results are taken
            self._hand(fault)
        finally:
            self._hand(None)

    def _over(self) -> bool:
        return self._stop.is_set() or self._left.is_set()

    def _hand(self, found: Out | BaseException | None) -> None:
        while not self._left.is_set():
            try:
                self._out.put(found, timeout=_WAIT)
                return
            except queue.Full:
                continue
