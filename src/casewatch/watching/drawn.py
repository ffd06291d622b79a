"""The series of a watch as it stands, drawn with the day from which activity is new."""

from __future__ import annotations

from datetime import date

from casewatch.watching.band import band
from casewatch.watching.plot import Mark, first_drawn, plot
from casewatch.watching.running import Result


def drawn(result: Result) -> str:
    """The SVG of one watch; an empty text where it could not run."""
    series = result.series
    if series is None:
        return ""
    start = first_drawn(series)
    usual = band(series.counts, result.belief, series.first, start)
    since = result.watch.since
    marks = [Mark(date.fromisoformat(since), "new from here")] if since else []
    return plot(series, result.weeks, usual, marks, f"{series.subject}: {result.says}")
