"""All that is SQLite's own: opening a file, transactions, full-text search, its errors."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.store.words import Searchable

Error = sqlite3.Error
#: Execution option of a connection that is going to write.
WRITES = "casewatch_writes"
_INDEX = "search_v2"
#: A writer's memory for pages, and pages in the log before they are moved into the file (64 MB).
_CACHE_KIB, _LOG_PAGES = 131_072, 16_384
_OLD_INDEXES = ("search_v1",)
#: What an error of SQLite means to a user, by its code: message and hint.
_MEANING: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "the store is locked by another program",
        "wait until the other run has ended, then run the same command again",
    ),
    sqlite3.SQLITE_LOCKED: (
        "the store is locked by another program",
        "wait until the other run has ended, then run the same command again",
    ),
    sqlite3.SQLITE_FULL: (
        "no space left for the store",
        "free some space and run the same command again; what was stored is kept",
    ),
    sqlite3.SQLITE_READONLY: (
        "the store cannot be written",
        "make the file and its folder writable, or give another --store",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the store cannot be opened",
        "see that its folder is there and may be read and written, or give another --store",
    ),
    sqlite3.SQLITE_NOTADB: (
        "the file is no Casewatch store",
        "give the path of a store, or of a file that is not there yet",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the store is damaged",
        "put a copy back, or read the inputs again into a new --store",
    ),
    sqlite3.SQLITE_IOERR: (
        "the store cannot be read or written: input/output error",
        "see whether the disk is full or failing",
    ),
}


def engine(path: str, *, readonly: bool, wait_seconds: float) -> sa.Engine:
    """An engine for the SQLite file at `path` (or `:memory:`), with safe settings.

    A writer waits `wait_seconds` for another one. The write-ahead log lets readers go on
    meanwhile. A file in a folder that cannot be written is read as it stands.
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            _uri(path, readonly=readonly),
            uri=True,
            timeout=wait_seconds,
            isolation_level=None,  # transactions begin where `_begin` says, not where the driver does
            check_same_thread=False,
        )
        try:
            connection.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
            connection.execute("PRAGMA foreign_keys = ON")
            if readonly:
                connection.execute("PRAGMA query_only = ON")
            else:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                # Keys of names lie all over the file: pages that many batches change are kept
                # at hand, and moved from the log into the file once for several of them.
                connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
                connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    pool = sa.StaticPool if path == ":memory:" else sa.QueuePool
    made = sa.create_engine("sqlite://", creator=connect, poolclass=pool)
    sa.event.listen(made, "begin", _begin)
    return made


def _uri(path: str, *, readonly: bool) -> str:
    if path == ":memory:":
        return "file::memory:"
    name = f"file:{quote(str(Path(path).absolute()))}"
    if not readonly:
        return name
    # Without its side files a log store opens only where SQLite may make them.
    alone = not Path(f"{path}-wal").exists() and not os.access(Path(path).parent, os.W_OK)
    return f"{name}?mode=ro" + ("&immutable=1" if alone else "")


def _begin(connection: sa.Connection) -> None:
    # A writer takes its lock at once: one that reads first cannot wait for it later.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def explained(error: BaseException, place: str) -> StoreError:
    """What an error of the database means, as one line for the user."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _MEANING:
        message, hint = _MEANING[code & 0xFF]
        return StoreError(f"{place}: {message}", hint=hint)
    text = str(cause).strip().splitlines()
    return StoreError(f"{place}: {text[0] if text else type(cause).__name__}")


def tables(connection: sa.Connection) -> frozenset[str]:
    """Names of all tables in the file."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(row[0] for row in rows)


def integrity(connection: sa.Connection) -> Iterator[str]:
    """What the database itself finds wrong: damaged pages, rows that point at nothing."""
    for row in connection.exec_driver_sql("PRAGMA quick_check"):
        if row[0] != "ok":
            yield f"damaged: {row[0]}"
    for table, key, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"orphan: row {key} of {table} points at no {parent}"


def insert(
    connection: sa.Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Writes many rows of one table."""
    quote_name = connection.dialect.identifier_preparer.quote
    names = ", ".join(map(quote_name, columns))
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(
        f"INSERT INTO {quote_name(table)} ({names}) VALUES ({marks})",  # noqa: S608
        list(rows),
    )


def numbered(connection: sa.Connection, names: Sequence[str]) -> None:
    """Nothing to do: SQLite numbers new rows from the highest number there is."""


def make_index(connection: sa.Connection) -> bool:
    """Makes the text index where it is missing; whether it had to be made.

    The index is derived: it can be dropped and filled again from the tables at any time. It
    keeps words and where they stand (title, names, text), no texts: those are in the tables.
    """
    there = tables(connection)
    for old in _OLD_INDEXES:
        if old in there:
            connection.exec_driver_sql(f"DROP TABLE {old}")
    if _INDEX in there:
        return False
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {_INDEX} USING fts5"
        "(title, names, body, content = '', detail = 'column', tokenize = 'ascii')"
    )
    return True


def drop_index(connection: sa.Connection) -> None:
    """Takes the text index away."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {_INDEX}")


def index(connection: sa.Connection, items: Iterable[tuple[int, Searchable]]) -> None:
    """Makes reports searchable that are not in the index."""
    connection.exec_driver_sql(
        f"INSERT INTO {_INDEX} (rowid, title, names, body) VALUES (?, ?, ?, ?)",  # noqa: S608
        [(key, *what) for key, what in items],
    )


def unindex(connection: sa.Connection, items: Iterable[tuple[int, Searchable]]) -> None:
    """Takes reports out of the index, each with what it was put in with."""
    connection.exec_driver_sql(
        f"INSERT INTO {_INDEX} ({_INDEX}, rowid, title, names, body)"  # noqa: S608
        " VALUES ('delete', ?, ?, ?, ?)",
        [(key, *what) for key, what in items],
    )


def indexed(connection: sa.Connection) -> frozenset[int]:
    """Keys of the reports in the index."""
    rows = connection.exec_driver_sql(f"SELECT rowid FROM {_INDEX}")  # noqa: S608
    return frozenset(row[0] for row in rows)


def search(connection: sa.Connection, words: Sequence[str], limit: int) -> Iterator[int]:
    """Keys of reports that hold all of `words`, the last as a beginning; best first.

    Names and titles count more than text.
    """
    if not words:
        return
    match = " ".join(f'"{word}"' for word in words) + "*"
    rows: Any = connection.exec_driver_sql(
        f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH ?"  # noqa: S608
        f" ORDER BY bm25({_INDEX}, 4.0, 8.0, 1.0), rowid LIMIT ?",
        (match, limit),
    )
    for row in rows:
        yield int(row[0])


def size(connection: sa.Connection) -> int:
    """Bytes that the store takes on the disk, its log left out."""
    pages, free, page = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * page
