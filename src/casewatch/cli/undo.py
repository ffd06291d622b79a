"""`casewatch undo`: take a decision back, at any time and in any order."""

from __future__ import annotations

import click

from casewatch.cli.author import author_options
from casewatch.cli.common import Command, format_option, store_option


@click.command(
    "undo",
    cls=Command,
    examples="""
    casewatch undo
    casewatch undo 3f9c --because "they are brothers"
    casewatch decisions
    """,
)
@click.argument("decision", required=False)
@author_options
@format_option("text", "json")
@store_option
def command(decision: str | None, because: str, by: str, form: str, store_url: str | None) -> None:
    """Take DECISION back; without one, the last that stands.

    DECISION is an id from `casewatch decisions`, or its first letters. Undoing a merge also
    keeps that the two are not the same, or a rule might join them again; that can be undone by
    its own id. Nothing is deleted: what was undone stays on record.
    """
    from casewatch.cli.decided import existing_store, tell_undone
    from casewatch.review.judging import Author, find_decision, undo

    with existing_store(store_url) as store:
        undone = undo(store, find_decision(store.decisions(), decision), Author(by, because))
        tell_undone(store, undone, form)
