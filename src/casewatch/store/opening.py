"""Finding a store by its URL, and bringing its schema up to date."""

from __future__ import annotations

import os
from pathlib import Path

import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.store import sqlite
from casewatch.store.schema import SCHEMA, SCHEMA_TABLE

#: Overrides the default place of the store.
STORE_VARIABLE = "CASEWATCH_STORE"
_SQLITE = "sqlite:///"
_MIGRATIONS = Path(__file__).parent / "migrations"


def default_url() -> str:
    """Where the store is unless told otherwise: `CASEWATCH_STORE`, else the user's data folder."""
    given = os.environ.get(STORE_VARIABLE, "").strip()
    return given or f"{_SQLITE}{_default_path()}"


def _default_path() -> Path:
    from platformdirs import user_data_path

    return user_data_path("casewatch", appauthor=False) / "casewatch.db"


def path_of(url: str) -> str:
    """The file behind a store's URL: `sqlite:///PATH` or plainly a path.

    Raises `StoreError` for a URL of another kind.
    """
    if url.startswith(_SQLITE):
        path = url.removeprefix(_SQLITE)
    elif url.startswith(("postgresql:", "postgresql+", "postgres:")):
        raise StoreError(f"{url.partition(':')[0]} stores cannot be opened yet", hint="give a file")
    elif "://" in url:
        raise StoreError(f"{url}: no kind of store", hint="give sqlite:///PATH or a path")
    else:
        path = url
    if not path:
        raise StoreError("the store has no name", hint="give sqlite:///PATH or a path")
    return path if path == ":memory:" else os.path.expanduser(path)


def open_engine(url: str, *, readonly: bool, wait_seconds: float) -> sa.Engine:
    """An engine on a store whose schema is that of this program.

    A missing store is made, an older one brought up to date, unless `readonly`. Raises
    `StoreError` for a missing, unreadable or locked store, one of a newer program, and any
    file that is no store.
    """
    path = path_of(url)
    if path != ":memory:":
        _see_place(Path(path), readonly=readonly)
    engine = sqlite.engine(path, readonly=readonly, wait_seconds=wait_seconds)
    try:
        with engine.connect() as connection:
            found = _schema(connection, path)
        if found != SCHEMA and readonly:
            raise _out_of_date(path, found)
        if not readonly:
            with engine.connect().execution_options(**{sqlite.WRITES: True}) as connection:
                _bring_up(connection, path)
    except (sa.exc.SQLAlchemyError, sqlite.Error) as error:
        engine.dispose()
        raise sqlite.explained(error, path) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def _see_place(path: Path, *, readonly: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder", hint="give the path of a file")
    if readonly and not path.exists():
        raise StoreError(
            f"there is no store at {path}",
            hint="fill one with: casewatch read INPUT, or casewatch demo",
        )
    if not readonly and not path.parent.is_dir():
        if path != _default_path():
            raise StoreError(f"there is no folder {path.parent}", hint="make it first")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{path.parent} cannot be made: {error.strerror}", hint="give another --store"
            ) from error
    if not readonly and path.exists() and not os.access(path, os.W_OK):
        raise StoreError(
            f"{path}: the store cannot be written",
            hint="make the file and its folder writable, or give another --store",
        )


def _out_of_date(path: str, found: str | None) -> StoreError:
    if found is None:
        return StoreError(
            f"{path} is empty", hint="fill it with: casewatch read INPUT, or casewatch demo"
        )
    return StoreError(
        f"{path} is a store of an older Casewatch (schema {found}, here {SCHEMA})",
        hint="open it once for writing, for example with: casewatch rebuild",
    )


def _schema(connection: sa.Connection, path: str) -> str | None:
    """The store's schema, or None for an empty file."""
    there = sqlite.tables(connection)
    if SCHEMA_TABLE not in there:
        if there:
            raise StoreError(
                f"{path} is a database of another program", hint="give another --store"
            )
        return None
    row = connection.execute(sa.text(f"SELECT version_num FROM {SCHEMA_TABLE}")).first()  # noqa: S608
    found = str(row[0]) if row else ""
    if found > SCHEMA:
        raise StoreError(
            f"{path} is a store of a newer Casewatch (schema {found}, here {SCHEMA})",
            hint="update Casewatch, or give another --store",
        )
    return found


def _bring_up(connection: sa.Connection, path: str) -> None:
    if _schema(connection, path) != SCHEMA:
        _migrate(connection)
    if sqlite.make_index(connection):
        from casewatch.store.indexing import fill

        fill(connection)
    connection.commit()


def _migrate(connection: sa.Connection) -> None:
    # Loaded here alone: most runs find the schema as it should be.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
