"""`casewatch bench feeds`: the soak of following."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from casewatch.cli.common import Command, format_option, tell, to_json


@click.command(
    "feeds",
    cls=Command,
    examples="""
    casewatch bench feeds --minutes 1
    casewatch bench feeds --minutes 20 --every 5 --format json
    """,
)
@click.option(
    "--minutes", default=1.0, show_default=True, type=click.FloatRange(0.01, 100_000),
    help="How long to go on.",
)  # fmt: skip
@click.option(
    "--feeds", "count", default=50, show_default=True, type=click.IntRange(1, 10_000),
    help="How many feeds are followed.",
)  # fmt: skip
@click.option(
    "--every", default=5.0, show_default=True, type=click.FloatRange(0, 3600), metavar="SECONDS",
    help="From one sync to the next; for the feeds a quarter of an hour passes.",
)  # fmt: skip
@click.option("--verbose", is_flag=True, help="Tell the memory after each round.")
@format_option("text", "json")
def feeds(minutes: float, count: int, every: float, verbose: bool, form: str) -> int:
    """Follow feeds on loopback that churn and misbehave; count what is lost or doubled.

    The server of this bench publishes made-up reports in RSS, Atom, JSON Feed and news sitemaps,
    corrects some, shuffles and forgets others, and answers one time in eight with a fault. Each
    seventh sync is stopped in its middle. Exit status 1 where anything was lost or doubled.
    """
    from casewatch.bench.one_core import machine, one_core

    bound = one_core()  # before anything imports numpy
    from casewatch.bench.feeds import measure_feeds
    from casewatch.reading.reader import RulesReader

    def say(number: int, memory: float) -> None:
        tell(f"round {number}: {memory:.0f} MB")

    with tempfile.TemporaryDirectory(prefix="casewatch-") as folder:
        figures = measure_feeds(
            RulesReader(), Path(folder) / "soak.db", minutes=minutes, feeds=count, every=every,
            tell=say if verbose else None,
        )  # fmt: skip
    wrong = sum(figures["items"][name] for name in ("lost", "doubled", "not_the_newest_text"))
    wrong += figures["never_published"] + figures["faults_in_the_store"]
    if form == "json":
        click.echo(to_json({"machine": machine(), "bound": bound, **figures}, indent=1))
        return int(bool(wrong))
    click.echo(f"{machine()}, {bound}")
    for line in _lines(figures):
        click.echo(line)
    return int(bool(wrong))


def _lines(figures: dict[str, Any]) -> Iterator[str]:
    items, served, memory = figures["items"], figures["served"], figures["memory_mb"]
    faults = sum(count for name, count in served.items() if name.startswith("fault"))
    yield (
        f"followed      {figures['feeds']} feeds, {figures['rounds']} rounds "
        f"({figures['hours_followed']:.0f} hours by the feeds' clock), "
        f"{figures['stopped_in_the_middle']} of them stopped in the middle"
    )
    yield (
        f"served        {served.get('listings', 0):,} listings "
        f"({served.get('not modified', 0):,} not modified), {served.get('pages', 0):,} pages, "
        f"{faults:,} faults"
    )
    yield (
        f"items         {items['published']:,} published, {items['lost']} lost, "
        f"{items['doubled']} doubled, {items['not_the_newest_text']} not in their newest text"
    )
    yield f"stored        {figures['reports']:,} reports in {figures['versions']:,} versions"
    yield (
        "memory        "
        + ", ".join(f"{memory[f'after_{n}_fifths']:.0f}" for n in range(1, 6))
        + f" MB after each fifth of the time, {memory['peak']:.0f} MB at its peak"
    )
    yield f"verify        {figures['faults_in_the_store']} faults in the store"
