"""Watches run over their series: what each shows now, and which alerts are new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from casewatch.errors import CasewatchError
from casewatch.watching.dispersion import Floats
from casewatch.watching.kept import Watch
from casewatch.watching.model import Activity, Series
from casewatch.watching.uptick import REST, Week, alerts, watch

#: Gives the series of a watch; raises `CasewatchError` where there is none.
SeriesOf = Callable[[Watch], Series]
#: Gives what the field of a watch says of the size of the negative binomial.
BeliefOf = Callable[[Watch], Floats]


@dataclass(frozen=True, slots=True)
class Alert:
    """A week worth a person's time: the facts, how odd they are, and how often that is false.

    `every` is the least number of weeks to a false alert, on average, as this alert was raised.
    `volume` is what came in of everything that week, `usual_volume` the median of the known weeks
    before: whether there was more activity or only more collecting.
    """

    watch: Watch
    week: date
    observed: int
    expected: float
    p: float
    history: int
    every: float
    activities: tuple[Activity, ...]
    volume: int = 0
    usual_volume: float | None = None
    imported: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """By which it is told once."""
        return self.watch.id, self.week.isoformat()

    @property
    def independent_sources(self) -> int:
        """How many sources stand behind its facts, at most."""
        return sum(a.independent_sources for a in self.activities)


@dataclass(frozen=True, slots=True)
class Result:
    """One watch over its whole series. `failed` is why it could not run, else empty.

    `belief` is what the field said of the size of the negative binomial."""

    watch: Watch
    every: float
    series: Series | None = None
    weeks: tuple[Week, ...] = ()
    failed: str = ""
    belief: Floats | None = field(default=None, compare=False, repr=False)

    @property
    def last(self) -> Week | None:
        """The newest week of which anything is known."""
        return next((w for w in reversed(self.weeks) if w.observed is not None), None)

    @property
    def under_watch(self) -> int:
        """Weeks in which an alert could have been raised."""
        return sum(w.state in ("quiet", "alert") for w in self.weeks)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All alerts of the series, also those from before the watch was added."""
        if self.series is None:
            return ()
        return tuple(_alert(self, self.series, week) for week in alerts(self.weeks))

    @property
    def says(self) -> str:
        """One line on how it stands."""
        if self.failed:
            return self.failed
        last = self.last
        if last is None:
            return "nothing is known of any week"
        if last.state == "too little history":
            return f"too little history: {last.history} weeks known before, 12 are needed"
        if last.state == "alert":
            return f"alert: {last.observed} where {last.expected:.1f} are usual"
        if last.state == "resting":
            return f"resting after an alert: {last.observed} where {last.expected:.1f} are usual"
        return f"quiet: {last.observed} where {last.expected:.1f} are usual"


def _alert(result: Result, series: Series, week: Week) -> Alert:
    return Alert(
        watch=result.watch,
        week=series.week(week.number),
        observed=week.observed or 0,
        expected=week.expected or 0.0,
        p=week.p if week.p is not None else 1.0,
        history=week.history,
        every=result.every,
        activities=series.in_week(week.number),
        volume=series.volume[week.number],
        usual_volume=_usual_volume(series, week),
        imported=series.imported,
    )


def _usual_volume(series: Series, week: Week) -> float | None:
    known = [
        volume
        for count, volume in zip(series.counts, series.volume, strict=True)
        if count is not None
    ]
    before = sum(c is not None for c in series.counts[: week.number])
    past = known[max(0, before - week.history) : before]
    return float(median(past)) if past else None


def thresholds(watches: Sequence[Watch], budget: float | None) -> dict[str, float]:
    """The threshold of each watch, by id.

    `budget` is the least number of weeks to a false alert over all watches together, on
    average: `n` watches of which each is false at most once in `n` times that keep it.
    """
    least = budget * len(watches) if budget else 0.0
    return {w.id: max(w.every, least) for w in watches}


def run(
    watches: Iterable[Watch],
    series_of: SeriesOf,
    belief_of: BeliefOf,
    budget: float | None = None,
) -> tuple[Result, ...]:
    """All watches; one that cannot run does not stop the others."""
    every = tuple(watches)
    threshold = thresholds(every, budget)
    found = []
    for one in every:
        try:
            series = series_of(one)
        except CasewatchError as error:
            found.append(Result(one, threshold[one.id], failed=str(error)))
            continue
        belief = belief_of(one)
        weeks = watch(series.counts, threshold[one.id], belief, series.first)
        found.append(Result(one, threshold[one.id], series, weeks, belief=belief))
    return tuple(found)


def _told(alert: Alert, told: frozenset[tuple[str, str]]) -> bool:
    return any(
        watch == alert.watch.id and abs((date.fromisoformat(week) - alert.week).days) <= 7 * REST
        for watch, week in told
    )


def new_alerts(results: Iterable[Result], told: frozenset[tuple[str, str]]) -> tuple[Alert, ...]:
    """The alerts since each watch was added that were not told yet, the oddest first.

    One so near to a told one that the watch would have rested is the same rise, found a little
    earlier or later because thresholds or reports have changed: it is not told again.
    """
    found = [
        alert
        for result in results
        for alert in result.alerts
        if alert.week.isoformat() >= result.watch.from_week and not _told(alert, told)
    ]
    return tuple(sorted(found, key=lambda a: (a.p, a.week, a.watch.id)))
