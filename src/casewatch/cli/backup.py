"""`casewatch backup`: a whole store as one file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from casewatch.cli.common import Command, progress, store_option, tell


@click.command(
    "backup",
    cls=Command,
    examples="""
    casewatch backup cases.backup
    casewatch backup cases.backup --store postgresql://team@db.example/cases
    """,
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over FILE where it is there already.")
@store_option
def command(file: Path, force: bool, store_url: str | None) -> None:
    """Write all that a store holds to FILE, while others may go on writing to the store.

    The file is the same for SQLite and PostgreSQL, and `casewatch restore` fills a store of
    either kind from it. Reference lists and watches lie beside the store and are not in it.
    """
    from casewatch.errors import UsageError
    from casewatch.store import Store

    if file.exists() and not force:
        raise UsageError(f"{file} is there already", hint="give another name, or --force")
    part = file.with_name(f".{file.name}.part-{os.getpid()}")
    with Store.open(store_url, readonly=True) as store:
        total = store.counts().reports
        try:
            with progress("writing", total=total) as step, part.open("wb") as out:
                made = store.backup(out, step)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, file)
        except OSError as error:
            raise UsageError(
                f"{file} cannot be written: {error.strerror}", hint="give another place"
            ) from error
        finally:
            part.unlink(missing_ok=True)
        place = store.place
    tell(
        f"casewatch: {made.rows['report']:,} reports and {made.rows['fact']:,} facts of {place} "
        f"in {file} ({file.stat().st_size / 1e6:,.1f} MB)"
    )
