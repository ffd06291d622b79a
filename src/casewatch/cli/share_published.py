"""`casewatch share publish`: collections for the TAXII server."""

from __future__ import annotations

from typing import Any

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    stdout_console,
    store_option,
    tell,
)
from casewatch.cli.sharing import choice_of, choice_options, producer_option, tell_left


@click.command(
    "publish",
    cls=Command,
    examples="""
    casewatch share publish
    casewatch share publish carding --case "Roman Seleznev" --case Carder.su --tlp amber
    casewatch share publish exchange --watch "Roman Seleznev" --title "The exchange of 2024"
    """,
)
@click.argument("alias", default="all")
@click.option(
    "--watch",
    "watches",
    multiple=True,
    metavar="WATCH",
    help="The case file of this watch; may be given several times.",
)
@click.option("--title", default="", help="What the collection is called.")
@click.option("--description", default="", help="What it is for.")
@producer_option
@choice_options
def publish(
    alias: str,
    watches: tuple[str, ...],
    title: str,
    description: str,
    producer: str,
    store_url: str | None,
    **chosen: Any,
) -> None:
    """Make or renew the collection ALIAS, which the TAXII server of `serve` gives out.

    Without a choice it holds all case files. Readers get what is new since they last asked; what
    has gone from it is withdrawn. Nothing is given out that was not published.
    """
    from dataclasses import replace

    from casewatch.cli.decided import existing_store
    from casewatch.sharing.publishing import publish as make

    choice = choice_of(**chosen)
    with existing_store(store_url) as store:
        choice = replace(choice, cases=(*choice.cases, *_subjects(store.place, watches)))
        done = make(store, alias, choice, title=title, description=description, producer=producer)
    tell_left(done.share.left_out)
    tell(
        f"casewatch: {alias}: {done.objects:,} objects under TLP:{choice.tlp.upper()}, "
        f"{done.added:,} of them new or changed"
    )


def _subjects(place: str, watches: tuple[str, ...]) -> list[str]:
    if not watches:
        return []
    from casewatch.errors import NotFoundError
    from casewatch.watching.kept import load, place_of

    kept = load(place_of(place))
    found = []
    for query in watches:
        hits = [w for w in kept.find(query) if not w.series]
        if not hits:
            raise NotFoundError(f"no watch {query} on a case file", hint="see: watch list")
        found += [w.subject for w in hits]
    return found


@click.command(
    "published",
    cls=Command,
    examples="""
    casewatch share published
    casewatch share published --format json
    """,
)
@format_option()
@store_option
def published(form: str, store_url: str | None) -> None:
    """List the collections that were published."""
    from casewatch.store import Store
    from casewatch.store.sharing import collections

    with Store.open(store_url, readonly=True) as store:
        found = collections(store)
    if form != "text":
        print_items(
            [
                {"id": c.id, "alias": c.alias, "title": c.title, "description": c.description,
                 "cases": list(c.cases), "tlp": c.tlp, "published": c.published}
                for c in found
            ],
            form,
        )  # fmt: skip
        return
    if not found:
        tell("casewatch: nothing is published; see casewatch share publish --help")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("collection", "title", "tlp", "published", "cases"):
        table.add_column(column)
    for c in found:
        table.add_row(c.alias, c.title, c.tlp, c.published[:19], ", ".join(c.cases) or "all")
    stdout_console().print(table)


@click.command(
    "unpublish",
    cls=Command,
    examples="""
    casewatch share unpublish carding
    """,
)
@click.argument("alias")
@store_option
def unpublish(alias: str, store_url: str | None) -> None:
    """Take a collection away. Those who have read it are not told: withdraw first, if they should
    be, by publishing it without the case files."""
    from casewatch.cli.decided import existing_store
    from casewatch.store.sharing import remove_collection

    with existing_store(store_url) as store:
        gone = remove_collection(store, alias)
    tell(f"casewatch: {gone.alias} is published no more")


COMMANDS = (publish, published, unpublish)
