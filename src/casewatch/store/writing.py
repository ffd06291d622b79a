"""Writing to a store: one batch is one transaction."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from casewatch.errors import EvidenceError
from casewatch.model.facts import Fact, canonical_json, facts_of
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import schema as t
from casewatch.store.evidence import faults, reading_hash
from casewatch.store.indexing import put
from casewatch.store.records import Added, Failure, Origin, content_hash

Clock = Callable[[], str]
_NOWHERE = Origin()


class Batch:
    """An open transaction of a store. Made by `Store.batch`, which ends it."""

    def __init__(self, connection: sa.Connection, now: Clock) -> None:
        self._db = connection
        self._now = now

    def add(self, report: Report, reading: Reading, origin: Origin = _NOWHERE) -> Added:
        """Keeps `report`, as the version it is, and the facts of `reading`.

        A report's id with other content is a new version, unless that content was one of
        its versions before. A version read by a reader that has read it adds nothing. Raises
        `EvidenceError`, and keeps nothing of the report, where a fact does not stand in the
        text.
        """
        if (reading.report.id, reading.report.text) != (report.id, report.text):
            raise ValueError("the reading is of another report")
        try:
            content = content_hash(report)
        except UnicodeEncodeError as error:
            raise EvidenceError(f"{report.id}: the text holds half a character") from error
        key, newest, n = self._version(report.id, content)
        version = self._find_version(key, n)
        if version is not None and self._find_reading(version, reading.reader):
            return Added.NOTHING
        facts = _proven(reading, n)
        if key is None:
            key = self._insert(t.report, id=report.id, version=n, first_seen=self._now())
        added = Added.READING
        if version is None:
            version = self._insert_version(key, n, report, content, origin)
            added = Added.REPORT if n == 1 else Added.VERSION
        read = self._insert_reading(version, reading.reader, facts)
        if n >= newest:
            self._db.execute(
                sa.update(t.report).where(t.report.c.pk == key).values(version=n, reading=read)
            )
            put(self._db, key, report, reading)
        return added

    def fail(self, failure: Failure) -> None:
        """Keeps that an input failed; one that failed before is told apart by its attempts."""
        now = self._now()
        told = {"stage": failure.stage, "message": failure.message, "hint": failure.hint}
        told = {name: _encodable(value) for name, value in told.items()}
        name = _encodable(failure.input)
        again = self._db.execute(
            sa.update(t.failure)
            .where(t.failure.c.input == name)
            .values(last=now, attempts=t.failure.c.attempts + 1, **told)
        )
        if not again.rowcount:
            self._insert(t.failure, input=name, first=now, last=now, attempts=1, **told)

    def succeed(self, name: str) -> None:
        """Forgets the failure of an input that has come in since."""
        self._db.execute(sa.delete(t.failure).where(t.failure.c.input == _encodable(name)))

    def _version(self, report: str, content: str) -> tuple[int | None, int, int]:
        """The report's key, its newest version, and the version that `content` is or will be."""
        row = self._db.execute(
            sa.select(t.report.c.pk, t.report.c.version).where(t.report.c.id == report)
        ).first()
        if row is None:
            return None, 0, 1
        known = self._db.execute(
            sa.select(t.report_version.c.n).where(
                t.report_version.c.report == row.pk, t.report_version.c.content == content
            )
        ).scalar()
        return row.pk, row.version, known or row.version + 1

    def _find_version(self, report: int | None, n: int) -> int | None:
        if report is None:
            return None
        return self._db.execute(
            sa.select(t.report_version.c.pk).where(
                t.report_version.c.report == report, t.report_version.c.n == n
            )
        ).scalar()

    def _find_reading(self, version: int, reader: str) -> int | None:
        return self._db.execute(
            sa.select(t.reading.c.pk).where(
                t.reading.c.report_version == version, t.reading.c.reader == reader
            )
        ).scalar()

    def _insert(self, table: sa.Table, **values: Any) -> int:
        key = self._db.execute(sa.insert(table), values).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _insert_version(
        self, report: int, n: int, what: Report, content: str, origin: Origin
    ) -> int:
        return self._insert(
            t.report_version,
            report=report,
            n=n,
            content=content,
            sha256=what.sha256,
            title=what.title,
            published=what.published,
            publisher=what.publisher,
            url=what.url,
            path=_encodable(what.path),
            language=what.language,
            fetched=origin.fetched,
            media=origin.media,
            masked=origin.masked,
            notes=canonical_json(origin.notes),
            segments=canonical_json(origin.segments),
            text=what.text,
            before=_packed(None if origin.before is None else origin.before.encode()),
            original=_packed(origin.original),
            original_sha256=_hash(origin.original),
        )

    def _insert_reading(self, version: int, reader: str, facts: tuple[Fact, ...]) -> int:
        read = self._insert(
            t.reading,
            report_version=version,
            reader=reader,
            content=reading_hash(fact.id for fact in facts),
            facts=len(facts),
            made=self._now(),
        )
        rows = [
            {
                "id": fact.id,
                "reading": read,
                "seq": seq,
                "subject": fact.subject,
                "property": fact.property,
                "value": canonical_json(fact.value),
                "modality": fact.modality,
                "speaker": fact.speaker,
                "spans": canonical_json(fact.spans),
                "grounded": fact.grounded,
            }
            for seq, fact in enumerate(facts)
        ]
        if rows:
            self._db.execute(sa.insert(t.fact), rows)
        return read


def _proven(reading: Reading, version: int) -> tuple[Fact, ...]:
    report = reading.report
    try:
        facts = facts_of(reading, version)
    except ValueError as error:
        raise EvidenceError(f"{report.id}: a value is no number") from error
    for fact in facts:
        for fault in faults(fact, report.text):
            raise EvidenceError(
                f"{report.id}: {fact.subject}, {fact.property}: {fault}",
                hint="a fault of the reader; nothing of this report is kept",
            )
    return facts


def _packed(raw: bytes | None) -> bytes | None:
    return None if raw is None else zlib.compress(raw)


def _hash(raw: bytes | None) -> str | None:
    return None if raw is None else hashlib.sha256(raw).hexdigest()


def _encodable(words: str) -> str:
    """`words` without half characters, as names of files may hold them."""
    return words.encode("utf-8", "replace").decode("utf-8")
