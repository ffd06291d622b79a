"""`casewatch case`: one case file, with the words behind each of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import (
    Command,
    format_option,
    stdout_console,
    store_option,
    tell,
    to_json,
)
from casewatch.cli.days import last_day
from casewatch.errors import NotFoundError

if TYPE_CHECKING:
    from casewatch.cases import CaseFile
    from casewatch.cases.project import Projection
    from casewatch.store import Store

#: How many candidates are named where a name fits several case files.
MOST_NAMED = 12


@click.command(
    "case",
    cls=Command,
    examples="""
    casewatch case "Roman Seleznev"
    casewatch case Track2 --format json
    casewatch case "Vladislav Klyushin" --as-of 2023-08-31
    casewatch case "Roman Seleznev" --known-by 2017
    casewatch case "Roman Seleznev" --format markdown > seleznev.md
    """,
)
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--as-of", metavar="DATE", help="Leave out what happened after this day.")
@click.option("--known-by", metavar="DATE", help="Use only reports published by this day.")
@format_option("text", "json", "markdown")
@store_option
def command(
    name: str, as_of: str | None, known_by: str | None, form: str, store_url: str | None
) -> None:
    """Show the case file of one person or group.

    NAME_OR_ID is a name, an alias or an id from `casewatch cases`; an id from before a merge or
    a separation leads to the case file that holds it now. What is proven and what is only
    alleged stand apart; each line names its sources. --as-of looks at when things happened,
    --known-by at when reports told of them.
    """
    from casewatch.store import Store

    with Store.open(store_url, readonly=True) as store:
        show(store, name, form=form, as_of=last_day(as_of), known_by=last_day(known_by))


def show(
    store: Store, name: str, *, form: str, as_of: str | None = None, known_by: str | None = None
) -> None:
    """Print the case file that `name` stands for. Raises `NotFoundError` where there is none."""
    from casewatch.cases import case_to_json
    from casewatch.cases.find import case_of

    case = the_one(case_of(store, name, as_of, known_by), name)
    if form == "json":
        click.echo(to_json(case_to_json(case), indent=1))
    elif form == "markdown":
        from casewatch.cases.text import case_to_markdown

        click.echo(case_to_markdown(case))
    else:
        from casewatch.cases.text import render

        stdout_console().print(render(case))


def one_case(projection: Projection, store: Store, name: str) -> CaseFile:
    """The one case file that `name` or an id, also an old one, stands for.

    Raises `NotFoundError` where there is none, or several; then the candidates are told.
    """
    from casewatch.cases.lookup import look_up

    return the_one(look_up(projection, store, name), name)


def the_one(found: Sequence[CaseFile], name: str) -> CaseFile:
    """The only one of what was found for `name`.

    Raises `NotFoundError` where there is none, or several; then the candidates are told.
    """
    if not found:
        raise NotFoundError(
            f"no case file goes by “{name}”", hint="`casewatch cases` lists and searches them"
        )
    if len(found) > 1:
        tell(f"casewatch: “{name}” may be any of these; ask for one by its id:")
        for case in found[:MOST_NAMED]:
            tell(f"  {case.id}  {case.name} ({case.kind}, {len(case.reports)} reports)")
        if len(found) > MOST_NAMED:
            tell(f"  and {len(found) - MOST_NAMED} more")
        raise NotFoundError(f"“{name}” is not one case file but {len(found)}")
    return found[0]
