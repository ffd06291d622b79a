"""The index of names and texts: rows by which a look-up finds reports without reading them all.

Every row follows from one report and its current reading alone (`resolving.keyed`), and is
written in the transaction that stores the reading. Nothing of another report is read or changed
but for forms of names that are there already, so that adding costs the same in a large store.
A form that is not used any more stays; it finds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from casewatch.model.reading import Reading
from casewatch.resolving.digest import VERSION, Digest, digest_of, digest_of_text, digest_to_text
from casewatch.resolving.keyed import Things, keys_of_form, things_of
from casewatch.store import schema as t
from casewatch.store.backend import backend_of
from casewatch.store.queries import CURRENT, readings, stream
from casewatch.store.records import Problem

#: Values in one list of a query; reports indexed at a time.
IN_LIST, _AT_ONCE = 500, 200
_NAME = "keys"
T = TypeVar("T")


def chunks(values: Iterable[T], size: int = IN_LIST) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def is_current(connection: sa.Connection) -> bool:
    """Whether the index was made by this version of the program."""
    query = sa.select(t.derived.c.version).where(t.derived.c.name == _NAME)
    return connection.execute(query).scalar() == VERSION


def change(connection: sa.Connection, current: Mapping[int, Reading], new: Collection[int]) -> None:
    """Puts reports, by their keys, into the index as these readings say.

    Those in `new` are not in the index yet. Ids of mentions stay for ever: they may have been
    shown.
    """
    digests = {key: digest_of(reading) for key, reading in current.items()}
    things = {key: things_of(digest) for key, digest in digests.items()}
    there = sorted(set(current) - set(new))
    if there:
        _take_out(connection, there, things)
    rows = {
        (thing, key)
        for key, of in things.items()
        for thing in (*of.forms, of.text, *of.ids)
    }  # fmt: skip
    insert = backend_of(connection).insert
    insert(connection, "report_key", ("key", "report"), sorted(rows))
    insert(
        connection,
        "digest",
        ("report", "day", "content"),
        [(k, d.published[:10], digest_to_text(d)) for k, d in sorted(digests.items())],
    )
    _put_things(connection, digests.values(), things.values())


def _take_out(connection: sa.Connection, reports: list[int], now: Mapping[int, Things]) -> None:
    rk = t.report_key.c
    for key, digest in digests_of(connection, reports).items():
        before, after = things_of(digest), now[key]
        gone = {*before.forms, before.text, *after.forms, after.text, *after.ids}
        for some in chunks(sorted(gone)):
            connection.execute(sa.delete(t.report_key).where(rk.key.in_(some), rk.report == key))
    for some in chunks(reports):
        connection.execute(sa.delete(t.digest).where(t.digest.c.report.in_(some)))


def _put_things(
    connection: sa.Connection, digests: Iterable[Digest], things: Iterable[Things]
) -> None:
    forms = {number: form for of in things for number, form in of.forms.items()}
    known: set[int] = set()
    for some in chunks(sorted(forms)):
        known.update(
            connection.execute(sa.select(t.name.c.id).where(t.name.c.id.in_(some))).scalars()
        )
    fresh = {number: form for number, form in sorted(forms.items()) if number not in known}
    rows = {(key, n) for n, (kind, form) in fresh.items() for key in keys_of_form(kind, form)}
    rows |= _of_texts(connection, {d.text: d.outline.keys for d in digests if d.outline.keys})
    insert = backend_of(connection).insert
    if fresh:
        insert(connection, "name", ("id", "form"), [(n, form) for n, (_, form) in fresh.items()])
    if rows:
        insert(connection, "thing_key", ("key", "thing"), sorted(rows))


def _of_texts(
    connection: sa.Connection, sketches: Mapping[int, tuple[int, ...]]
) -> set[tuple[int, int]]:
    """The rows of those texts that are not in the index yet."""
    tk = t.thing_key.c
    known: set[int] = set()
    for some in chunks(sorted(sketches)):
        query = sa.select(tk.thing).where(
            tk.key.in_(sorted({sketches[text][0] for text in some})), tk.thing.in_(some)
        )
        known.update(connection.execute(query).scalars())
    return {(key, x) for x, sketch in sketches.items() if x not in known for key in sketch}


def clear(connection: sa.Connection) -> None:
    """Empties the index. Look-ups then see the whole store until it is filled again."""
    for table in (t.digest, t.report_key, t.thing_key, t.name, t.derived):
        connection.execute(sa.delete(table))


def fill(connection: sa.Connection) -> int:
    """Makes the index anew from the tables; how many reports are in it."""
    clear(connection)
    keys = {row.id: row.pk for row in connection.execute(sa.select(t.report.c.pk, t.report.c.id))}
    done = 0
    for some in chunks(readings(connection, CURRENT), _AT_ONCE):
        current = {keys[reading.report.id]: reading for reading in some}
        change(connection, current, current)
        done += len(some)
    _old_ids(connection, keys)
    connection.execute(sa.insert(t.derived).values(name=_NAME, version=VERSION))
    return done


def _old_ids(connection: sa.Connection, keys: Mapping[str, int]) -> None:
    """Ids of mentions that only superseded readings have."""
    from casewatch.resolving.entities import id_of
    from casewatch.resolving.keyed import id_number

    f, r = t.fact.c, t.report.c
    query = (
        sa.select(r.id, f.subject)
        .select_from(
            t.fact.join(t.reading, t.reading.c.pk == f.reading)
            .join(t.report_version, t.report_version.c.pk == t.reading.c.report_version)
            .join(t.report, r.pk == t.report_version.c.report)
        )
        .where(f.property == "name", t.reading.c.pk != r.reading)
    )
    for some in chunks(stream(connection, query), _AT_ONCE):
        wanted: set[tuple[int, int]] = set()
        for row in some:
            kind, _, name = row.subject.partition(":")
            if kind in ("person", "group"):
                wanted.add((id_number(id_of(kind, row.id, name)), keys[row.id]))
        rk = t.report_key.c
        found = connection.execute(
            sa.select(rk.key, rk.report).where(rk.key.in_(sorted({k for k, _ in wanted})))
        )
        wanted -= {(row.key, row.report) for row in found}
        if wanted:
            backend_of(connection).insert(
                connection, "report_key", ("key", "report"), sorted(wanted)
            )


def bring_up(connection: sa.Connection) -> None:
    """Fills the index where it is missing or of another version of the program."""
    if not is_current(connection):
        fill(connection)


def digests_of(connection: sa.Connection, reports: Iterable[int]) -> dict[int, Digest]:
    """The digests of reports, by their keys."""
    found: dict[int, Digest] = {}
    for some in chunks(reports):
        rows: Any = connection.execute(
            sa.select(t.digest.c.report, t.digest.c.content).where(t.digest.c.report.in_(some))
        )
        found.update((row.report, digest_of_text(row.content)) for row in rows)
    return found


def problems(connection: sa.Connection) -> Iterator[Problem]:
    """Reports that look-ups would not find as they are now."""
    if not is_current(connection):
        yield Problem("the index of names is missing; run: casewatch rebuild")
        return
    keys = {row.id: row.pk for row in connection.execute(sa.select(t.report.c.pk, t.report.c.id))}
    advice = "is not in the index of names as it was read; run: casewatch rebuild"
    for some in chunks(readings(connection, CURRENT), _AT_ONCE):
        wanted = {keys[r.report.id]: digest_of(r) for r in some}
        there = digests_of(connection, wanted)
        for key, digest in wanted.items():
            if there.get(key) != digest or not _is_keyed(connection, key, digest):
                yield Problem(advice, digest.report)


def _is_keyed(connection: sa.Connection, report: int, digest: Digest) -> bool:
    of = things_of(digest)
    things = {*of.forms, of.text, *of.ids}
    rk, tk = t.report_key.c, t.thing_key.c
    count = sa.select(sa.func.count())
    held = 0
    for some in chunks(sorted(things)):
        query = count.select_from(t.report_key).where(rk.key.in_(some), rk.report == report)
        held += connection.execute(query).scalar_one()
    if held != len(things):
        return False
    rows = {(k, n) for n, (kind, form) in of.forms.items() for k in keys_of_form(kind, form)}
    rows |= {(k, of.text) for k in digest.outline.keys}
    found: set[tuple[int, int]] = set()
    for some in chunks(sorted({n for _, n in rows})):
        for keys in chunks(sorted({k for k, n in rows if n in set(some)})):
            query = sa.select(tk.key, tk.thing).where(tk.key.in_(keys), tk.thing.in_(some))
            found.update((row.key, row.thing) for row in connection.execute(query))
    return rows <= found
