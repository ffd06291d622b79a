"""`casewatch demo`: a filled store, a case file, and what to do next."""

from __future__ import annotations

import click

from casewatch.cli.common import Command, progress, store_option, tell

NEXT = """
What you see rests on {reports} short reports that come with Casewatch. Try next:

  casewatch case "Vladislav Klyushin"       the other man of the exchange
  casewatch cases                           everybody in the store
  casewatch case "Testimir Seleznev"        a namesake, kept apart
  casewatch case "Roman Seleznev" --as-of 2016-12-31    what was known then
  casewatch review                          what the reports leave open, asked by keys
  casewatch alerts                          what the watches found, each told once
  casewatch watch run "the released men" --format json  what was counted, and what was left out
  casewatch read YOUR-REPORTS/              files, folders, addresses; see casewatch read --help
  casewatch verify                          every quote checked against its report
"""


@click.command(
    "demo",
    cls=Command,
    examples="""
    casewatch demo
    casewatch demo --store /tmp/demo.db
    """,
)
@store_option
def command(store_url: str | None) -> int:
    """Read the shipped reports, print a case file and how its watch stands, say what to do next.

    The case file is that of Roman Seleznev. The watch is on him and on the other man set free with
    him; an alert is shown on counts that are made up and say so.

    The facts go into the store that all commands use by default, unless `--store` names
    another. Running it again changes nothing.
    """
    from casewatch.cli.case import show
    from casewatch.demo.reports import SUBJECT, shipped_reports
    from casewatch.pipeline.intake import intake
    from casewatch.pipeline.run import run
    from casewatch.reading.reader import RulesReader
    from casewatch.store import Store

    inputs = list(shipped_reports())
    with Store.open(store_url) as store:
        with progress("reading the shipped reports", total=len(inputs)) as step:
            outcome = run(intake(inputs), RulesReader(), store, on_reading=lambda _reading: step())
        for failure in outcome.failures:
            tell(f"casewatch: {failure.input}: {failure.stage}: {failure.message}")
        show(store, SUBJECT, form="text")
    _watch(store_url)
    with Store.open(store_url, readonly=True) as store:
        click.echo(NEXT.format(reports=len(inputs)))
        place = store.place
    tell(f"casewatch: {outcome.read} reports read, {outcome.skipped} known already; store: {place}")
    return outcome.exit_status


def _watch(store_url: str | None) -> None:
    """Is somebody active again? The watches of the demonstration, as they stand."""
    from casewatch.cli.watched import Desk
    from casewatch.demo.watches import MADE_UP, with_watches
    from casewatch.watching.running import run
    from casewatch.watching.text import alert_lines, result_lines

    with Desk(store_url) as desk:
        wanted = with_watches(desk.kept)
        if wanted != desk.kept:
            desk.keep(wanted)
        own = [w for w in wanted.watches if w.by == "demo"]
        results = run(own, desk.series, desk.belief)
    click.echo("\nIs one of them active again? The watch on both, from the day of the release:\n")
    for result in results:
        if result.watch.series != MADE_UP:
            click.echo("\n".join(f"  {line}" for line in result_lines(result)))
    click.echo("\nAnd what an alert looks like, on counts that are made up:\n")
    for result in results:
        for alert in result.alerts if result.watch.series == MADE_UP else ():
            click.echo("\n".join(f"  {line}" for line in alert_lines(alert)))
