"""`casewatch bench`: measure on this machine what the documentation claims."""

from __future__ import annotations

import click

from casewatch.cli.common import Command, format_option, progress, to_json


@click.group()
def command() -> None:
    """Measure speed on this machine; figures are ratios within one run, on one core."""


@command.command(
    "reading",
    cls=Command,
    examples="""
    casewatch bench reading
    casewatch bench reading reports.jsonl.gz --limit 200
    """,
)
@click.argument("inputs", nargs=-1)
@click.option(
    "--limit", default=200, show_default=True, help="At most so many reports, spread evenly."
)
@click.option("--rounds", default=3, show_default=True, help="How often each reader reads them.")
@format_option("text", "json")
def reading(inputs: tuple[str, ...], limit: int, rounds: int, form: str) -> None:
    """Reports a second, beside the stock spaCy pipeline on the same texts in the same run.

    INPUTS are files or folders as for `read`; the shipped reports by default. Texts are in
    memory, all kinds of facts are read, one core is used.
    """
    from casewatch.bench.one_core import machine, one_core

    bound = one_core()  # before anything imports numpy
    from casewatch.bench.reading import measure_reading
    from casewatch.demo.reports import shipped_reports
    from casewatch.pipeline.gather import gather_reports
    from casewatch.sources.inputs import inputs as fetch

    reports = gather_reports(fetch(inputs) if inputs else shipped_reports())
    step_by = max(1, len(reports) // max(1, limit))
    chosen = reports[::step_by][:limit]
    with progress("measuring", total=2 * rounds * len(chosen)) as step:
        speed = measure_reading(chosen, rounds, step)
    if form == "json":
        click.echo(to_json({"machine": machine(), "bound": bound, **speed.to_json()}, indent=1))
        return
    click.echo(f"{machine()}, {bound}")
    click.echo(
        f"{speed.reports} reports of {speed.mean_characters:,.0f} characters on average, "
        f"{speed.rounds} rounds each, in turn"
    )
    click.echo(f"casewatch     {speed.reports_per_second:8.1f} reports a second of processor time")
    click.echo(
        f"stock spaCy   {speed.stock_reports_per_second:8.1f} reports a second of processor time"
    )
    click.echo(
        f"ratio         {speed.ratio:8.2f} (from {speed.ratio_min:.2f} to {speed.ratio_max:.2f})"
    )
    click.echo(f"peak memory   {speed.peak_memory_mb:8.0f} MB, both loaded")
    click.echo(f"reader        {speed.reader}")
