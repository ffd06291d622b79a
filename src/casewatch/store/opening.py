"""Finding a store by its URL, and bringing its schema up to date."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.store import postgresql, sqlite
from casewatch.store.backend import WRITES, backend_of, is_database_error
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


def is_postgresql(url: str) -> bool:
    """Whether a store's URL leads to PostgreSQL."""
    return url.startswith(("postgresql:", "postgresql+psycopg:", "postgres:"))


def path_of(url: str) -> str:
    """The file behind a store's URL: `sqlite:///PATH` or plainly a path.

    What lies beside a store (lists, watches) is named after it. A store in PostgreSQL has no
    file; what lies beside it is named after a path in the user's data folder, at which there
    is nothing. Raises `StoreError` for a URL of another kind.
    """
    if is_postgresql(url):
        return str(_stand_in(postgresql.address_of(url)))
    if url.startswith(_SQLITE):
        path = url.removeprefix(_SQLITE)
    elif "://" in url:
        raise StoreError(
            f"{url.partition('://')[0]}://…: no kind of store",
            hint="give a path, sqlite:///PATH or postgresql://HOST/DATABASE",
        )
    else:
        path = url
    if not path:
        raise StoreError("the store has no name", hint="give sqlite:///PATH or a path")
    return path if path == ":memory:" else os.path.expanduser(path)


def _stand_in(address: sa.URL) -> Path:
    told = postgresql.place_of(address)
    name = f"{address.host or 'local'}-{address.database}-{sha256(told.encode()).hexdigest()[:8]}"
    folder = _default_path().parent / "postgresql"
    with suppress(OSError):  # whoever writes there says what is wrong
        folder.mkdir(parents=True, exist_ok=True)
    return folder / re.sub(r"[^\w.-]", "_", name)


def place_of(url: str) -> str:
    """A store as messages name it: its path, or its URL without the password."""
    return postgresql.place_of(postgresql.address_of(url)) if is_postgresql(url) else path_of(url)


def there_is(url: str) -> bool:
    """Whether there is a store to read. One in PostgreSQL is known only by asking for it."""
    return is_postgresql(url) or Path(path_of(url)).exists()


def open_engine(url: str, *, readonly: bool, wait_seconds: float) -> sa.Engine:
    """An engine on a store whose schema is that of this program.

    A missing store is made (in PostgreSQL: in a database that is there), an older one brought
    up to date, unless `readonly`. Raises `StoreError` for a missing, unreadable or locked
    store, one of a newer program, and any file or database that is no store.
    """
    place = place_of(url)
    engine = bare_engine(url, readonly=readonly, wait_seconds=wait_seconds)
    try:
        with engine.connect() as connection:
            found = schema_of(connection, place)
        if found != SCHEMA and readonly:
            raise _out_of_date(place, found)
        if not readonly:
            with engine.connect().execution_options(**{WRITES: True}) as connection:
                _bring_up(connection, place)
    except StoreError:
        engine.dispose()
        raise
    except Exception as error:
        engine.dispose()
        if not is_database_error(error):
            raise
        raise backend_of(engine).explained(error, place) from error
    return engine


def bare_engine(url: str, *, readonly: bool, wait_seconds: float) -> sa.Engine:
    """An engine on whatever is at `url`; raises `StoreError` where nothing can be there."""
    if is_postgresql(url):
        address = postgresql.address_of(url)
        return postgresql.engine(address, readonly=readonly, wait_seconds=wait_seconds)
    path = path_of(url)
    if path != ":memory:":
        _see_place(Path(path), readonly=readonly)
    return sqlite.engine(path, readonly=readonly, wait_seconds=wait_seconds)


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


def schema_of(connection: sa.Connection, path: str) -> str | None:
    """The store's schema, or None for an empty file."""
    there = backend_of(connection).tables(connection)
    if SCHEMA_TABLE not in there:
        if there:
            raise StoreError(
                f"{path} is a database of another program",
                hint="give another --store: a file or database of its own",
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
    if schema_of(connection, path) != SCHEMA:
        migrate(connection, path)
    if backend_of(connection).make_index(connection):
        from casewatch.store.indexing import fill

        fill(connection)
    from casewatch.store.keys import bring_up

    bring_up(connection)
    connection.commit()


def migrate(connection: sa.Connection, place: str, schema: str = SCHEMA) -> None:
    """Brings the tables forward to `schema`, from those there are or from none."""
    # Loaded here alone: most runs find the schema as it should be.
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        postgresql.see_encoding(connection, place)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, schema)
