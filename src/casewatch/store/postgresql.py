"""All that is PostgreSQL's own: connecting, transactions, full-text search, its errors.

Several programs may write one store. They take turns: a writing transaction holds one lock of
its schema from its first statement to its end, so that none sees half of what another does and
none stores what another has just stored. Reports are read, which takes long, outside of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.store.sqlite import WRITES
from casewatch.store.words import Searchable

_INDEX = "search_v2"
_CONNECT_SECONDS = 10
#: A text vector may have 1 MiB. Words that come later in a longer one are not found by search.
_MOST_BYTES = 900_000
#: How much a word counts in the text, (unused), in the title, among the names.
_WEIGHTS = "{0.125, 0, 0.5, 1}"
_BUSY = (
    "the store is locked by another program",
    "wait until the other run has ended, then run the same command again",
)
_GONE = (
    "the server cannot be reached",
    "see that PostgreSQL runs, then run the same command again; what was stored is kept",
)
_REFUSED = (
    "the server does not let you in",
    "give user and password in the URL, in PGUSER and PGPASSWORD or in ~/.pgpass",
)
#: What an error of PostgreSQL means to a user, by its code or the first two characters of it.
_MEANING: dict[str, tuple[str, str]] = {
    "53100": (
        "no space left for the store",
        "free some space and run the same command again; what was stored is kept",
    ),
    "53300": ("the server has no connection left", "try again later, or raise max_connections"),
    "55P03": _BUSY,
    "40P01": _BUSY,
    "25006": ("the store cannot be written", "it was opened for reading, or the server is a copy"),
    "3D000": (
        "the server has no database of this name",
        "make it first: createdb --encoding UTF8 --template template0 NAME",
    ),
    "42501": ("the store cannot be used", "the user needs the right to use and create tables"),
    "57": _GONE,
    "08": _GONE,
    "28": _REFUSED,
}


def address_of(url: str) -> sa.URL:
    """The address in a URL of a store. Raises `StoreError` for one that is none."""
    rest = url.partition("://")[2]
    try:
        made = sa.make_url(f"postgresql+psycopg://{rest}")
    except (sa.exc.ArgumentError, ValueError) as error:
        raise StoreError(
            "the store's address is none", hint="give postgresql://USER@HOST:PORT/DATABASE"
        ) from error
    if not made.database:
        raise StoreError(
            "the store's address names no database", hint="give postgresql://HOST/DATABASE"
        )
    return made


def place_of(address: sa.URL) -> str:
    """An address as it is shown: without its password."""
    return address.set(drivername="postgresql", password=None).render_as_string()


def engine(address: sa.URL, *, readonly: bool, wait_seconds: float) -> sa.Engine:
    """An engine for the database at `address`; a writer waits `wait_seconds` for another one."""
    try:
        import psycopg  # noqa: F401 - its absence is told here, in words
    except ImportError as error:
        raise StoreError(
            "stores in PostgreSQL need one more package",
            hint="install it with: pip install 'casewatch[postgresql]'",
        ) from error
    given = address.query.get("options", "")
    options = [given if isinstance(given, str) else " ".join(given)]
    options.append(f"-c lock_timeout={max(1, int(wait_seconds * 1000))}")
    if readonly:
        options.append("-c default_transaction_read_only=on")
    made = sa.create_engine(
        address,
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "options": " ".join(filter(None, options)),
            "application_name": "casewatch",
        },
        pool_pre_ping=True,
    )
    sa.event.listen(made, "begin", _begin)
    return made


def _begin(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(hashtextextended('casewatch ' || current_schema(), 0))"
        )
    else:
        # What is streamed shows one state, however long it takes.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def is_own(error: BaseException) -> bool:
    """Whether an error comes from the driver."""
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, driver.Error)


def explained(error: BaseException, place: str) -> StoreError:
    """What an error of the database means, as one line for the user."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlstate", None) or ""
    lines = [line.strip() for line in str(cause).strip().splitlines() if line.strip()]
    text = lines[0] if lines else type(cause).__name__
    meaning = _MEANING.get(code) or _MEANING.get(code[:2])
    if meaning is None and not code and is_own(cause):
        # Errors on the way to the server have no code; only their words tell them apart.
        meaning = _GONE
        told = " ".join(lines)
        if "authentication" in told or "password" in told or "role" in told:
            meaning = _REFUSED
        elif "database" in told and "does not exist" in told:
            meaning = _MEANING["3D000"]
    if meaning is not None:
        message, hint = meaning
        return StoreError(f"{place}: {message}", hint=hint)
    return StoreError(f"{place}: {text}")


def tables(connection: sa.Connection) -> frozenset[str]:
    """Names of all tables in the schema that is used."""
    rows = connection.exec_driver_sql(
        "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    )
    return frozenset(row[0] for row in rows)


def see_encoding(connection: sa.Connection, place: str) -> None:
    """Raises `StoreError` where the database cannot keep every character."""
    found = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if found != "UTF8":
        raise StoreError(
            f"{place}: the database keeps {found}, not every character",
            hint="make another: createdb --encoding UTF8 --template template0 NAME",
        )


def integrity(connection: sa.Connection) -> Iterator[str]:
    """What the database itself finds wrong; rows that point at nothing it does not let in."""
    rows = connection.exec_driver_sql(
        "SELECT indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid ORDER BY 1"
    )
    for row in rows:
        yield f"damaged: index {row[0]} is not valid"


def insert(
    connection: sa.Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Writes many rows of one table."""
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(map(quoted, columns))
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {quoted(table)} ({names}) FROM STDIN") as out,
    ):
        for row in rows:
            out.write_row(row)


def numbered(connection: sa.Connection, names: Sequence[str]) -> None:
    """Has new rows of these tables numbered from the highest number there is."""
    quoted = connection.dialect.identifier_preparer.quote
    for name in names:
        sequence = connection.exec_driver_sql(
            "SELECT pg_get_serial_sequence(quote_ident(table_name), column_name)"
            " FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND column_name = 'pk' AND column_default LIKE 'nextval(%%'",
            (name,),
        ).scalar()
        if sequence is not None:
            connection.exec_driver_sql(
                f"SELECT setval(CAST(%s AS regclass), max(pk)) FROM {quoted(name)}",  # noqa: S608
                (sequence,),
            )


def make_index(connection: sa.Connection) -> bool:
    """Makes the text index where it is missing; whether it had to be made.

    The index is derived: it can be dropped and filled again from the tables at any time.
    """
    if _INDEX in tables(connection):
        return False
    connection.exec_driver_sql(
        f"CREATE TABLE {_INDEX} (report BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"
    )
    connection.exec_driver_sql(f"CREATE INDEX ix_{_INDEX} ON {_INDEX} USING gin (words)")
    return True


def drop_index(connection: sa.Connection) -> None:
    """Takes the text index away."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {_INDEX}")


def index(connection: sa.Connection, items: Iterable[tuple[int, Searchable]]) -> None:
    """Makes reports searchable that are not in the index."""
    rows = ((key, _vector(what)) for key, what in items)
    insert(connection, _INDEX, ("report", "words"), rows)


def unindex(connection: sa.Connection, items: Iterable[tuple[int, Searchable]]) -> None:
    """Takes reports out of the index."""
    keys = [key for key, _ in items]
    connection.exec_driver_sql(f"DELETE FROM {_INDEX} WHERE report = ANY(%s)", (keys,))  # noqa: S608


def _vector(what: Searchable) -> str:
    """Each word once for each place in which it stands: names (A), title (B), text (D)."""
    places: dict[str, str] = {}
    for words, place in ((what.names, "1A"), (what.title, "2B"), (what.body, "3D")):
        for word in dict.fromkeys(words.split()):
            places[word] = f"{places[word]},{place}" if word in places else place
    if sum(len(text) for text in what) > _MOST_BYTES // 5:
        places = _first(places)
    return " ".join(f"'{word}':{place}" for word, place in places.items())


def _first(places: dict[str, str]) -> dict[str, str]:
    """As many words as a vector can hold, in their order."""
    found: dict[str, str] = {}
    size = 0
    for word, place in places.items():
        size += len(word.encode()) + 10
        if size > _MOST_BYTES:
            break
        found[word] = place
    return found


def indexed(connection: sa.Connection) -> frozenset[int]:
    """Keys of the reports in the index."""
    rows = connection.exec_driver_sql(f"SELECT report FROM {_INDEX}")  # noqa: S608
    return frozenset(row[0] for row in rows)


def search(connection: sa.Connection, words: Sequence[str], limit: int) -> Iterator[int]:
    """Keys of reports that hold all of `words`, the last as a beginning; best first.

    Names and titles count more than text.
    """
    if not words:
        return
    query = " & ".join(f"'{word}'" for word in words) + ":*"
    rows = connection.exec_driver_sql(
        f"SELECT report FROM {_INDEX}, CAST(%s AS tsquery) AS query WHERE words @@ query"  # noqa: S608
        " ORDER BY ts_rank(CAST(%s AS float4[]), words, query) DESC, report LIMIT %s",
        (query, _WEIGHTS, limit),
    )
    for row in rows:
        yield int(row[0])


def size(connection: sa.Connection) -> int:
    """Bytes that the store takes on the disk, with its indexes."""
    return int(
        connection.exec_driver_sql(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
        ).scalar_one()
    )
