"""Where reading is done, by what a user calls it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casewatch.errors import UsageError
from casewatch.pipeline.work import MakeReader, Pool

LOCAL = "local"


@contextmanager
def pool_for(engine: str, workers: int, make: MakeReader, version: str) -> Iterator[Pool | None]:
    """The pool of an engine, closed at the end; None where this process reads by itself.

    `engine` is `local`, with so many `workers`, or `dask://HOST:PORT`. `make` makes the reader of
    this `version` in each of them. Raises `UsageError` for any other engine.
    """
    pool: Pool
    if engine == LOCAL:
        if workers == 1:
            yield None
            return
        from casewatch.pipeline.local import LocalPool

        pool = LocalPool(make, version, workers)
    elif engine.startswith("dask:"):
        from casewatch.pipeline.cluster import DaskPool

        pool = DaskPool(make, version, engine)
    else:
        raise UsageError(f"there is no engine {engine}", hint="local, or dask://HOST:PORT")
    try:
        yield pool
    finally:
        pool.close()
