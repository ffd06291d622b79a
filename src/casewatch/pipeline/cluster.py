"""Reading on a Dask cluster that is there already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casewatch.errors import ReaderBrokenError, UsageError
from casewatch.model.report import Report
from casewatch.pipeline.work import Done, LostError, MakeReader, read_unit, understood

SCHEME = "dask://"
#: How long to wait for the scheduler.
SECONDS = 20


def address_of(url: str) -> str:
    """The scheduler's address in `dask://HOST:PORT`. Raises `UsageError`."""
    host, colon, port = url.removeprefix(SCHEME).rstrip("/").rpartition(":")
    if not url.startswith(SCHEME) or not (host and colon and port.isdigit()):
        raise UsageError(f"{url} is no cluster", hint="give dask://HOST:PORT of its scheduler")
    return f"tcp://{host}:{port}"


class DaskPool:
    """The workers of a cluster. A unit whose worker is lost goes to another one by itself."""

    def __init__(self, make: MakeReader, version: str, url: str) -> None:
        address = address_of(url)
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(
                "reading on a cluster needs one more package",
                hint="install it with: pip install 'casewatch[cluster]'",
            ) from error
        self._make, self._version, self._url = make, version, url
        connect: Any = Client  # a class without types
        try:
            self._client: Any = connect(
                address, timeout=SECONDS, set_as_default=False, name="casewatch"
            )
        except (OSError, ValueError) as error:
            raise ReaderBrokenError(
                f"there is no cluster at {url}", hint="start one: dask scheduler, dask worker"
            ) from error
        self.width = max(1, sum(self._client.nthreads().values()))

    def submit(self, reports: Sequence[Report]) -> object:
        """Begins to read a unit."""
        return self._client.submit(
            read_unit, self._make, self._version, tuple(reports), pure=False, retries=0
        )

    def result(self, handle: object) -> list[Done]:
        """What came of a unit. Raises `LostError` where it killed one worker after another."""
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker

        future: Any = handle
        try:
            return understood(future.result())
        except KilledWorker as error:
            raise LostError("it ended one worker after another") from error
        except (FutureCancelledError, OSError, TimeoutError) as error:
            raise ReaderBrokenError(
                f"the cluster at {self._url} has gone",
                hint="run the same command again once it is back; what was stored is kept",
            ) from error

    def close(self) -> None:
        """Leaves the cluster; units that are being read are dropped."""
        self._client.close()
