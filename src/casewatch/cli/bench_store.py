"""`casewatch bench store` and `bench corpus`: stores that grow, and reading in several places."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from casewatch.cli.common import Command, format_option, progress, to_json

if TYPE_CHECKING:
    from casewatch.store import Store


def _sizes(_ctx: click.Context, _option: click.Parameter, told: str) -> list[int]:
    try:
        found = sorted({int(size.replace("_", "")) for size in told.split(",")})
    except ValueError as error:
        raise click.BadParameter("give numbers with commas between them") from error
    if found[0] < 0:
        raise click.BadParameter("a store has no fewer than 0 reports")
    return found


@click.command(
    "store",
    cls=Command,
    examples="""
    casewatch bench store
    casewatch bench store --sizes 10000,1000000
    casewatch bench store --url postgresql://me@localhost/bench --sizes 10000,100000
    """,
)
@click.option(
    "--sizes", default="10000,50000", show_default=True, callback=_sizes, metavar="N,N",
    help="Measure at so many stored reports, filled with made-up ones.",
)  # fmt: skip
@click.option("--window", default=10_000, show_default=True, help="Readings written at each size.")
@click.option("--url", help="An empty store to measure on; by default a SQLite file, taken away.")
@format_option("text", "json")
def store(sizes: list[int], window: int, url: str | None, form: str) -> None:
    """Readings written a second as a store grows, answers at each size, and disk per report.

    Reports, readings and names are made up, the same each time. A rate is of a whole window, with
    every commit in it; a store given with --url must be empty, and stays filled.
    """
    from casewatch.bench.one_core import machine
    from casewatch.bench.store import measure_store

    with tempfile.TemporaryDirectory(prefix="casewatch-") as folder:
        where = url or str(Path(folder) / "bench.db")
        with progress("measuring", total=max(sizes) + window * len(sizes)) as step:
            figures = measure_store(where, sizes, window, step, _questions)
    if form == "json":
        click.echo(to_json({"machine": machine(), **figures}, indent=1))
        return
    click.echo(machine())
    click.echo(
        f"{'SQLite' if url is None else figures['store']}: {figures['facts_per_reading']} facts a "
        f"reading, {figures['characters_per_report']} characters a report, "
        f"{figures['readings_per_transaction']} readings a transaction"
    )
    for size in figures["sizes"]:
        click.echo(
            f"{size['reports']:>11,} reports: {size['readings_per_second']:,.0f} readings written "
            f"a second ({size['processor_ms_per_reading']:.2f} ms of processor time each), "
            f"{size['bytes_per_report']:,} bytes a report"
        )
        for name, answer in size["answers"].items():
            click.echo(
                f"{'':>12}{name:<12}{answer['median_ms']:.1f} ms median, "
                f"{answer['p95_ms']:.1f} ms at the 95th percentile"
            )
    click.echo(f"rate kept from the first to the last size: {figures['rate_kept']:.0%}")


def _questions(store: Store) -> dict[str, Callable[[str], object]]:
    """What `case NAME` and `cases QUERY` ask of a store."""
    from casewatch.cases.find import case_of, find_cases

    return {
        "case NAME": lambda name: case_of(store, name),
        "cases QUERY": lambda name: find_cases(store, name, limit=20),
    }


@click.command(
    "corpus",
    cls=Command,
    examples="""
    casewatch bench corpus
    casewatch bench corpus reports.jsonl.gz
    casewatch bench corpus reports/ --limit 200 --no-cluster
    """,
)
@click.argument("inputs", nargs=-1)
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(2, 64), help="So many processes."
)
@click.option("--limit", type=click.IntRange(1), help="Only the first so many reports.")
@click.option("--cluster/--no-cluster", default=True, show_default=True, help="On Dask as well.")
@format_option("text", "json")
def corpus(
    inputs: tuple[str, ...], workers: int, limit: int | None, cluster: bool, form: str
) -> int:
    """Read inputs by one process, by several and on a Dask cluster; compare time and stores.

    INPUTS are files or folders as for `read`; the shipped reports by default. The cluster is
    started on this machine for the time. Exit status 1 where the stores are not the same.
    """
    from casewatch.bench.corpus import measure_corpus
    from casewatch.bench.one_core import machine
    from casewatch.demo.reports import shipped_reports
    from casewatch.sources.fetched import Failure, Fetched
    from casewatch.sources.inputs import inputs as fetch

    def fetched() -> Iterator[Fetched | Failure]:
        return islice(fetch(inputs) if inputs else iter(shipped_reports()), limit)

    with progress("measuring") as step:
        figures: dict[str, Any] = measure_corpus(fetched, workers, cluster, step)
    same = bool(figures["same_store"])
    if form == "json":
        click.echo(to_json({"machine": machine(), **figures}, indent=1))
        return int(not same)
    click.echo(f"{machine()}, {figures['cores']} cores")
    for way in figures["ways"]:
        click.echo(
            f"{way['how']:<18} {way['reports']:,} reports in {way['seconds']:,.1f} s, "
            f"{way['reports_per_second']:,.1f} a second, efficiency {way['efficiency']:.0%}"
        )
    click.echo("stores: " + ("the same, line by line" if same else "NOT the same"))
    return int(not same)
