"""What the reader costs at its edges: starting, very long texts, texts made to be slow."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from casewatch.bench.hostile import STORY, UNITS, repeated
from casewatch.model.report import Report
from casewatch.reading.reader import RulesReader

#: Lengths in code points: of a usual report, of a very long one, of a hostile one.
SHORT, LONG, HOSTILE = 5_000, 1_000_000, 100_000


@dataclass(frozen=True, slots=True)
class Extremes:
    """Seconds and microseconds are of processor time.

    `start_up_seconds` is a new process up to its first reading, `memory_mb` the most that it
    held, at that time resident, after a text of `LONG` as well.
    """

    start_up_seconds: float
    memory_mb: float
    short_us_per_character: float
    long_us_per_character: float
    slowest_hostile: str
    slowest_hostile_seconds: float

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def measure_extremes(
    step: Callable[..., None], long: int = LONG, hostile: int = HOSTILE
) -> Extremes:
    """Measure; `step` is told of each text read. `long` and `hostile` are lengths of texts."""
    alone = json.loads(
        subprocess.run(  # noqa: S603 - this interpreter and module
            [sys.executable, "-m", "casewatch.bench.extremes", str(long)],
            capture_output=True, text=True, check=True,
        ).stdout
    )  # fmt: skip
    reader = RulesReader()
    short = repeated(STORY, SHORT)
    _seconds(reader, short)
    times = 40
    usual = min(_seconds(reader, short, times) for _ in range(3))
    step()
    slow = {}
    for name, unit in UNITS.items():
        slow[name] = _seconds(reader, repeated(unit, hostile))
        step()
    worst = max(slow, key=lambda name: slow[name])
    return Extremes(
        start_up_seconds=round(alone["start"], 3),
        memory_mb=round(alone["memory"], 1),
        short_us_per_character=round(1e6 * usual / (times * len(short)), 3),
        long_us_per_character=round(1e6 * alone["long"] / long, 3),
        slowest_hostile=worst,
        slowest_hostile_seconds=round(slow[worst], 3),
    )


def texts() -> int:
    """How many texts `measure_extremes` tells of."""
    return len(UNITS) + 1


def _seconds(reader: RulesReader, text: str, times: int = 1) -> float:
    report = Report("made", text, "A made text", "2024-08-02", "Example Post")
    start = time.process_time()
    for _ in range(times):
        reader.read(report)
    return time.process_time() - start


def peak_memory_mb() -> float:
    """The most memory that this process has held, resident."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _alone(long: int) -> dict[str, float]:
    """In a process of its own: its processor time up to the first reading, then a long text."""
    reader = RulesReader()
    _seconds(reader, STORY)
    start = time.process_time()
    return {"start": start, "long": _seconds(reader, repeated(STORY, long)),
            "memory": peak_memory_mb()}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_alone(int(sys.argv[1]))))
