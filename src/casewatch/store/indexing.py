"""What can be searched of a report: title, names and aliases, text."""

from __future__ import annotations

import sqlalchemy as sa

from casewatch.model.reading import Agency, Group, Person, Reading
from casewatch.model.report import Report
from casewatch.store import schema as t
from casewatch.store import sqlite
from casewatch.store.queries import CURRENT, readings


def put(connection: sa.Connection, key: int, report: Report, reading: Reading) -> None:
    """Makes `report`, whose row has `key`, searchable as it is now."""
    names: dict[str, None] = {}
    things: tuple[Person | Group | Agency, ...] = (
        *reading.people,
        *reading.groups,
        *reading.agencies,
    )
    for thing in things:
        names[thing.name] = None
        names.update(dict.fromkeys(alias.value for alias in thing.aliases))
    sqlite.put_in_index(connection, key, report.title, names, report.text)


def fill(connection: sa.Connection) -> int:
    """Indexes every report anew from the tables; how many."""
    keys = {row.id: row.pk for row in connection.execute(sa.select(t.report.c.pk, t.report.c.id))}
    done = 0
    for reading in readings(connection, CURRENT):
        put(connection, keys[reading.report.id], reading.report, reading)
        done += 1
    return done
