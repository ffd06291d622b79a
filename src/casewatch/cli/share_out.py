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


COMMANDS = (stix,)
