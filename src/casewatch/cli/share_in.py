"""`casewatch share import`: what others share becomes reports and facts of their file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import Command, progress, store_option, tell

if TYPE_CHECKING:
    from casewatch.sharing.incoming.model import Shipment
    from casewatch.store import Store

#: Kinds that are a folder.
FOLDERS = ("csv",)
KINDS = ("stix", "misp", "ftm", "csv")


@click.command(
    "import",
    cls=Command,
    examples="""
    casewatch share import stix bundle.json
    casewatch share import stix *.json --store team.db
    """,
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@store_option
def command(kind: str, files: tuple[Path, ...], store_url: str | None) -> int:
    """Take in what others share.

    Each subject of a file becomes a report of its producer, with the facts that the file states:
    what it alleges stays alleged, and nothing of it outweighs other reports. A file that is torn,
    too large or of another kind is refused, and nothing of it is kept. A file taken in twice
    changes nothing.
    """
    from casewatch.errors import CasewatchError
    from casewatch.store import Store

    failed = 0
    with Store.open(store_url) as store:
        for path in files:
            try:
                _take(kind, path, store)
            except CasewatchError as problem:
                tell(f"casewatch: {problem.stage}: {problem}")
                failed += 1
    return int(bool(failed))


def _take(kind: str, path: Path, store: Store) -> None:
    from casewatch.sharing.incoming.keep import keep, sha256_of

    digest = "" if path.is_dir() and kind in FOLDERS else sha256_of(path)
    shipment = _read(kind, path)
    with progress("keeping", total=len(shipment.arrivals)) as step:
        taken = keep(store, shipment, digest, path.name, step)
    said = [f"{taken.new:,} subjects new or changed", f"{taken.known:,} known"]
    if taken.withdrawn:
        said.append(f"{taken.withdrawn:,} withdrawn")
    tell(f"casewatch: {path}: {', '.join(said)}")
    if shipment.left_out:
        told = ", ".join(f"{n:,} {what}" for what, n in sorted(shipment.left_out.items()))
        tell(f"casewatch: {path}: not taken in: {told}")


def _read(kind: str, path: Path) -> Shipment:
    from casewatch.sharing.ftm import read as ftm
    from casewatch.sharing.misp import read as misp
    from casewatch.sharing.stix import read as stix
    from casewatch.sharing.tables import csv

    return {"stix": stix.read, "misp": misp.read, "ftm": ftm.read, "csv": csv.read_folder}[kind](
        path
    )
