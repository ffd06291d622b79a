"""`casewatch rebuild`: everything derived, made anew from reports, facts and decisions."""

from __future__ import annotations

import click

from casewatch.cli.common import Command, progress, store_option


@click.command(
    "rebuild",
    cls=Command,
    examples="""
    casewatch rebuild
    casewatch rebuild --store cases.db
    """,
)
@store_option
def command(store_url: str | None) -> None:
    """Make everything derived anew: the text index, and the case files from facts and decisions.

    Reports, facts and decisions stay as they are; the result is the same as before, which makes
    it safe at any time.
    """
    from casewatch.cases.project import project_store
    from casewatch.store import Store

    with Store.open(store_url) as store:
        total = store.counts().reports
        with progress("rebuilding", total=total) as step:
            indexed = store.rebuild_index()
            step(indexed)
        cases = project_store(store).cases
    people = sum(case.kind == "person" for case in cases)
    click.echo(
        f"{indexed:,} reports indexed; {people:,} case files of people and "
        f"{len(cases) - people:,} of groups."
    )
