"""Units of work: some reports read in one go, here, in another process or on another machine.

Reading is pure, so a unit can be read anywhere and again. What comes back of each report is its
reading or, where the reader failed on it, the failure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import Protocol, TypeAlias, cast

from casewatch.errors import CasewatchError, ReaderBrokenError
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.pipeline.items import Reader

#: Makes a reader; picklable by its name, so that another process can make its own.
MakeReader: TypeAlias = Callable[[], Reader]

#: Reports and characters of one unit at most: some tenths of a second of reading.
UNIT_REPORTS = 8
UNIT_CHARS = 100_000


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that a reader failed on."""

    stage: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one report, and the seconds that it took."""

    result: Reading | Failed
    seconds: float


class LostError(Exception):
    """Whoever read a unit has gone: killed, out of memory, out of reach."""


class Pool(Protocol):
    """Reads units, as a rule elsewhere."""

    @property
    def width(self) -> int:
        """How many units it reads at the same time; 0 where it reads in `result`, not elsewhere."""

    def submit(self, reports: Sequence[Report]) -> object:
        """Begins to read a unit; gives what `result` takes."""

    def result(self, handle: object) -> list[Done]:
        """What came of a unit, one for each report in order. Raises `LostError`.

        Raises `ReaderBrokenError` where no unit could be read.
        """

    def close(self) -> None:
        """Ends what was begun here; units that are being read are dropped."""


def read_one(reader: Reader, report: Report) -> Done:
    """What `reader` makes of `report`. Raises `ReaderBrokenError` where it can read nothing."""
    began = perf_counter()
    try:
        result: Reading | Failed = reader.read(report)
    except ReaderBrokenError:
        raise
    except CasewatchError as error:
        result = Failed(error.stage, error.message, error.hint)
    except (OSError, ImportError) as error:
        # Not the report's fault: every other one would fail alike.
        raise ReaderBrokenError(
            f"the reader cannot work: {error}", hint="install Casewatch again"
        ) from error
    except Exception as error:  # noqa: BLE001 - one report that a reader trips over is one failure
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        result = Failed(
            "read", f"the reader failed on {report.id}: {what}",
            "the report is left out; please report this as a fault of the reader",
        )  # fmt: skip
    return Done(result, perf_counter() - began)


class Here:
    """A pool that is no other process: reads each unit when it is asked for what came of it."""

    width = 0

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def submit(self, reports: Sequence[Report]) -> object:
        """The unit as it is."""
        return reports

    def result(self, handle: object) -> list[Done]:
        """Reads the unit. Raises `ReaderBrokenError` where the reader can read nothing."""
        return _read_together(self._reader, cast(Sequence[Report], handle))

    def close(self) -> None:
        """Nothing was begun."""


def reads_together(reader: Reader) -> bool:
    """Whether `reader` is quicker with several reports at once, as it then parses them at once."""
    return hasattr(reader, "together")


def _read_together(reader: Reader, reports: Sequence[Report]) -> list[Done]:
    together = getattr(reader, "together", None)
    one = reader if together is None else cast(Reader, together(reports))
    return [read_one(one, report) for report in reports]


@cache
def _reader(make: MakeReader) -> Reader:
    """One reader a process: making it loads models."""
    return make()


def read_unit(make: MakeReader, version: str, reports: Sequence[Report]) -> list[Done] | str:
    """Reads a unit where it has come to; the reason where no unit could be read there.

    `version` is that of the reader where the work comes from: another one would give other
    readings.
    """
    try:
        reader = _reader(make)
        if reader.version != version:
            return f"a worker reads as {reader.version}, not as {version}"
        return _read_together(reader, reports)
    except CasewatchError as error:
        return error.message
    except (OSError, ImportError) as error:
        return f"the reader cannot work: {error}"


def understood(found: list[Done] | str) -> list[Done]:
    """What `read_unit` gave. Raises `ReaderBrokenError` where that is a reason."""
    if isinstance(found, str):
        raise ReaderBrokenError(
            found, hint="install the same Casewatch on every machine that reads"
        )
    return found


def read_alone(pool: Pool, reports: Sequence[Report]) -> list[Done]:
    """Reads a unit that was lost again: whole, then report by report.

    A report whose reading kills its worker even alone is a failure of its own; it costs no
    other one.
    """
    try:
        return pool.result(pool.submit(reports))
    except LostError as error:
        if len(reports) == 1:
            return [
                Done(
                    Failed(
                        "read", f"reading {reports[0].id} ended its worker: {error}",
                        "it may want more memory than there is; try it alone",
                    ),
                    0.0,
                )
            ]  # fmt: skip
        return [done for report in reports for done in read_alone(pool, [report])]
