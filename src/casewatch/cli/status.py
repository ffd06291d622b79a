"""`casewatch status`: what the store holds, and what could not be read."""

from __future__ import annotations

from dataclasses import asdict

import click

from casewatch.cli.common import Command, format_option, store_option, to_json

#: The stages of a run in the order in which reports go through them.
_STAGES = ("fetch", "clean", "read", "store")


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
    """Show how much the store holds, by which readers, and which inputs failed at which stage."""
    from casewatch.store import Store

    with Store.open(store_url, readonly=True) as store:
        counts, failures, runs = store.counts(), store.failures(), store.runs(limit=1)
    if form == "json":
        body = {
            "store": store.place,
            **asdict(counts),
            "runs": [asdict(run) for run in runs],
            "failed": [asdict(failure) for failure in failures],
        }
        click.echo(to_json(body, indent=1))
        return
    click.echo(f"store          {store.place}")
    click.echo(f"reports        {counts.reports:,} ({counts.versions:,} versions)")
    click.echo(f"facts          {counts.facts:,} current, {counts.superseded:,} superseded")
    click.echo(f"decisions      {counts.decisions:,}")
    click.echo(f"card numbers   {counts.masked:,} masked")
    for reader, reports in sorted(counts.readers.items()):
        click.echo(f"reader         {reader}: {reports:,} reports")
    for run in runs:
        click.echo(f"last run       {run.began}: {run.read:,} read, {run.skipped:,} known already")
        for stage in sorted(run.counts, key=_STAGES.index):
            count = run.counts[stage]
            failed = run.failed.get(stage, 0)
            click.echo(
                f"  {stage:<12} {count:,} reports, {run.rate(stage):,.1f} a second, {failed:,} failed"
            )
    click.echo(f"failed inputs  {len(failures):,}")
    for failure in failures:
        hint = f" ({failure.hint})" if failure.hint else ""
        click.echo(f"  {failure.input}: {failure.stage}: {failure.message}{hint}")
