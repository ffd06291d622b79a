"""The checks of a whole store: every fact with its words, every row with its parent."""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from casewatch.model.facts import fact_id
from casewatch.store import keys
from casewatch.store import schema as t
from casewatch.store.backend import backend_of
from casewatch.store.evidence import faults, reading_hash
from casewatch.store.queries import Read, reads, stream
from casewatch.store.records import Problem, content_hash


def problems(connection: sa.Connection) -> Iterator[Problem]:
    """All that is wrong, superseded facts included; nothing for a sound store."""
    for what in backend_of(connection).integrity(connection):
        yield Problem(what)
    for read in reads(connection):
        yield from _of_reading(read)
    yield from _of_versions(connection)
    yield from _of_reports(connection)
    yield from keys.problems(connection)


def _of_reading(read: Read) -> Iterator[Problem]:
    report, version = read.report.id, read.version
    if content_hash(read.report) != read.report_content:
        yield Problem("the report is not what its hash was made of", report, version)
    if len(read.facts) != read.size or reading_hash(f.id for f in read.facts) != read.content:
        yield Problem(
            f"reading by {read.reader}: {len(read.facts)} facts are not the {read.size} stored",
            report,
            version,
        )
    for fact in read.facts:
        if fact_id(fact) != fact.id:
            yield Problem("the fact is not what its id was made of", report, version, fact.id)
        for fault in faults(fact, read.report.text):
            what = f"{fact.subject}, {fact.property}: {fault}"
            yield Problem(what, report, version, fact.id)


def _of_versions(connection: sa.Connection) -> Iterator[Problem]:
    """Originals that do not unpack to what was fetched; versions that nobody read."""
    v = t.report_version.c
    unread = sa.select(t.reading.c.pk).where(t.reading.c.report_version == v.pk).exists()
    query = sa.select(v.n, v.original, v.original_sha256, t.report.c.id, unread.label("read"))
    query = query.join(t.report, t.report.c.pk == v.report).order_by(t.report.c.id, v.n)
    for row in stream(connection, query):
        if not row.read:
            yield Problem("no reading of this version", row.id, row.n)
        if row.original is None:
            continue
        try:
            raw = zlib.decompress(row.original)
        except zlib.error:
            yield Problem("the original does not unpack", row.id, row.n)
            continue
        if hashlib.sha256(raw).hexdigest() != row.original_sha256:
            yield Problem("the original is not what was kept of it", row.id, row.n)


def _of_reports(connection: sa.Connection) -> Iterator[Problem]:
    """Reports whose newest version or reading is not there, or that no search can find."""
    r, v, g = t.report.c, t.report_version.c, t.reading.c
    every = t.report_version.alias().c
    newest = sa.select(sa.func.max(every.n)).where(every.report == r.pk).scalar_subquery()
    of_version = t.report.outerjoin(
        t.report_version, sa.and_(v.report == r.pk, v.n == r.version)
    ).outerjoin(t.reading, g.report_version == v.pk)
    query = sa.select(
        r.pk, r.id, r.version, r.reading, newest.label("n"), g.pk.label("g"), g.reader
    ).select_from(of_version)
    indexed = backend_of(connection).indexed(connection)
    rows = stream(connection, query.order_by(r.id, g.pk))
    for _, group in itertools.groupby(rows, key=lambda row: row.pk):
        readings = list(group)
        row = readings[0]
        if row.n != row.version:
            yield Problem(f"points at version {row.version}; its newest is {row.n}", row.id)
        elif row.reading not in _newest(readings):
            yield Problem("does not point at its newest reading", row.id)
        if row.pk not in indexed:
            yield Problem("is not in the text index; run: casewatch rebuild", row.id)


def _newest(readings: Sequence[Any]) -> set[int]:
    """Of each reader (rules, llm), whatever its version, the last reading of a report's version.

    What another reader found may be kept beside the one that counts.
    """
    by_reader = {row.reader.partition("-")[0]: row.g for row in readings if row.g is not None}
    return set(by_reader.values())
