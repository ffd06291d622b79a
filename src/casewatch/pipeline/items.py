"""What runs through the pipeline, what comes of a run, and what is told meanwhile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import Failure, Origin

#: The stages of a run, in their order.
STAGES = ("fetch", "clean", "read", "store")
#: Exit statuses of a run.
DONE, SOME_FAILED, STOPPED = 0, 1, 130


class Reader(Protocol):
    """Whatever reads: a pure function from a report to its reading, with a version."""

    @property
    def version(self) -> str:
        """What tells its readings from those of another reader."""

    def read(self, report: Report) -> Reading:
        """Everything found in `report`. Raises `ReadError`."""


@dataclass(frozen=True, slots=True)
class Item:
    """A cleaned report on its way. `seconds` is what each stage so far took for it."""

    input: str
    report: Report
    origin: Origin = field(default_factory=Origin)
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """An item with its reading; `fresh` where the reading was made in this run."""

    item: Item
    reading: Reading | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `total` is None where the number of inputs is not known."""

    done: int
    total: int | None
    failed: int
    seconds: float
    input: str

    @property
    def rate(self) -> float:
        """Inputs a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the rate so far; None where that cannot be said."""
        if self.total is None or not self.rate:
            return None
        return max(0, self.total - self.done) / self.rate


@dataclass(slots=True)
class Outcome:
    """What came of a run.

    `read` counts readings made, of them `stored` new in the store; `new_reports` and
    `new_versions` are parts of `stored`. `skipped` had been read before. `seconds` and
    `counts` are time and inputs by stage; `characters` those of the texts read.
    """

    read: int = 0
    stored: int = 0
    new_reports: int = 0
    new_versions: int = 0
    skipped: int = 0
    masked: int = 0
    characters: int = 0
    failures: list[Failure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: Counter[str] = field(default_factory=Counter)
    elapsed: float = 0.0
    interrupted: bool = False

    @property
    def done(self) -> int:
        """Inputs dealt with, failed ones too."""
        return self.read + self.skipped + len(self.failures)

    @property
    def failed(self) -> dict[str, int]:
        """Number of failures by stage, in the order of the stages."""
        by_stage = Counter(failure.stage for failure in self.failures)
        others = sorted(set(by_stage) - set(STAGES))
        return {stage: by_stage[stage] for stage in (*STAGES, *others) if by_stage[stage]}

    def rate(self, stage: str) -> float:
        """Reports a second in one stage, by its own time; 0 where nothing was done."""
        seconds = self.seconds.get(stage, 0.0)
        return self.counts[stage] / seconds if seconds else 0.0

    @property
    def exit_status(self) -> int:
        """130 when stopped by the user, 1 when some inputs failed, else 0."""
        if self.interrupted:
            return STOPPED
        return SOME_FAILED if self.failures else DONE

    @property
    def advice(self) -> str:
        """What to do next, or nothing where all is done."""
        if self.interrupted:
            return "stopped; what was read is kept, and the same command goes on from here"
        return ""


OnProgress = Callable[[Progress], None]
OnReading = Callable[[Reading], None]
OnFailure = Callable[[Failure], None]
