"""`casewatch cooperation`: extraditions, joint operations, exchanges, accusations by pair."""

from __future__ import annotations

import re

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    stdout_console,
    store_option,
    to_json,
)
from casewatch.errors import UsageError

_YEAR = re.compile(r"\d{4}\Z")


def country_code(value: str | None) -> str | None:
    """The code of a state given by code or by name. Raises `UsageError` for what is none."""
    if not value:
        return None
    from casewatch.reading.places import country_of
    from casewatch.reading.tables import table

    code = value.strip().upper()
    if code in table("countries"):
        return code
    found = country_of(value)
    if found is None:
        raise UsageError(f"{value} is no state", hint="write a code such as RU, or a name")
    return found


@click.command(
    "cooperation",
    cls=Command,
    examples="""
    casewatch cooperation
    casewatch cooperation --country RU
    casewatch cooperation --country Switzerland --year 2021
    casewatch cooperation --format json > between.json
    """,
)
@click.option("--country", metavar="XX", help="Only what this state has part in (code or name).")
@click.option("--year", metavar="YYYY", help="Only what happened in this year.")
@format_option()
@store_option
def command(country: str | None, year: str | None, form: str, store_url: str | None) -> None:
    """Show what passed between states, by pair and year, with the reports behind each cell.

    Extraditions: who surrendered whom to whom. Joint operations: takedowns, arrests, seizures
    and searches told with agencies of several states. Exchanges: who went which way, and what
    was left of their terms. Accusations of state hacking, which are no findings.
    """
    from casewatch.between import cooperation, cooperation_to_json, rows_to_json
    from casewatch.cases.project import project_store
    from casewatch.store import Store

    if year is not None and not _YEAR.match(year):
        raise UsageError(f"{year} is no year", hint="write YYYY")
    code = country_code(country)
    with Store.open(store_url, readonly=True) as store:
        everything = project_store(store)
    found = cooperation(everything.cases, everything.resolution, code, year)
    if form == "json":
        click.echo(to_json(cooperation_to_json(found), indent=1))
    elif form == "jsonl":
        print_items(rows_to_json(found), form)
    else:
        from casewatch.between.text import render

        stdout_console().print(render(found))
