"""Watching as text for a terminal: answers on change, watches, and the digest of alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from casewatch.watching.answer import Changed
from casewatch.watching.change import Look
from casewatch.watching.model import Activity, Series
from casewatch.watching.running import Alert, Result

#: So many quotes of one activity are shown.
QUOTES = 2


def counted(n: int, what: str) -> str:
    """`1 alert`, `2 alerts`."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _p(p: float) -> str:
    return "under 0.0001" if p < 0.0001 else f"{p:.4f}" if p < 0.01 else f"{p:.2f}"


def _ratio(look: Look) -> str:
    high = f"{look.high:.2f}" if isfinite(look.high) else "no upper bound"
    ratio = f"{look.ratio:.2f}" if look.ratio is not None else "none (nothing before)"
    return f"ratio {ratio}, 95 % interval {look.low:.2f} to {high}"


def change_lines(found: Changed) -> Iterator[str]:
    """The verdict first; then the looks, what they are worth, and what to be careful of."""
    yield f"{found.subject}: before and after {found.since}"
    if found.grounds:
        yield f"  that day     {found.grounds}"
    yield f"  {found.verdict}"
    for look in found.looks:
        yield (
            f"  {look.after_weeks:>2} weeks     {look.after} after, {look.before} in the "
            f"{look.before_weeks} weeks before; {_ratio(look)}; p {_p(look.p)}"
        )
    if found.p is not None:
        yield f"  all looks    p {_p(found.p)}, corrected for {len(found.looks)} looks"
    if found.shifted is not None:
        yield f"  turned       p {_p(found.shifted)} (the series turned round in a circle)"
    if found.placebo is not None:
        yield (
            f"  calibrated   p {_p(found.placebo)}, the rank among {found.placebo_dates} dates at "
            "which nothing is known to have happened"
        )
    if found.control is not None:
        yield f"  all else     {_ratio(found.control)}; p {_p(found.control.p)}"
    for caution in found.cautions:
        yield f"  careful      {caution}"


def series_lines(series: Series) -> Iterator[str]:
    """What a series holds and what was left out of it, in a few lines."""
    gaps = sum(c is None for c in series.counts)
    yield (
        f"  series       {sum(series.known)} counted in {len(series.known)} known weeks from "
        f"{series.first}; {gaps} weeks are gaps in which nothing came in"
    )
    for reason, n in sorted(Counter(x.reason for x in series.left_out).items()):
        yield f"  left out     {n} told: {reason}"


def result_lines(result: Result) -> Iterator[str]:
    """How one watch stands."""
    one = result.watch
    yield f"{one.id}  {one.subject}: {result.says}"
    yield f"  why          {one.why}"
    yield (
        f"  false alert  at most once in {result.every:,.0f} weeks on average; "
        f"{counted(len(result.alerts), 'alert')} in {counted(result.under_watch, 'week')} under watch"
    )
    if result.series is not None:
        yield from series_lines(result.series)


def _activity(a: Activity) -> Iterator[str]:
    said = "" if a.modality == "asserted" else f", {a.modality}"
    yield f"  {a.type} {a.date or 'without a date'}{said}: {counted(a.independent_sources, 'independent source')}"
    for s in a.sources[:QUOTES]:
        yield f"    “{' '.join(s.quote.split())}” ({s.publisher or s.report}, {s.day})"


def grounds(alert: Alert) -> Iterator[str]:
    """Why an alert was raised, how often such a one is false, and why it is watched for."""
    yield (
        f"raised because {alert.expected:.1f} a week were usual in the {alert.history} weeks "
        f"before; chance of as many: {_p(alert.p)}"
    )
    if alert.usual_volume is not None:
        what = "counted of all subjects" if alert.imported else "came into the store"
        yield f"collecting: {alert.volume:,} {what} that week, {alert.usual_volume:,.0f} are usual"
    yield f"where nothing changed, so much comes up once in {alert.every:,.0f} weeks or less often"
    yield f"watched because {alert.watch.why}"


def to_do(alert: Alert) -> str:
    """What a reader of the alert does next."""
    if alert.activities:
        return "to do: read the reports; set aside what is none of theirs with casewatch review"
    return "to do: see in the imported rows what they are; claims are no proof"


def alert_lines(alert: Alert) -> Iterator[str]:
    """The facts, then why it was raised, then what to do."""
    yield f"{alert.watch.subject}: {alert.observed} in the week of {alert.week}"
    for a in alert.activities:
        yield from _activity(a)
    for line in (*grounds(alert), to_do(alert)):
        yield f"  {line}"


def digest(alerts: Sequence[Alert], results: Iterable[Result]) -> Iterator[str]:
    """One digest of all watches."""
    for alert in alerts:
        yield from alert_lines(alert)
        yield ""
    yield from digest_lines(alerts, results)


def digest_lines(alerts: Sequence[Alert], results: Iterable[Result]) -> Iterator[str]:
    """What is said of all watches together: how many alerts, how often false, what cannot run."""
    every = tuple(results)
    rate = sum(1 / r.every for r in every if not r.failed)
    failed = [r for r in every if r.failed]
    unable = [r for r in every if r.last is not None and r.last.state == "too little history"]
    watches = "watch" if len(every) == 1 else "watches"
    yield f"{counted(len(alerts), 'new alert')} from {len(every)} {watches}"
    if rate:
        yield f"false alerts of all watches together: at most one in {1 / rate:,.0f} weeks on average"
    if unable:
        yield f"{len(unable)} have too little history to say anything: " + ", ".join(
            r.watch.subject for r in unable
        )
    for r in failed:
        yield f"{r.watch.subject} could not run: {r.failed}"
