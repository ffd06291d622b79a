"""What left the store: stamps of objects, and collections with their objects in order.

    share_collection 1─n share_object       share_stamp

A stamp says when an object first left and last changed. The objects of a collection are a log:
each version of each object has a number that only grows, by which readers go on where they
stopped. Nothing here is evidence; `forget` may take any of it away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from casewatch.errors import NotFoundError
from casewatch.model.facts import canonical_json
from casewatch.store import schema as t
from casewatch.store.schema import metadata
from casewatch.store.store import Store

_KEY = BigInteger().with_variant(Integer(), "sqlite")
_CHUNK = 400

stamp_table = Table(
    "share_stamp",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("subject", String(200), nullable=False, index=True),
    Column("producer", Text, nullable=False),
    Column("content", String(32), nullable=False),
    Column("created", String(40), nullable=False),
    Column("modified", String(40), nullable=False),
    Column("revoked", Boolean, nullable=False),
)
collection_table = Table(
    "share_collection",
    metadata,
    Column("pk", _KEY, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("alias", String(100), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("chosen", Text, nullable=False),
    Column("tlp", String(20), nullable=False),
    Column("published", String(40), nullable=False),
)
object_table = Table(
    "share_object",
    metadata,
    Column("pk", _KEY, primary_key=True),
    Column("collection", ForeignKey("share_collection.pk"), nullable=False),
    Column("id", String(120), nullable=False),
    Column("type", String(60), nullable=False),
    Column("version", String(40), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("added", String(40), nullable=False),
    Column("newest", Boolean, nullable=False),
    Column("oldest", Boolean, nullable=False),
    Column("object", Text, nullable=False),
    Unique("collection", "id", "version"),
    Index("ix_share_object_newest", "collection", "newest", "pk"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Collection:
    """A named choice of case files that was published, all where `cases` is empty.

    `producer` is the name under which they leave, `since` as it was chosen.
    """

    id: str
    alias: str
    title: str
    description: str
    cases: tuple[str, ...]
    tlp: str
    published: str = ""
    producer: str = ""
    since: str | None = None
    with_protected: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """One version of one object in a collection. `number` only grows; `object` is its JSON."""

    number: int
    id: str
    type: str
    version: str
    subject: str
    added: str
    object: str


#: A stamp as a row: name, subject, producer, content, created, modified, revoked.
StampRow = tuple[str, str, str, str, str, str, bool]


def stamps(store: Store) -> Iterator[StampRow]:
    """All stamps, by name."""
    with store._read() as connection:
        for row in connection.execute(sa.select(stamp_table).order_by(stamp_table.c.name)):
            yield tuple(row)


def keep_stamps(store: Store, rows: Iterable[StampRow]) -> None:
    """Keeps stamps in place of those of the same names."""
    every = list(rows)
    if not every:
        return
    with store._write() as connection:
        put_stamps(connection, every)


def put_stamps(connection: sa.Connection, rows: Sequence[StampRow]) -> None:
    """Keeps stamps, within a transaction."""
    columns = [c.name for c in stamp_table.c]
    for n in range(0, len(rows), _CHUNK):
        part = rows[n : n + _CHUNK]
        connection.execute(
            sa.delete(stamp_table).where(stamp_table.c.name.in_([row[0] for row in part]))
        )
        values = [dict(zip(columns, row, strict=True)) for row in part]
        connection.execute(sa.insert(stamp_table), values)


def newest_time(store: Store) -> str:
    """When something was last written that case files rest on; the store's own clock."""
    queries = (
        sa.select(sa.func.max(t.report.c.first_seen)),
        sa.select(sa.func.max(t.reading.c.made)),
        sa.select(sa.func.max(t.decision.c.made)),
        sa.select(sa.func.max(t.decision.c.undone)),
    )
    with store._read() as connection:
        found = [connection.execute(q).scalar() for q in queries]
    return max((str(x) for x in found if x), default="1970-01-01T00:00:00+00:00")


def collections(store: Store) -> tuple[Collection, ...]:
    """The collections, in the order in which they were first published."""
    with store._read() as connection:
        rows = connection.execute(sa.select(collection_table).order_by(collection_table.c.pk))
        return tuple(_collection(row) for row in rows)


def _collection(row: Any) -> Collection:
    chosen = json.loads(row.chosen)
    return Collection(
        row.id, row.alias, row.title, row.description, tuple(chosen["cases"]), row.tlp,
        row.published, chosen["producer"], chosen["since"], chosen["with_protected"],
    )  # fmt: skip


def publish(
    store: Store, collection: Collection, objects: Iterable[Published], rows: Iterable[StampRow]
) -> int:
    """Adds to a collection what is new in it, with the stamps, in one transaction; how many.

    An object whose version the collection has is left alone; `number` of `objects` is not used.
    """
    kept_stamps = list(rows)
    with store._write() as connection:
        key = _collection_key(connection, collection)
        rows_there = connection.execute(
            sa.select(object_table.c.id, object_table.c.version).where(
                object_table.c.collection == key
            )
        )
        known = {(row.id, row.version) for row in rows_there}
        had = {name for name, _ in known}
        fresh = [o for o in objects if (o.id, o.version) not in known]
        for n in range(0, len(fresh), _CHUNK):
            part = fresh[n : n + _CHUNK]
            _set_older(connection, key, [o.id for o in part if o.id in had])
            connection.execute(sa.insert(object_table), [_row(o, key, had) for o in part])
        put_stamps(connection, kept_stamps)
        return len(fresh)


def _collection_key(connection: sa.Connection, collection: Collection) -> int:
    values = {
        "title": collection.title, "description": collection.description,
        "chosen": canonical_json(
            {"cases": collection.cases, "producer": collection.producer,
             "since": collection.since, "with_protected": collection.with_protected}
        ),
        "tlp": collection.tlp,
        "published": collection.published,
    }  # fmt: skip
    changed = connection.execute(
        sa.update(collection_table).where(collection_table.c.id == collection.id).values(values)
    )
    if not changed.rowcount:
        connection.execute(
            sa.insert(collection_table).values(id=collection.id, alias=collection.alias, **values)
        )
    return int(
        connection.execute(
            sa.select(collection_table.c.pk).where(collection_table.c.id == collection.id)
        ).scalar_one()
    )


def _set_older(connection: sa.Connection, collection: int, names: Sequence[str]) -> None:
    if names:
        connection.execute(
            sa.update(object_table)
            .where(object_table.c.collection == collection, object_table.c.id.in_(names))
            .values(newest=False)
        )


def _row(o: Published, collection: int, had: set[str]) -> dict[str, Any]:
    return {
        "collection": collection, "id": o.id, "type": o.type, "version": o.version,
        "subject": o.subject, "added": o.added, "newest": True, "oldest": o.id not in had,
        "object": o.object,
    }  # fmt: skip


def subjects(store: Store, collection: str) -> frozenset[str]:
    """The subjects of which a collection has objects."""
    o = object_table.c
    key = sa.select(collection_table.c.pk).where(collection_table.c.id == collection)
    query = sa.select(o.subject).distinct().where(o.collection == key.scalar_subquery())
    with store._read() as connection:
        return frozenset(connection.execute(query).scalars())


def purge(
    store: Store, collection: str, names: Callable[[str], bool], subjects: Container[str]
) -> frozenset[str]:
    """Deletes from a collection all versions of objects of subjects, and each object of whose JSON
    `names` says so; the ids of the objects that were there."""
    o = object_table.c
    key = sa.select(collection_table.c.pk).where(collection_table.c.id == collection)
    with store._write() as connection:
        number = connection.execute(key).scalar_one()
        rows = connection.execute(
            sa.select(o.pk, o.id, o.subject, o.object).where(o.collection == number)
        ).all()
        gone = [r.pk for r in rows if r.subject in subjects or names(r.object)]
        for n in range(0, len(gone), _CHUNK):
            connection.execute(sa.delete(object_table).where(o.pk.in_(gone[n : n + _CHUNK])))
    return frozenset(r.id for r in rows)


def remove_collection(store: Store, alias: str) -> Collection:
    """Takes a collection away with its objects. Raises `NotFoundError`."""
    found = next((c for c in collections(store) if c.alias == alias), None)
    if found is None:
        raise NotFoundError(f"no collection {alias} was published", hint="see: share published")
    with store._write() as connection:
        key = connection.execute(
            sa.select(collection_table.c.pk).where(collection_table.c.id == found.id)
        ).scalar_one()
        connection.execute(sa.delete(object_table).where(object_table.c.collection == key))
        connection.execute(sa.delete(collection_table).where(collection_table.c.pk == key))
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of a collection asks for; empty fields do not restrict.

    `versions` are `first`, `last`, `all` or times of versions.
    """

    after: int = 0
    added_after: str = ""
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[str, ...] = ("last",)


def objects(
    store: Store, collection: str, wanted: Wanted, limit: int, *, bodies: bool = True
) -> list[Published]:
    """At most `limit` versions of objects behind `wanted.after`, by number."""
    o = object_table.c
    body = o.object if bodies else sa.literal("").label("object")
    key = sa.select(collection_table.c.pk).where(collection_table.c.id == collection)
    query = (
        sa.select(o.pk, o.id, o.type, o.version, o.subject, o.added, body)
        .where(o.collection == key.scalar_subquery(), o.pk > wanted.after, *_where(wanted))
        .order_by(o.pk)
        .limit(limit)
    )
    with store._read() as connection:
        return [Published(*row) for row in connection.execute(query)]


def _where(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    o = object_table.c
    if wanted.added_after:
        yield o.added > wanted.added_after
    if wanted.ids:
        yield o.id.in_(wanted.ids)
    if wanted.types:
        yield o.type.in_(wanted.types)
    if "all" not in wanted.versions:
        choices: list[sa.ColumnElement[bool]] = []
        if "last" in wanted.versions:
            choices.append(o.newest)
        if "first" in wanted.versions:
            choices.append(o.oldest)
        times = [v for v in wanted.versions if v not in ("first", "last")]
        if times:
            choices.append(o.version.in_(times))
        yield sa.or_(*choices)
