"""Activity by week as bars, with what the past lets expect and the day of a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casewatch.serving.dates import told
from casewatch.serving.strings import words
from casewatch.watching.band import band
from casewatch.watching.dispersion import Floats
from casewatch.watching.model import Series
from casewatch.watching.uptick import Week

#: So many weeks are drawn: the newest.
MOST_WEEKS = 156
WIDTH, PLOT, TOP = 100.0, 90.0, 18.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: where, how high, and whether it stands above the band, or nothing is known."""

    x: float
    wide: float
    y: float
    high: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, the band of what is expected as points of a line, marked days, ticks of the axis."""

    bars: tuple[Bar, ...]
    gaps: tuple[Bar, ...]
    band: tuple[Bar, ...]
    days: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    height: float
    base: float
    first: date
    weeks: int
    total: int
    missing: int


def chart(
    series: Series,
    weeks: Sequence[Week],
    marked: Sequence[tuple[date, str]] = (),
    belief: Floats | None = None,
) -> Chart | None:
    """The drawing, or None for a series without a week.

    `belief` is what the field says of how wild counts are; the band ends at what is still usual.
    """
    every = len(series.counts)
    if not every:
        return None
    first = max(0, every - MOST_WEEKS)
    shown = range(first, every)
    by_number = {w.number: w for w in weeks}
    tops = [series.counts[n] or 0 for n in shown]
    usual = band(series.counts, belief, series.first, first) if weeks else (None,) * len(shown)
    tops += [u.up_to for u in usual if u is not None]
    highest = max([4, *tops])
    wide = WIDTH / len(shown)
    scale = PLOT / highest
    bars: list[Bar] = []
    gaps: list[Bar] = []
    expects: list[Bar] = []
    missing = 0
    for place, n in enumerate(shown):
        x, count, week = round(place * wide, 3), series.counts[n], by_number.get(n)
        name = words("activity.week", day=told(series.week(n).isoformat()))
        if count is None:
            if gaps and abs(gaps[-1].x + gaps[-1].wide - x) < wide / 2:
                before = gaps.pop()
                gaps.append(replace(before, wide=round(x + wide - before.x, 3)))
            else:
                gaps.append(Bar(x, round(wide, 3), TOP, PLOT, "gap", words("activity.gap")))
            missing += 1
            continue
        expected = usual[place]
        if expected is not None:
            y = TOP + PLOT - min(highest, expected.up_to + 0.5) * scale
            expects.append(
                Bar(x, round(wide, 3), round(y, 1), round(TOP + PLOT - y, 1), "band", "")
            )
        if count:
            y = TOP + PLOT - count * scale
            kind = "above" if week is not None and week.state == "alert" else "plain"
            title = f"{name}: {words('activity.count', n=count)}"
            bars.append(
                Bar(round(x + wide * 0.12, 3), round(wide * 0.76, 3), round(y, 1),
                    round(count * scale, 1), kind, title)
            )  # fmt: skip
    days = [
        (round((series.place(day) - first + 0.5) * wide, 2), label)
        for day, label in marked
        if first <= series.place(day) < every
    ]
    ticks = []
    for place, n in enumerate(shown):
        week_of = series.week(n)
        if (
            week_of.month in (1, 7)
            and week_of.day <= 7
            and (len(shown) <= 110 or week_of.month == 1)
        ):
            ticks.append((round(place * wide, 2), told(week_of.isoformat()[:7])))
    levels = [(round(TOP + PLOT - highest * scale, 1), str(highest)), (TOP + PLOT, "0")]
    return Chart(
        tuple(bars), tuple(gaps), tuple(expects), tuple(days), tuple(ticks), tuple(levels),
        TOP + PLOT + 24, TOP + PLOT, series.week(first), len(shown),
        sum(series.counts[n] or 0 for n in shown), missing,
    )  # fmt: skip
