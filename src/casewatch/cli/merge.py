"""`casewatch merge`: judge that two case files are of one person or group."""

from __future__ import annotations

import click

from casewatch.cli.author import author_options
from casewatch.cli.common import Command, format_option, store_option


@click.command(
    "merge",
    cls=Command,
    examples="""
    casewatch merge "Ivan Examplov" "I. Examploff"
    casewatch merge person-0123456789ab person-ba9876543210 --because "same lawyer, same case"
    casewatch merge Track2 "Roman Seleznev" --by "Mara Testova"
    """,
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@author_options
@format_option("text", "json")
@store_option
def command(a: str, b: str, because: str, by: str, form: str, store_url: str | None) -> None:
    """Judge that A and B, names or ids of case files, are one and the same.

    The decision holds through everything that is read later, and `casewatch undo` takes it back
    at any time. What was judged not the same is not merged before that is undone. Both ids go
    on leading to the case file.
    """
    from casewatch.cases.project import project_store
    from casewatch.cli.case import one_case
    from casewatch.cli.decided import existing_store, tell_made
    from casewatch.review.judging import Author, entity_of, merge, side_of

    with existing_store(store_url) as store:
        now = project_store(store)
        first, second = one_case(now, store, a), one_case(now, store, b)
        sides = [side_of(entity_of(now.resolution, case)) for case in (first, second)]
        made = merge(store, now.resolution, sides[0], sides[1], Author(by, because))
        tell_made(store, made, form)
