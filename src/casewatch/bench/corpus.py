"""Reading a corpus by one process, by two, and on a Dask cluster of two workers.

Each way fills a store of its own from the same inputs; the stores must say the same, line by
line. Times are those of the whole run, from the first input to the last batch stored.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from casewatch.pipeline.intake import intake
from casewatch.pipeline.items import Item
from casewatch.pipeline.pools import pool_for
from casewatch.pipeline.run import run
from casewatch.reading.reader import RulesReader
from casewatch.sources.fetched import Failure, Fetched
from casewatch.store import Store


def _dump_hash(store: Store) -> str:
    digest = hashlib.sha256()
    for line in store.dump():
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


@contextmanager
def _cluster(workers: int, folder: str) -> Iterator[str]:
    """A Dask cluster on loopback, ended at the end; gives its URL."""
    from distributed import LocalCluster

    made: Any = LocalCluster  # a class without types
    with made(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
        dashboard_address=None, local_directory=folder, silence_logs=50,
    ) as cluster:  # fmt: skip
        yield str(cluster.scheduler_address).replace("tcp://", "dask://")


def _warm(pool: Any, items: list[Item]) -> None:
    """Has every worker load its models before the clock runs, as one that serves has."""
    handles = [pool.submit([item.report]) for item in items[: 4 * pool.width]]
    for handle in handles:
        pool.result(handle)


def measure_corpus(
    fetched: Callable[[], Iterator[Fetched | Failure]],
    workers: int,
    cluster: bool,
    step: Callable[..., None],
) -> dict[str, Any]:
    """Seconds, rate and efficiency of each way, and whether all stores are the same.

    `fetched` gives the inputs, anew at each call. Efficiency is the time of one process over
    `workers` times the time of so many.
    """
    few = [item for item in intake(fetched()) if isinstance(item, Item)][: 8 * workers]
    ways = [("1 process", "local", 1), (f"{workers} processes", "local", workers)]
    if cluster:
        ways.append((f"dask, {workers} workers", "dask", workers))
    figures: list[dict[str, Any]] = []
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="casewatch-") as folder:
        reader = RulesReader()
        for item in few[:2]:
            reader.read(item.report)
        for number, (name, engine, count) in enumerate(ways):
            with ExitStack() as held:
                url = engine if engine == "local" else held.enter_context(_cluster(count, folder))
                with (
                    pool_for(url, count, RulesReader, reader.version) as pool,
                    Store.open(str(Path(folder) / f"{number}.db")) as store,
                ):
                    if pool is not None:
                        _warm(pool, few)
                    began = time.perf_counter()
                    outcome = run(intake(fetched()), reader, store, pool=pool)
                    seconds = time.perf_counter() - began
                    step(outcome.done)
                    figures.append(
                        {
                            "how": name,
                            "workers": count,
                            "reports": outcome.read,
                            "failed": len(outcome.failures),
                            "seconds": round(seconds, 2),
                            "reports_per_second": round(outcome.read / seconds, 1),
                            "stage_seconds": {
                                k: round(v, 1) for k, v in sorted(outcome.seconds.items())
                            },
                            "store": _dump_hash(store),
                        }
                    )
    one = figures[0]["seconds"]
    for figure in figures:
        figure["efficiency"] = round(one / (figure["workers"] * figure["seconds"]), 3)
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "ways": figures,
        "same_store": len({figure["store"] for figure in figures}) == 1,
    }
