"""`casewatch status`: what the store holds, what runs, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import Command, format_option, store_option, to_json

if TYPE_CHECKING:
    from casewatch.store import Failure, Run

#: The stages in the order in which reports go through them.
STAGES = ("fetch", "clean", "read", "store", "resolve", "project")
#: Runs among which the last one of each stage is looked for.
_RECENT = 50


@click.command(
    "status",
    cls=Command,
    examples="""
    casewatch status
    casewatch status --format json
    """,
)
@store_option
@format_option("text", "json")
def command(store_url: str | None, form: str) -> None:
    """Show how much the store holds, how a run fares, and which inputs failed at which stage.

    For each stage: the reports that last went through it, at which rate, and how many inputs
    have failed at it and not come in since (`casewatch retry` brings them in once more).
    """
    from casewatch.store import Store

    with Store.open(store_url, readonly=True) as store:
        counts, failures, runs = store.counts(), store.failures(), store.runs(_RECENT)
        size = store.size()
    stages = list(_stages(runs, failures))
    if form == "json":
        body = {
            "store": store.place,
            **asdict(counts),
            "bytes": size,
            "stages": stages,
            "runs": [
                {**asdict(run), "seconds_left": _rounded(run.seconds_left)} for run in runs[:1]
            ],
            "failed": [asdict(failure) for failure in failures],
        }
        click.echo(to_json(body, indent=1))
        return
    click.echo(f"store          {store.place} ({size / 1e6:,.1f} MB)")
    click.echo(f"reports        {counts.reports:,} ({counts.versions:,} versions)")
    click.echo(f"facts          {counts.facts:,} current, {counts.superseded:,} superseded")
    click.echo(f"decisions      {counts.decisions:,}")
    click.echo(f"card numbers   {counts.masked:,} masked")
    for reader, reports in sorted(counts.readers.items()):
        click.echo(f"reader         {reader}: {reports:,} reports")
    for run in runs[:1]:
        click.echo(_run_line(run))
    for stage in stages:
        click.echo(
            f"  {stage['stage']:<12} {stage['reports']:,} reports, {stage['rate']:,.1f} a second, "
            f"{stage['failed']:,} failed"
        )
    click.echo(f"failed inputs  {len(failures):,}")
    for failure in failures:
        hint = f" ({failure.hint})" if failure.hint else ""
        again = f", {failure.attempts} times" if failure.attempts > 1 else ""
        click.echo(f"  {failure.input}: {failure.stage}: {failure.message}{hint}{again}")
    if failures:
        click.echo("               once more: casewatch retry")


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _stages(runs: Sequence[Run], failures: Iterable[Failure]) -> Iterator[dict[str, object]]:
    """Each stage as it last ran, and the failures that are left of it."""
    left = Counter(failure.stage for failure in failures)
    for stage in (*STAGES, *sorted(set(left) - set(STAGES))):
        last = next((run for run in runs if run.counts.get(stage)), None)
        if last is None and not left[stage]:
            continue
        yield {
            "stage": stage,
            "reports": last.counts.get(stage, 0) if last else 0,
            "rate": round(last.rate(stage), 1) if last else 0.0,
            "began": last.began if last else None,
            "failed": left[stage],
        }


def _run_line(run: Run) -> str:
    if run.ended:
        told = f"{run.read:,} read, {run.skipped:,} known already"
        if not run.reader:
            told = "made anew"
        return f"last run       {run.began}: {told}"
    total = f" of {run.total:,}" if run.total is not None else ""
    rate = f", {run.done / run.elapsed:,.1f} a second" if run.elapsed else ""
    left = run.seconds_left
    rest = f", {_duration(left)} left" if left is not None else ""
    return (
        f"not ended      {run.began}: {run.done:,}{total} done{rate}{rest}; last heard of "
        f"{run.heard} (one that was killed: run the same command again)"
    )


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
