"""`casewatch restore`: a store filled from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from casewatch.cli.common import Command, progress, store_option, tell


@click.command(
    "restore",
    cls=Command,
    examples="""
    casewatch restore cases.backup --store cases.db
    casewatch restore cases.backup --store postgresql://team@db.example/cases
    """,
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
def command(file: Path, store_url: str | None) -> int:
    """Fill a store from FILE, which `casewatch backup` wrote, and check every fact of it.

    The store may be of the other kind than the one that was backed up. It must hold nothing; a
    backup that is torn or of a newer Casewatch leaves nothing behind. Exit status 1 where
    something in the restored store is wrong.
    """
    from casewatch.store import Store

    with progress("restoring") as step:
        made = Store.restore(file, store_url, step)
    with Store.open(store_url, readonly=True) as store:
        place = store.place
        with progress("checking") as step:
            problems = 0
            for problem in store.verify():
                problems += 1
                click.echo(str(problem))
                step()
    tell(
        f"casewatch: {made.rows['report']:,} reports and {made.rows['fact']:,} facts in {place}, "
        f"as of {made.made}; " + (f"{problems} problems" if problems else "every quote in place")
    )
    return int(bool(problems))
