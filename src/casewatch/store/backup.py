"""A store as one file, the same from every kind of database and for every kind.

The file is gzip over lines of JSON: a head, then for each table a line with its columns and a
line for each row, then an end with the number of rows and a hash over all lines before it. What
is derived (the text index, keys) is left out and made anew. Equal stores give equal rows.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.model.facts import canonical_json
from casewatch.store import opening
from casewatch.store.backend import WRITES, backend_of, is_database_error
from casewatch.store.schema import SCHEMA, SCHEMA_TABLE

FORM = 1
#: Tables that are made anew from the others.
DERIVED = frozenset({"digest", "thing_key", "report_key", "name", "name_key", "derived"})
#: Rows written at a time.
_AT_ONCE = 1_000
_TORN = "it is cut off or changed; restore another copy"
Step = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the schema of its store, when it was made, rows by table."""

    schema: str
    made: str
    rows: dict[str, int] = field(default_factory=dict)


def tables_of(connection: sa.Connection) -> list[sa.Table]:
    """All tables that a backup holds, parents before children."""
    found = sa.MetaData()
    there = backend_of(connection).tables(connection)
    kept = {name for name in there if not _is_derived(name)}
    found.reflect(connection, only=sorted(kept), resolve_fks=False)
    return [table for table in found.sorted_tables if table.name in kept]


def _is_derived(name: str) -> bool:
    return name in DERIVED or name == SCHEMA_TABLE or name.startswith(("search_v", "sqlite_"))


def write(connection: sa.Connection, schema: str, made: str, out: IO[bytes], step: Step) -> Backup:
    """Writes all that the connection's transaction sees to `out`."""
    rows: dict[str, int] = {}
    digest = hashlib.sha256()
    # Without a time of its own in its head, gzip writes the same bytes for the same lines.
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0) as packed:

        def put(value: object) -> None:
            line = (canonical_json(value) + "\n").encode()
            digest.update(line)
            packed.write(line)

        put({"casewatch_backup": FORM, "schema": schema, "made": made})
        for table in tables_of(connection):
            names = [column.name for column in table.c]
            put({"table": table.name, "columns": names})
            spell = [_spelling(column) for column in table.c]
            count = 0
            query = sa.select(table).order_by(*map(_ordering(connection), table.primary_key))
            for row in connection.execute(query, execution_options={"yield_per": 500}):
                put([say(value) for say, value in zip(spell, row, strict=True)])
                count += 1
                if table.name == "report":
                    step(1)
            rows[table.name] = count
        put({"end": True, "rows": rows})
        packed.write((canonical_json({"sha256": digest.hexdigest()}) + "\n").encode())
    return Backup(schema, made, rows)


def _ordering(connection: sa.Connection) -> Callable[[sa.Column[Any]], Any]:
    by_code_points = connection.dialect.name == "postgresql"

    def order(column: sa.Column[Any]) -> Any:
        return column.collate("C") if by_code_points and _is_text(column) else column

    return order


def _is_text(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.String)


def _spelling(column: sa.Column[Any]) -> Callable[[Any], Any]:
    """How values of a column are written as JSON, whatever the database gives for them."""
    if isinstance(column.type, sa.LargeBinary):
        return lambda raw: None if raw is None else base64.b64encode(raw).decode()
    if isinstance(column.type, sa.Boolean):
        return lambda value: None if value is None else bool(value)
    return lambda value: value


def lines(path: Path) -> Iterator[Any]:
    """The lines of a backup as values; raises `StoreError` where it is none or not whole."""
    digest = hashlib.sha256()
    last: Any = None
    try:
        with gzip.open(path, "rb") as packed:
            for line in packed:
                value = json.loads(line)
                if isinstance(value, dict) and "sha256" in value:
                    if value["sha256"] != digest.hexdigest() or not _is_end(last):
                        raise StoreError(f"{path}: the backup is torn", hint=_TORN)
                    return
                digest.update(line)
                last = value
                yield value
    except (EOFError, zlib.error, ValueError) as error:
        raise StoreError(f"{path}: the backup is torn", hint=_TORN) from error
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror or 'no backup of Casewatch'}",
            hint="give a file that casewatch backup has written",
        ) from error
    raise StoreError(f"{path}: the backup is torn", hint=_TORN)


def _is_end(value: Any) -> bool:
    return isinstance(value, dict) and value.get("end") is True


def _head(path: Path, coming: Iterator[Any]) -> Backup:
    head = next(coming, None)
    if not isinstance(head, dict) or "casewatch_backup" not in head:
        raise StoreError(
            f"{path} is no backup of Casewatch",
            hint="give a file that casewatch backup has written",
        )
    if int(head["casewatch_backup"]) > FORM or str(head["schema"]) > SCHEMA:
        raise StoreError(
            f"{path} is a backup of a newer Casewatch", hint="update Casewatch, then restore it"
        )
    return Backup(str(head["schema"]), str(head["made"]))


def restore(path: Path, url: str, wait_seconds: float, step: Step) -> Backup:
    """Fills the store at `url`, which must hold nothing, from the backup at `path`.

    All of it or nothing. The store then has the schema of the backup; opening it brings it up
    to date. Raises `StoreError`.
    """
    coming = lines(path)
    head = _head(path, coming)
    place = opening.place_of(url)
    made_here = not opening.is_postgresql(url) and not Path(opening.path_of(url)).exists()
    engine = opening.bare_engine(url, readonly=False, wait_seconds=wait_seconds)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            _prepare(connection, place, head)
            rows = _load(connection, path, coming, step)
        return Backup(head.schema, head.made, rows)
    except BaseException as error:
        engine.dispose()
        if made_here:
            for end in ("", "-wal", "-shm"):
                with suppress(OSError):
                    Path(opening.path_of(url) + end).unlink()
        if is_database_error(error):
            raise backend_of(engine).explained(error, place) from error
        raise
    finally:
        engine.dispose()


def _prepare(connection: sa.Connection, place: str, head: Backup) -> None:
    """Leaves a store of the backup's schema without a row in it."""
    found = opening.schema_of(connection, place)
    if found is None:
        opening.migrate(connection, place, head.schema)
    else:
        for table in tables_of(connection):
            if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
                raise StoreError(
                    f"{place} is not empty; a backup is restored into a store of its own",
                    hint="give another --store",
                )
        if found != head.schema:
            raise StoreError(
                f"{place} has another schema ({found}) than the backup ({head.schema})",
                hint="give a --store that is not there yet, or an empty database",
            )
    backend_of(connection).drop_index(connection)
    for name in sorted(DERIVED & backend_of(connection).tables(connection)):
        connection.execute(sa.delete(sa.table(name)))


def _load(
    connection: sa.Connection, path: Path, coming: Iterator[Any], step: Step
) -> dict[str, int]:
    by_name = {table.name: table for table in tables_of(connection)}
    rows: dict[str, int] = {}
    table: sa.Table | None = None
    columns: list[str] = []
    some: list[tuple[Any, ...]] = []

    def flush() -> None:
        if table is not None and some:
            backend_of(connection).insert(connection, table.name, columns, some)
            rows[table.name] += len(some)
            if table.name == "report":
                step(len(some))
            some.clear()

    reading: list[Callable[[Any], Any]] = []
    for value in coming:
        if isinstance(value, list) and table is not None and len(value) == len(columns):
            some.append(tuple(understand(v) for understand, v in zip(reading, value, strict=True)))
            if len(some) >= _AT_ONCE:
                flush()
            continue
        flush()
        if _is_end(value):
            if value["rows"] != rows:
                raise StoreError(f"{path}: rows are missing in the backup", hint=_TORN)
            continue
        table = by_name.get(value["table"]) if isinstance(value, dict) else None
        if table is None or not set(value["columns"]) <= set(table.c.keys()):
            raise StoreError(f"{path}: the backup is torn", hint=_TORN)
        columns = list(value["columns"])
        reading = [_understanding(table.c[name]) for name in columns]
        rows[table.name] = 0
    backend_of(connection).numbered(connection, sorted(rows))
    return rows


def _understanding(column: sa.Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, sa.LargeBinary):
        return lambda text: None if text is None else base64.b64decode(text)
    return lambda value: value
