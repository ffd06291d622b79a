"""What can be searched of a report: title, names and aliases, text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import sqlalchemy as sa

from casewatch.model.reading import Agency, Group, Person, Reading
from casewatch.store import schema as t
from casewatch.store.backend import backend_of
from casewatch.store.queries import CURRENT, readings
from casewatch.store.words import Searchable, searchable

#: Reports indexed at a time.
_AT_ONCE = 200


def searchable_of(reading: Reading) -> Searchable:
    """The words by which a report is found once this is its current reading."""
    names: dict[str, None] = {}
    things: tuple[Person | Group | Agency, ...] = (
        *reading.people,
        *reading.groups,
        *reading.agencies,
    )
    for thing in things:
        names[thing.name] = None
        names.update(dict.fromkeys(alias.value for alias in thing.aliases))
    return searchable(reading.report.title, names, reading.report.text)


def change(connection: sa.Connection, current: Mapping[int, Reading], new: Collection[int]) -> None:
    """Makes reports, by their keys, searchable as these readings say.

    Comes before the tables are changed: what a report was found by until now follows from the
    reading that they hold. Those in `new` are not in the index yet.
    """
    wanted = {key: searchable_of(reading) for key, reading in current.items()}
    there = sorted(set(current) - set(new))
    before = dict(_stored(connection, there)) if there else {}
    same = {key for key, what in before.items() if wanted[key] == what}
    backend = backend_of(connection)
    if gone := [(key, what) for key, what in before.items() if key not in same]:
        backend.unindex(connection, gone)
    if come := [(key, what) for key, what in wanted.items() if key not in same]:
        backend.index(connection, come)


def _stored(connection: sa.Connection, keys: list[int]) -> Iterator[tuple[int, Searchable]]:
    by_id = {
        row.id: row.pk
        for row in connection.execute(
            sa.select(t.report.c.pk, t.report.c.id).where(t.report.c.pk.in_(keys))
        )
    }
    for reading in readings(connection, CURRENT, t.report.c.pk.in_(keys)):
        yield by_id[reading.report.id], searchable_of(reading)


def fill(connection: sa.Connection) -> int:
    """Indexes every report anew from the tables; how many."""
    keys = {row.id: row.pk for row in connection.execute(sa.select(t.report.c.pk, t.report.c.id))}
    backend = backend_of(connection)
    done = 0
    some: list[tuple[int, Searchable]] = []
    for reading in readings(connection, CURRENT):
        some.append((keys[reading.report.id], searchable_of(reading)))
        if len(some) == _AT_ONCE:
            backend.index(connection, some)
            done, some = done + len(some), []
    if some:
        backend.index(connection, some)
    return done + len(some)
