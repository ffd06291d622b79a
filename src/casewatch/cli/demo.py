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
    """Read the shipped reports, print the case file of Roman Seleznev, and say what to do next.

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
        click.echo(NEXT.format(reports=len(inputs)))
        place = store.place
    tell(f"casewatch: {outcome.read} reports read, {outcome.skipped} known already; store: {place}")
    return outcome.exit_status
