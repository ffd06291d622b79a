"""`casewatch bench`: measure on this machine what the documentation claims."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from casewatch.cli.bench_feeds import feeds
from casewatch.cli.bench_serving import serving
from casewatch.cli.bench_store import corpus, store
from casewatch.cli.common import Command, format_option, progress, to_json
from casewatch.errors import UsageError


@click.group("bench")
def command() -> None:
    """Measure speed on this machine; figures are ratios within one run, on one core."""


command.add_command(feeds)
command.add_command(store)
command.add_command(corpus)
command.add_command(serving)


@command.command(
    "reading",
    cls=Command,
    examples="""
    casewatch bench reading
    casewatch bench reading reports.jsonl.gz --limit 200
    casewatch bench reading --quick --accuracy docs/accuracy.md
    """,
)
@click.argument("inputs", nargs=-1)
@click.option(
    "--limit", default=200, show_default=True, help="At most so many reports, spread evenly."
)
@click.option("--rounds", default=3, show_default=True, help="How often each reader reads them.")
@click.option("--quick", is_flag=True, help="Leave out start-up, long texts and hostile texts.")
@click.option(
    "--accuracy",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the page of accuracy here; needs the labelled reports.",
)
@format_option("text", "json")
def reading(
    inputs: tuple[str, ...], limit: int, rounds: int, quick: bool, accuracy: Path | None, form: str
) -> None:
    """Reports a second, beside the stock spaCy pipeline on the same texts in the same run.

    INPUTS are files or folders as for `read`; the shipped reports by default. Texts are in
    memory, all kinds of facts are read, one core is used. Where the labelled reports are there
    (../shared/gold, or gold in the folder that CASEWATCH_SHARED names), accuracy is told too.
    """
    from casewatch.bench.one_core import machine, one_core

    bound = one_core()  # before anything imports numpy
    from casewatch.bench.accuracy import gold_folder
    from casewatch.bench.accuracy_page import measure_accuracy, page, table_lines
    from casewatch.bench.extremes import measure_extremes, texts
    from casewatch.bench.reading import measure_reading
    from casewatch.demo.reports import shipped_reports
    from casewatch.pipeline.gather import gather_reports
    from casewatch.sources.inputs import inputs as fetch

    gold = gold_folder()
    if accuracy and gold is None:
        raise UsageError(
            "there are no labelled reports here", hint="set CASEWATCH_SHARED to their folder"
        )
    reports = gather_reports(fetch(inputs) if inputs else shipped_reports())
    step_by = max(1, len(reports) // max(1, limit))
    chosen = reports[::step_by][:limit]
    total = 2 * rounds * len(chosen) + (0 if quick else texts())
    with progress("measuring", total=total) as step:
        speed = measure_reading(chosen, rounds, step)
        edges = None if quick else measure_extremes(step)
        judged = measure_accuracy(gold, step) if gold else None
    if accuracy and judged:
        accuracy.write_text(page(judged), encoding="utf-8")
    if form == "json":
        more: dict[str, Any] = {"extremes": edges.to_json()} if edges else {}
        if judged:
            more["accuracy"] = judged.to_json()
        found = {"machine": machine(), "bound": bound, **speed.to_json(), **more}
        click.echo(to_json(found, indent=1))
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
    if edges is None:
        click.echo(f"peak memory   {speed.peak_memory_mb:8.0f} MB, both loaded")
    else:
        click.echo(f"start-up      {edges.start_up_seconds:8.2f} s up to the first reading")
        click.echo(
            f"peak memory   {edges.memory_mb:8.0f} MB of the reader alone, a text of 1 MB included; "
            f"{speed.peak_memory_mb:.0f} MB with stock spaCy"
        )
        click.echo(
            f"length        {edges.short_us_per_character:8.2f} µs a character at 5 kB, "
            f"{edges.long_us_per_character:.2f} at 1 MB"
        )
        click.echo(
            f"hostile       {edges.slowest_hostile_seconds:8.2f} s for the slowest hostile text of "
            f"100 kB ({edges.slowest_hostile})"
        )
    for line in table_lines(judged) if judged else ():
        click.echo(line)
    click.echo(f"reader        {speed.reader}")


def _reference() -> Path | None:
    """The folder of reference lists of the shared data, where there is one."""
    shared = os.environ.get("CASEWATCH_SHARED")
    folder = (Path(shared) if shared else Path("..") / "shared") / "reference"
    return folder if folder.is_dir() else None


@command.command(
    "resolving",
    cls=Command,
    examples="""
    casewatch bench resolving
    casewatch bench resolving --names 20000 --people 0 --reports 0
    casewatch bench resolving --reference lists/ --format json
    """,
)
@click.option("--names", default=100_000, show_default=True, help="Screen against so many names.")
@click.option("--people", default=100_000, show_default=True, help="Pair so many; 0 leaves it out.")
@click.option(
    "--reports", default=100_000, show_default=True, help="Store so many; 0 leaves it out."
)
@click.option(
    "--reference",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with misp-threat-actor.json and name-pairs.csv, for the accuracy.",
)
@format_option("text", "json")
def resolving(names: int, people: int, reports: int, reference: Path | None, form: str) -> None:
    """Speed of screening, cost of growth, and accuracy of matching beside rapidfuzz.

    Names, people and reports are made up, the same each time. Times are of the processor, on one
    core; the pairs of all people run in a process of their own, whose memory is measured.
    """
    from casewatch.bench.one_core import machine, one_core

    bound = one_core()  # before anything imports numpy
    from casewatch.bench.resolving import measure_resolving

    with progress("measuring") as step:
        figures = measure_resolving(names, people, reports, reference or _reference(), step)
    if form == "json":
        click.echo(to_json({"machine": machine(), "bound": bound, **figures}, indent=1))
        return
    click.echo(f"{machine()}, {bound}")
    for line in _resolving_lines(figures):
        click.echo(line)


def _resolving_lines(figures: dict[str, Any]) -> Iterator[str]:
    s = figures["screening"]
    yield (
        f"screening     a name against {s['names']:,}: {s['median_ms']:.1f} ms median, "
        f"{s['p95_ms']:.1f} ms at the 95th percentile"
    )
    yield (
        f"              written otherwise, found among ten {s['found_in_ten']:.1%}, "
        f"first {s['found_first']:.1%}; index made in {s['built_seconds']:.1f} s"
    )
    if "adding" in figures:
        for size, parts in figures["adding"]["sizes"].items():
            told = ", ".join(f"{part} {ms:.1f}" for part, ms in parts.items() if part != "all")
            yield f"adding        to {int(size):,} reports: {parts['all']:.1f} ms a report ({told})"
        yield f"              ratio {figures['adding']['ratio']:.2f}"
    if "pairs" in figures:
        p = figures["pairs"]
        yield (
            f"pairs         of {p['people']:,} people: {p['compared']:,} compared, "
            f"{p['proposed']:,} with names that agree, in {p['seconds']:.0f} s, "
            f"{p['peak_memory_mb']:,.0f} MB"
        )
    for what, rows in figures.get("accuracy", {}).items():
        if isinstance(rows, str):
            yield f"{what:<14}{rows}"
            continue
        for row in rows:
            yield (
                f"accuracy      {what} ({row['items']}): F1 {row['f1']:.3f} (precision "
                f"{row['precision']:.3f}, recall {row['recall']:.3f})  {row['method']}"
            )


@command.command(
    "watching",
    cls=Command,
    examples="""
    casewatch bench watching
    casewatch bench watching --series 20 --runs 50
    casewatch bench watching --real incidents.csv --format json
    """,
)
@click.option("--series", default=100, show_default=True, help="Series in each cell.")
@click.option("--runs", default=300, show_default=True, help="Runs for power and for change.")
@click.option("--fields", default=2, show_default=True, help="Fields of 300 watches; 0 for none.")
@click.option(
    "--real",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV of incidents, as for `watch import`: permuted, and for placebo dates.",
)
@click.option(
    "--scenarios", default=0, show_default=True,
    help="Series for each of Noufaily's 42 scenarios and 10 sizes; 2 take two minutes.",
)  # fmt: skip
@format_option("text", "json")
def watching(
    series: int, runs: int, fields: int, scenarios: int, real: Path | None, form: str
) -> None:
    """How often watching is wrong where nothing changed, and what it finds.

    Series are made up, the same each time. The share is that of the stated rate of false alerts:
    1 is what is stated, less is better; behind it the upper 95 % bound.
    """
    from casewatch.bench.one_core import machine, one_core

    bound = one_core()  # before anything imports numpy
    from casewatch.bench.watching import MEANS, SIZES, measure_watching

    cells = len(MEANS) * len(SIZES) + 6 + 42 * bool(scenarios)
    with progress("measuring", total=cells) as step:
        figures = measure_watching(series, runs, real, step, fields, scenarios)
    if form == "json":
        click.echo(to_json({"machine": machine(), "bound": bound, **figures}, indent=1))
        return
    for line in _watching_lines(figures):
        click.echo(line)


def _shares(rows: list[dict[str, float]]) -> str:
    return "  ".join(
        f"A {r['threshold']:.0f}: {r['share_of_stated']:.2f} ({r['upper']:.2f})" for r in rows
    )


def _watching_lines(figures: dict[str, Any]) -> Iterator[str]:
    for cell in figures["false_alerts"]:
        size = "Poisson" if cell["size"] is None else cell["size"]
        yield f"false alerts  mean {cell['mean']:<4} size {size!s:<13}  {_shares(cell['rows'])}"
    for p in figures["power"]:
        yield (
            f"power         mean {p['mean']:.0f}, {p['times']:.0f} times as many for six weeks, "
            f"A {p['threshold']:.0f}: {p['found']:.2f}"
        )
    for c in figures["change"]:
        yield (
            f"change        mean {c['mean']:<4} size {c['size']:<5} called {c['called']:.3f}, "
            f"covered {c['covered']:.3f}, a third found {c['power_third']:.2f}, in four looks "
            f"{c['power_third_looks']:.2f}"
        )
    for m in figures.get("many", []):
        yield (
            f"300 watches   budget {m['budget']:.1f} weeks: {m['false_a_week']:.3f} false alerts a "
            f"week, {m['found']:.2f} of fourfold rises found"
        )
    for s in figures.get("scenarios", []):
        yield (
            f"42 scenarios  {s['rule']:<11}: {s['false']:.2%} of weeks without outbreak called, "
            f"{s['found']:.3f} of {s['series']} outbreaks found"
        )
    if "real" in figures:
        r = figures["real"]
        yield f"real          {r['subjects']} subjects, permuted: {_shares(r['permuted'])}"
        yield (
            f"placebo       {r['placebo_dates']} dates: {r['placebo_plain']:.3f} called by the "
            f"plain p-value, {r['placebo_calibrated']:.3f} by the calibrated one"
        )


@command.command(
    "sharing",
    cls=Command,
    examples="""
    casewatch bench sharing
    casewatch bench sharing --happenings 10000 --pages 0
    casewatch bench sharing --format json
    """,
)
@click.option("--happenings", default=100_000, show_default=True, help="Export so many.")
@click.option("--pages", default=200, show_default=True, help="Pages of each size; 0 for none.")
@format_option("text", "json")
def sharing(happenings: int, pages: int, form: str) -> None:
    """Time and memory of an export as STIX, and of pages of the TAXII server.

    Case files are made up, the same each time, and go through the writer one by one. Pages go
    through the whole application, without a network.
    """
    from casewatch.bench.one_core import machine, one_core

    bound = one_core()  # before anything imports numpy
    from casewatch.bench.sharing import measure_sharing

    with progress("measuring", total=2) as step:
        figures = measure_sharing(happenings, pages, step)
    if form == "json":
        click.echo(to_json({"machine": machine(), "bound": bound, **figures}, indent=1))
        return
    f = figures
    click.echo(f"{machine()}, {bound}")
    click.echo(
        f"STIX          {f['happenings']:,} happenings as {f['objects']:,} objects, "
        f"{f['megabytes']:,.0f} MB, in {f['seconds']:.1f} s of the processor "
        f"({f['elapsed_seconds']:.1f} s by the clock); peak memory {f['peak_memory_mb']:,.0f} MB"
    )
    for page in f.get("pages", []):
        click.echo(
            f"TAXII         pages of {page['size']:,} objects: {page['median_ms']:.1f} ms median, "
            f"{page['p95_ms']:.1f} ms at the 95th percentile of {page['pages']}"
        )
