"""Watching as JSON: series, results of watches, alerts, answers on change."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from typing import Any

from casewatch.cases.model import Sources
from casewatch.watching.answer import Changed
from casewatch.watching.change import Look
from casewatch.watching.kept import Watch
from casewatch.watching.model import Activity, Series
from casewatch.watching.running import Alert, Result
from casewatch.watching.uptick import Week


def _sources(sources: Sources) -> list[dict[str, Any]]:
    return [
        {"report": s.report, "span": [s.span.start, s.span.end], "quote": s.quote} for s in sources
    ]


def _activity(a: Activity) -> dict[str, Any]:
    return {
        "type": a.type, "modality": a.modality, "date": a.date,
        "reported": a.reported.isoformat(), "who": list(a.who),
        "independent_sources": a.independent_sources, "sources": _sources(a.sources),
    }  # fmt: skip


def series_to_json(series: Series, weeks: tuple[Week, ...] = ()) -> dict[str, Any]:
    """Each week with its count (null for a gap) and what is behind it; and what was left out."""
    by_number = {w.number: w for w in weeks}
    cells = []
    for n, (count, volume) in enumerate(zip(series.counts, series.volume, strict=True)):
        cell: dict[str, Any] = {
            "week": series.week(n).isoformat(), "count": count, "volume": volume,
        }  # fmt: skip
        if n in by_number:
            week = by_number[n]
            cell |= {
                "state": week.state, "expected": week.expected, "p": week.p, "sum": week.total,
            }  # fmt: skip
        found = [_activity(a) for a in series.in_week(n)] if count else []
        if found:
            cell["activities"] = found
        cells.append(cell)
    left = [
        {"type": x.type, "date": x.date, "reason": x.reason, "sources": _sources(x.sources)}
        for x in series.left_out
    ]
    return {"subject": series.subject, "weeks": cells, "left_out": left}


def watch_to_json(watch: Watch) -> dict[str, Any]:
    """The watch as it is kept, with its id."""
    return {"id": watch.id, **asdict(watch)}


def result_to_json(result: Result, *, full: bool = False) -> dict[str, Any]:
    """How a watch stands; with its series where `full`."""
    last = result.last
    found: dict[str, Any] = {
        "watch": watch_to_json(result.watch),
        "says": result.says,
        "failed": result.failed or None,
        "weeks_under_watch": result.under_watch,
        "false_alert_once_in_weeks": result.every,
        "alerts": [a.week.isoformat() for a in result.alerts],
        "last": None,
    }
    if last is not None and result.series is not None:
        found["last"] = {
            "week": result.series.week(last.number).isoformat(), "observed": last.observed,
            "expected": last.expected, "p": last.p, "sum": last.total, "state": last.state,
        }  # fmt: skip
    if full and result.series is not None:
        found["series"] = series_to_json(result.series, result.weeks)
    return found


def alert_to_json(alert: Alert) -> dict[str, Any]:
    """An alert: the facts first, then why it was raised."""
    return {
        "subject": alert.watch.subject, "week": alert.week.isoformat(),
        "activities": [_activity(a) for a in alert.activities],
        "observed": alert.observed, "expected": alert.expected, "p": alert.p,
        "history_weeks": alert.history, "volume": alert.volume,
        "usual_volume": alert.usual_volume, "independent_sources": alert.independent_sources,
        "false_alert_once_in_weeks": alert.every, "watch": alert.watch.id,
        "why": alert.watch.why,
    }  # fmt: skip


def _look(look: Look) -> dict[str, Any]:
    return asdict(look) | {"high": look.high if isfinite(look.high) else None}


def changed_to_json(found: Changed) -> dict[str, Any]:
    """The answer on a change, or why there is none."""
    return {
        "subject": found.subject, "since": found.since.isoformat(), "grounds": found.grounds,
        "verdict": found.verdict, "refused": found.refused or None,
        "looks": [_look(x) for x in found.looks], "p": found.p,
        "p_circular_shift": found.shifted, "p_placebo_calibrated": found.placebo,
        "placebo_dates": found.placebo_dates,
        "control": _look(found.control) if found.control else None,
        "cautions": list(found.cautions),
    }  # fmt: skip
