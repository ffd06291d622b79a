"""Reading in processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import cast

from casewatch.model.report import Report
from casewatch.pipeline.work import Done, LostError, MakeReader, read_unit, understood

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def _begin() -> None:
    """In each worker: an interruption is for the process that gives out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class LocalPool:
    """So many processes that read; one that is lost is replaced."""

    def __init__(self, make: MakeReader, version: str, workers: int) -> None:
        self._make, self._version = make, version
        self.width = workers
        self._pool: ProcessPoolExecutor | None = None

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            for name in _THREADS:  # read by libraries when a worker loads them
                os.environ.setdefault(name, "1")
            # Not forked: a process with threads or an open database is no safe parent.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.width, mp_context=context, initializer=_begin)
        return self._pool

    def submit(self, reports: Sequence[Report]) -> object:
        """Begins to read a unit."""
        unit = tuple(reports)
        executor = self._executor()
        try:
            return executor, executor.submit(read_unit, self._make, self._version, unit)
        except BrokenProcessPool:
            self._drop(executor)
            executor = self._executor()
            return executor, executor.submit(read_unit, self._make, self._version, unit)

    def result(self, handle: object) -> list[Done]:
        """What came of a unit. Raises `LostError` where its worker, or one beside it, was lost."""
        executor, future = cast("tuple[ProcessPoolExecutor, Future[list[Done] | str]]", handle)
        try:
            return understood(future.result())
        except (BrokenProcessPool, CancelledError) as error:
            self._drop(executor)
            raise LostError("a process that reads was ended") from error

    def _drop(self, executor: ProcessPoolExecutor) -> None:
        """Lets go of processes of which one was lost; the next unit begins others."""
        executor.shutdown(wait=False, cancel_futures=True)
        if self._pool is executor:
            self._pool = None

    def close(self) -> None:
        """Ends the processes; what they are reading is dropped."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        workers = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(10)
