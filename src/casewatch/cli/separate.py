"""`casewatch separate`: judge that two are not the same, or take reports out of a case file."""

from __future__ import annotations

import click

from casewatch.cli.author import author_options
from casewatch.cli.common import Command, format_option, store_option
from casewatch.errors import ResolveError, UsageError


@click.command(
    "separate",
    cls=Command,
    examples="""
    casewatch separate "Roman Seleznev" "Testimir Seleznev"
    casewatch separate "Ivan Examplov" --report 2016-07-01-bakery --because "a baker aged 71"
    casewatch separate person-0123456789ab --report r4 --report r9
    """,
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option(
    "--report", "reports", multiple=True, metavar="ID", help="Take this report's mentions out of A."
)
@author_options
@format_option("text", "json")
@store_option
def command(
    a: str,
    b: str | None,
    reports: tuple[str, ...],
    because: str,
    by: str,
    form: str,
    store_url: str | None,
) -> None:
    """Judge that A and B, names or ids of case files, are not the same.

    No rule joins them from then on, not by way of a third one either. With `--report` in place
    of B, what that report and its copies say of A goes into a case file of its own.
    """
    from casewatch.cases.project import project_store
    from casewatch.cli.case import one_case
    from casewatch.cli.decided import existing_store, tell_made
    from casewatch.review.judging import Author, entity_of, parts_of, separate, side_of

    if bool(b) == bool(reports):
        raise UsageError("give either B or --report", hint="see: casewatch separate --help")
    with existing_store(store_url) as store:
        now = project_store(store)
        entity = entity_of(now.resolution, one_case(now, store, a))
        if b:
            other = entity_of(now.resolution, one_case(now, store, b))
            if other.id == entity.id:
                raise ResolveError(
                    f"both are one case file: {entity.name} ({entity.id})",
                    hint="name the reports to take out of it, with --report",
                )
            sides = side_of(entity), side_of(other)
        else:
            sides = parts_of(entity, reports)
        made = separate(store, now.resolution, *sides, Author(by, because))
        tell_made(store, made, form)
