"""`casewatch share stix`: case files leave, each format by its own command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from casewatch.cli.common import Command, tell
from casewatch.cli.sharing import (
    choice_of,
    choice_options,
    out_option,
    producer_option,
    store_to_share,
    tell_left,
    written,
)


@click.command(
    "stix",
    cls=Command,
    examples="""
    casewatch share stix --out bundle.json
    casewatch share stix --case "Roman Seleznev" --tlp amber > seleznev.json
    casewatch share stix --since 2024-08-01 --producer "Example CERT" -o bundle.json
    casewatch share stix --profile opencti -o opencti.json
    """,
)
@click.option(
    "--profile",
    type=click.Choice(["full", "opencti"]),
    default="full",
    show_default=True,
    help="`opencti` leaves our extension out and tells namesakes apart by their names.",
)
@out_option("The file to write; standard output where none is given.")
@producer_option
@choice_options
def stix(
    profile: str, out: Path | None, producer: str, store_url: str | None, **chosen: Any
) -> None:
    """Write a STIX 2.1 bundle.

    Every reference is in the bundle. An object keeps its id and its `created` over all exports;
    its `modified` moves only when it says something else. What is gone from the store since the
    last export is in the bundle as revoked.
    """
    from typing import cast

    from casewatch.sharing.publishing import stamp_rows, stix_objects
    from casewatch.sharing.stix.write import Profile, write
    from casewatch.store.sharing import keep_stamps

    choice = choice_of(**chosen)
    with store_to_share(store_url) as (store, remembers):
        share, stamps, made = stix_objects(
            store, choice, profile=cast(Profile, profile), producer=producer
        )
        with written(out) as file:
            count = write(made, file)
        if remembers:
            keep_stamps(store, stamp_rows(stamps))
    tell_left(share.left_out)
    tell(f"casewatch: {count:,} objects under TLP:{choice.tlp.upper()}")


@click.command(
    "csv",
    cls=Command,
    examples="""
    casewatch share csv --out tables/
    casewatch share csv --table happenings --case "Roman Seleznev"
    casewatch share csv --table dictionary
    """,
)
@click.option("--table", help="Print only this table, on standard output.")
@out_option("The folder to make, with a file for each table and a data dictionary.")
@choice_options
def csv(table: str | None, out: Path | None, store_url: str | None, **chosen: Any) -> None:
    """Write tidy tables: subjects, happenings and other statements, quotes, reports.

    Each statement has an id under which its quotes stand in the table of quotes. Texts that a
    spreadsheet would take for a formula begin with an apostrophe.
    """
    from casewatch.errors import UsageError
    from casewatch.sharing.gather import gather
    from casewatch.sharing.tables.columns import tables
    from casewatch.sharing.tables.csv import DICTIONARY, write_folder, write_table
    from casewatch.store import Store

    names = [*(t.name for t in tables()), DICTIONARY]
    if table is not None and table not in names:
        raise UsageError(f"there is no table {table}", hint=f"tables: {', '.join(names)}")
    if (table is None) == (out is None):
        raise UsageError("give either --out FOLDER or --table NAME")
    with Store.open(store_url, readonly=True) as store:
        share = gather(store, choice_of(**chosen))
    tell_left(share.left_out)
    if table is not None:
        with written(None) as file:
            write_table(share, table, file)
    elif out is not None:
        _tell_rows(write_folder(share, out), out)


def _tell_rows(counts: dict[str, int], out: Path) -> None:
    told = ", ".join(f"{n:,} {name}" for name, n in counts.items() if n)
    tell(f"casewatch: {out}: {told or 'no rows'}")


@click.command(
    "parquet",
    cls=Command,
    examples="""
    casewatch share parquet --out tables/
    casewatch share parquet --since 2024 --out new/
    """,
)
@out_option("The folder to make, with a file for each table.")
@choice_options
def parquet(out: Path | None, store_url: str | None, **chosen: Any) -> None:
    """Write the tables of `share csv` as Parquet files, with types.

    Needs pyarrow: pip install 'casewatch[parquet]'.
    """
    from casewatch.errors import UsageError
    from casewatch.sharing.gather import gather
    from casewatch.sharing.tables.parquet import write_folder
    from casewatch.store import Store

    if out is None:
        raise UsageError("give --out FOLDER")
    with Store.open(store_url, readonly=True) as store:
        share = gather(store, choice_of(**chosen))
    tell_left(share.left_out)
    _tell_rows(write_folder(share, out), out)


@click.command(
    "ftm",
    cls=Command,
    examples="""
    casewatch share ftm --out statements.csv
    casewatch share ftm --form entities --out entities.ftm.json
    casewatch share ftm --form entities --case "Roman Seleznev" | ftm validate
    """,
)
@click.option(
    "--form",
    type=click.Choice(["statements", "entities"]),
    default="statements",
    show_default=True,
    help="Statements keep which report gives each value; entities are what most tools read.",
)
@out_option("The file to write; standard output where none is given.")
@choice_options
def ftm(form: str, out: Path | None, store_url: str | None, **chosen: Any) -> None:
    """Write FollowTheMoney statements or entities.

    Each report is a dataset of its own, and each statement names its words. What the model has no
    place for (modality, spans) stands in words and, for reading back, in `notes`.
    """
    from casewatch.sharing.ftm.entities import entities
    from casewatch.sharing.ftm.write import write_entities, write_statements
    from casewatch.sharing.gather import gather
    from casewatch.store import Store

    with Store.open(store_url, readonly=True) as store:
        share = gather(store, choice_of(**chosen))
    tell_left(share.left_out)
    write = write_statements if form == "statements" else write_entities
    with written(out) as file:
        count = write(entities(share), file)
    tell(f"casewatch: {count:,} {form}")


@click.command(
    "misp",
    cls=Command,
    examples="""
    casewatch share misp --feed /srv/feed
    casewatch share misp --case "Roman Seleznev" --out event.json
    casewatch share misp --tlp amber --producer "Example CERT" -o events.json
    """,
)
@click.option(
    "--feed",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Make or renew a feed folder that MISP can fetch.",
)
@out_option("The file to write, a list of events; standard output where none is given.")
@producer_option
@choice_options
def misp(
    feed: Path | None, out: Path | None, producer: str, store_url: str | None, **chosen: Any
) -> None:
    """Write MISP events, one for each case file, with objects of MISP's own templates.

    A gang is tied to a threat actor of MISP's galaxy where an undisputed name of it stands for
    just one in a loaded list (casewatch reference load misp-galaxy FILE).
    """
    from casewatch.cli.common import to_json
    from casewatch.sharing.gather import gather
    from casewatch.sharing.misp.clusters import clusters
    from casewatch.sharing.misp.events import events
    from casewatch.sharing.misp.feed import write_feed
    from casewatch.sharing.publishing import stamp_rows, stamps_of
    from casewatch.store.sharing import keep_stamps

    with store_to_share(store_url) as (store, remembers):
        share, stamps = gather(store, choice_of(**chosen)), stamps_of(store)
        made = events(share, stamps, producer=producer, clusters=clusters(store.place))
        if feed is not None:
            count, gone = write_feed(made, feed)
            tell(f"casewatch: {feed}: {count:,} events, {gone:,} taken out")
        else:
            every = [{"Event": event} for event in made]
            with written(out) as file:
                file.write(to_json({"response": every}, indent=1) + "\n")
            tell(f"casewatch: {len(every):,} events")
        if remembers:
            keep_stamps(store, stamp_rows(stamps))
    tell_left(share.left_out)


COMMANDS = (stix, misp, ftm, csv, parquet)
