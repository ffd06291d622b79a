"""How feeds fared in one sync."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from casewatch.store import Failure
from casewatch.store.feeds import Feed, Taken

OK, UNCHANGED, FAILED, PUT_OFF, GONE = "ok", "unchanged", "failed", "put off", "gone"


@dataclass(slots=True)
class Tally:
    """What came of the items of one feed in one sync.

    `reports` and `versions` are new in the store, `same` were there already; `short` stand on the
    feed's own text; `later` are tried again, `failed` were given up. `seconds` and `stages` are
    time and items by stage.
    """

    reports: int = 0
    versions: int = 0
    same: int = 0
    short: int = 0
    later: int = 0
    failed: int = 0
    masked: int = 0
    characters: int = 0
    failures: list[Failure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    stages: Counter[str] = field(default_factory=Counter)

    def spend(self, stage: str, seconds: float, items: int = 1) -> None:
        """Counts time spent in a stage."""
        self.seconds[stage] += seconds
        self.stages[stage] += items


@dataclass(slots=True)
class Result:
    """How one feed fared in one sync. `waiting` items are left for the next one; before `again`
    the feed is not asked; `errors` counts its failures in a row.
    """

    feed: Feed
    state: str = OK
    taken: Taken = field(default_factory=Taken)
    tally: Tally = field(default_factory=Tally)
    waiting: int = 0
    error: str = ""
    again: str | None = None
    errors: int = 0
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something is amiss that a person should know."""
        return self.state in (FAILED, GONE) or bool(self.tally.failures)
