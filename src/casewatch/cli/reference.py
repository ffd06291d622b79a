"""`casewatch reference`: reference lists of names, loaded beside the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    progress,
    stdout_console,
    store_option,
    tell,
)

if TYPE_CHECKING:
    from casewatch.screening.lists import Lists

KINDS = ("misp-galaxy", "ofac", "ftm", "stix")


def lists_of(store_url: str | None) -> Lists:
    """The lists beside the store."""
    from casewatch.screening.lists import Lists, folder_of
    from casewatch.store.opening import default_url, path_of

    return Lists(folder_of(path_of(store_url or default_url())))


@click.group("reference")
def command() -> None:
    """Lists of names to screen against: load, list, remove."""


@command.command(
    "load",
    cls=Command,
    examples="""
    casewatch reference load misp-galaxy threat-actor.json
    casewatch reference load ofac sdn.csv alt.csv
    casewatch reference load ofac sdn.xml
    casewatch reference load ftm entities.ftm.json --name sanctions
    casewatch reference load stix enterprise-attack.json
    """,
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--name", help="What the list is called; else by its kind or its file.")
@store_option
def load(kind: str, files: tuple[Path, ...], name: str | None, store_url: str | None) -> int:
    """Load names from files, in place of the list that went by the same name.

    The files of OFAC (sdn.csv and alt.csv) are one list; each file of the other kinds is one,
    unless they are given a name. A file of another kind, torn or too large is refused, and
    nothing of it is loaded.
    """
    from typing import cast

    from casewatch.errors import CasewatchError, UsageError
    from casewatch.screening.lists import list_name
    from casewatch.screening.reading import ListKind
    from casewatch.store.store import utc_now

    lists = lists_of(store_url)
    _see_folder(lists.folder.parent, given=store_url is not None)
    together = [files] if name or kind == "ofac" else [(f,) for f in files]
    names = [name or list_name(kind, part[0]) for part in together]
    if len(set(names)) < len(names):
        raise UsageError("two of the files would make lists of one name", hint="give each --name")
    failed = 0
    for part, called in zip(together, names, strict=True):
        try:
            with progress("loading") as step:
                new = lists.load(
                    cast(ListKind, kind),
                    part,
                    called,
                    utc_now(),
                    step=step,
                )
        except CasewatchError as problem:
            tell(f"casewatch: {problem.stage}: {problem}")
            failed += 1
            continue
        tell(f"casewatch: {new.name}: {new.entries:,} entries with {new.names:,} names loaded")
    return int(bool(failed))


def _see_folder(folder: Path, *, given: bool) -> None:
    """Make the user's data folder; a folder that the user named must be there."""
    from casewatch.errors import ListError

    if folder.is_dir():
        return
    if given:
        raise ListError(f"there is no folder {folder}", hint="make it first")
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        raise ListError(f"{folder} cannot be made: {problem.strerror}") from problem


@command.command(
    "list",
    cls=Command,
    examples="""
    casewatch reference list
    casewatch reference list --format json
    """,
)
@format_option()
@store_option
def list_(form: str, store_url: str | None) -> None:
    """List what is loaded."""
    found = lists_of(store_url).about()
    if form != "text":
        print_items([one.to_json() for one in found], form)
        return
    if not found:
        tell("casewatch: no list is loaded; see casewatch reference load --help")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "kind", "loaded", "files"):
        table.add_column(column)
    for column in ("entries", "names"):
        table.add_column(column, justify="right")
    for one in found:
        row = (one.name, one.kind, one.loaded[:10], ", ".join(one.files))
        table.add_row(*row, f"{one.entries:,}", f"{one.names:,}")
    stdout_console().print(table)


@command.command(
    "remove",
    cls=Command,
    examples="""
    casewatch reference remove ofac
    """,
)
@click.argument("name")
@store_option
def remove(name: str, store_url: str | None) -> None:
    """Take a list away. Case files are not touched."""
    gone = lists_of(store_url).remove(name)
    tell(f"casewatch: {gone.name}: {gone.entries:,} entries removed")
