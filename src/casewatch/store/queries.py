"""Reading from a store: rows back into reports, facts and readings, streamed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa

from casewatch.model.facts import Fact, reading_of, spans_of
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import schema as t
from casewatch.store.records import Counts, Origin, StoredReport

#: Rows held at a time while streaming.
_ROWS = 500
_REPORT = (
    t.report.c.id,
    t.report_version.c.n,
    t.report_version.c.sha256,
    t.report_version.c.title,
    t.report_version.c.published,
    t.report_version.c.publisher,
    t.report_version.c.url,
    t.report_version.c.path,
    t.report_version.c.language,
    t.report_version.c.text,
)
_FACT = (
    t.fact.c.id.label("fact"),
    t.fact.c.subject,
    t.fact.c.property,
    t.fact.c.value,
    t.fact.c.modality,
    t.fact.c.speaker,
    t.fact.c.spans,
    t.fact.c.grounded,
)
_VERSIONS = t.report.join(t.report_version, t.report_version.c.report == t.report.c.pk)
_READINGS = _VERSIONS.join(t.reading, t.reading.c.report_version == t.report_version.c.pk)
#: Of readings: the newest of the newest version.
CURRENT = t.reading.c.pk == t.report.c.reading


def stream(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Any]:
    """Rows of `query`, few in memory at a time."""
    yield from connection.execute(query, execution_options={"yield_per": _ROWS})


def report_of(row: Any) -> Report:
    """The report in a row that holds its columns."""
    return Report(
        id=row.id,
        text=row.text,
        title=row.title,
        published=row.published,
        publisher=row.publisher,
        url=row.url,
        path=row.path,
        language=row.language,
        sha256=row.sha256,
    )


def fact_of(row: Any) -> Fact:
    """The fact in a row that holds its columns, and those of its report and reading."""
    return Fact(
        id=row.fact,
        report=row.id,
        version=row.n,
        subject=row.subject,
        property=row.property,
        value=json.loads(row.value),
        modality=row.modality,
        speaker=row.speaker,
        spans=spans_of(json.loads(row.spans)),
        reader=row.reader,
        grounded=row.grounded,
    )


def reports(connection: sa.Connection, name: str | None = None) -> Iterator[StoredReport]:
    """All reports in their newest version, by id; or the one called `name`."""
    v = t.report_version.c
    query = (
        sa.select(
            *_REPORT, t.report.c.first_seen, v.fetched, v.media, v.notes, v.segments, v.masked,
            t.reading.c.reader,
        )
        .select_from(_READINGS)
        .where(CURRENT)
        .order_by(t.report.c.id)
    )  # fmt: skip
    if name is not None:
        query = query.where(t.report.c.id == name)
    for row in stream(connection, query):
        origin = Origin(
            fetched=row.fetched,
            media=row.media,
            segments=tuple((a, b, c) for a, b, c in json.loads(row.segments)),
            notes=tuple(json.loads(row.notes)),
            masked=row.masked,
        )
        yield StoredReport(report_of(row), row.n, row.reader, row.first_seen, origin)


def facts(
    connection: sa.Connection, report: str | None = None, *, current: bool = True
) -> Iterator[Fact]:
    """Facts by report, version, reader and their order; superseded ones unless `current`."""
    query = (
        sa.select(t.report.c.id, t.report_version.c.n, t.reading.c.reader, *_FACT)
        .select_from(_READINGS.join(t.fact, t.fact.c.reading == t.reading.c.pk))
        .order_by(t.report.c.id, t.report_version.c.n, t.reading.c.pk, t.fact.c.seq)
    )
    if current:
        query = query.where(CURRENT)
    if report is not None:
        query = query.where(t.report.c.id == report)
    yield from map(fact_of, stream(connection, query))


class Read(NamedTuple):
    """A stored reading: its facts, and what was written down of them when they came in."""

    key: int
    report: Report
    version: int
    reader: str
    facts: tuple[Fact, ...]
    content: str
    size: int
    report_content: str


def reads(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> Iterator[Read]:
    """Stored readings by report, version and making.

    Two streams in step, heads and facts: a text is fetched once and not with every fact.
    """
    order = (t.report.c.id, t.report_version.c.n, t.reading.c.pk)
    heads = (
        sa.select(
            *_REPORT, t.reading.c.pk.label("read"), t.reading.c.reader, t.reading.c.content,
            t.reading.c.facts, t.report_version.c.content.label("report_content"),
        )
        .select_from(_READINGS)
        .where(*where)
        .order_by(*order)
    )  # fmt: skip
    of_readings = (
        sa.select(
            t.report.c.id, t.report_version.c.n, t.reading.c.reader,
            t.reading.c.pk.label("read"), *_FACT,
        )
        .select_from(_READINGS.join(t.fact, t.fact.c.reading == t.reading.c.pk))
        .where(*where)
        .order_by(*order, t.fact.c.seq)
    )  # fmt: skip
    groups = groupby(stream(connection, of_readings), key=lambda row: row.read)
    coming = next(groups, None)
    for head in stream(connection, heads):
        found: tuple[Fact, ...] = ()
        if coming is not None and coming[0] == head.read:
            found = tuple(map(fact_of, coming[1]))
            coming = next(groups, None)
        yield Read(
            head.read, report_of(head), head.n, head.reader, found, head.content, head.facts,
            head.report_content,
        )  # fmt: skip


def readings(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> Iterator[Reading]:
    """Stored readings as readings, by report, version and making."""
    for read in reads(connection, *where):
        yield reading_of(read.report, read.facts, reader=read.reader)


def reading_key(connection: sa.Connection, report: str, content: str, reader: str) -> int | None:
    """The key of the reading by `reader` of the version with `content`, if there is one."""
    return connection.execute(
        sa.select(t.reading.c.pk)
        .select_from(_READINGS)
        .where(
            t.report.c.id == report,
            t.report_version.c.content == content,
            t.reading.c.reader == reader,
        )
    ).scalar()


def titles(connection: sa.Connection, keys: Iterable[int]) -> Iterator[Any]:
    """Key, id, title, date of publication and text of reports, in their newest version."""
    query = (
        sa.select(
            t.report.c.pk,
            t.report.c.id,
            t.report_version.c.title,
            t.report_version.c.published,
            t.report_version.c.text,
        )
        .select_from(_VERSIONS)
        .where(t.report_version.c.n == t.report.c.version, t.report.c.pk.in_(list(keys)))
    )
    yield from connection.execute(query)


def original(connection: sa.Connection, name: str) -> Iterator[tuple[bytes | None, str | None]]:
    """Original and text before cleaning of the newest version of the report called `name`."""
    query = (
        sa.select(t.report_version.c.original, t.report_version.c.before)
        .select_from(_VERSIONS)
        .where(t.report_version.c.n == t.report.c.version, t.report.c.id == name)
    )
    for packed, before in connection.execute(query):
        raw = None if packed is None else zlib.decompress(packed)
        yield raw, None if before is None else zlib.decompress(before).decode()


def counts(connection: sa.Connection) -> Counts:
    """How much of each there is."""

    def count(table: sa.FromClause, *where: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(table).where(*where)
        return int(connection.execute(query).scalar_one())

    by_reader = (
        sa.select(t.reading.c.reader, sa.func.count().label("reports"))
        .select_from(t.report.join(t.reading, CURRENT))
        .group_by(t.reading.c.reader)
        .order_by(t.reading.c.reader)
    )
    masked = sa.select(sa.func.sum(t.report_version.c.masked)).where(
        t.report_version.c.report == t.report.c.pk, t.report_version.c.n == t.report.c.version
    )
    facts = count(t.fact)
    now = count(t.fact.join(t.report, t.report.c.reading == t.fact.c.reading))
    return Counts(
        reports=count(t.report),
        versions=count(t.report_version),
        readings=count(t.reading),
        facts=now,
        superseded=facts - now,
        decisions=count(t.decision),
        failures=count(t.failure),
        masked=connection.execute(masked).scalar() or 0,
        readers={row.reader: row.reports for row in connection.execute(by_reader)},
    )
