"""Rows of the tables of reports: what is written, in the order of the columns."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

import sqlalchemy as sa

from casewatch.errors import EvidenceError
from casewatch.model.facts import Fact, canonical_json
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.store import schema as t
from casewatch.store.records import Origin

Row = tuple[Any, ...]

REPORT = ("pk", "id", "version", "reading", "first_seen")
VERSION = (
    "pk", "report", "n", "content", "sha256", "title", "published", "publisher", "url", "path",
    "language", "fetched", "media", "masked", "notes", "segments", "text", "before", "original",
    "original_sha256",
)  # fmt: skip
READING = ("pk", "report_version", "reader", "content", "facts", "made")
FACT = (
    "id", "reading", "seq", "subject", "property", "value", "modality", "speaker", "spans",
    "grounded",
)  # fmt: skip
#: Columns of text, by table: place in the row, name, most characters (None where there is no end).
_TEXTS = {
    table.name: tuple(
        (place, name, column.type.length)
        for place, name in enumerate(columns)
        if isinstance(column := table.c[name], sa.Column)
        and isinstance(column.type, sa.String)
        # What is JSON holds no such character; what is a hash or a time is made here.
        and name not in ("value", "spans", "notes", "segments", "content", "made", "first_seen")
        and (table is not t.fact or name not in ("id", "modality"))
    )
    for table, columns in (
        (t.report, REPORT), (t.report_version, VERSION), (t.reading, READING), (t.fact, FACT)
    )
}  # fmt: skip


def version_row(key: int, report: int, n: int, what: Report, content: str, origin: Origin) -> Row:
    """A row of `report_version`, in the order of `VERSION`."""
    original = origin.original
    return (
        key, report, n, content, what.sha256, what.title, what.published, what.publisher,
        what.url, encodable(what.path), what.language, origin.fetched, origin.media,
        origin.masked, canonical_json(origin.notes), canonical_json(origin.segments), what.text,
        _packed(None if origin.before is None else origin.before.encode()),
        _packed(original),
        None if original is None else hashlib.sha256(original).hexdigest(),
    )  # fmt: skip


def fact_rows(reading: int, facts: tuple[Fact, ...]) -> Iterator[Row]:
    """Rows of `fact`, in the order of `FACT`."""
    for seq, fact in enumerate(facts):
        value = fact.value
        yield (
            fact.id, reading, seq, fact.subject, fact.property,
            encode_basestring(value) if isinstance(value, str) else canonical_json(value),
            fact.modality, fact.speaker, _spans(fact.spans), fact.grounded,
        )  # fmt: skip


def see_fit(name: str, table: sa.Table, row: Row) -> None:
    """Raises `EvidenceError` where a row of the report `name` holds what not every store keeps.

    SQLite would take it; a store must be one that PostgreSQL can take over.
    """
    for place, column, longest in _TEXTS[table.name]:
        value = row[place]
        if value is None:
            continue
        if "\x00" in value:
            raise EvidenceError(f"{name[:80]}: {column} holds a character that is none (NUL)")
        if longest is not None and len(value) > longest:
            raise EvidenceError(
                f"{name[:80]}: {column} has {len(value):,} characters; at most {longest} are kept"
            )


def encodable(words: str) -> str:
    """`words` without half characters and NUL, as names of files and messages may hold them."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\x00", "�")


def _spans(spans: tuple[Span, ...]) -> str:
    """As `canonical_json` spells it, quicker."""
    return f"[{','.join([f'[{start},{end}]' for start, end in spans])}]"


def _packed(raw: bytes | None) -> bytes | None:
    return None if raw is None else zlib.compress(raw)
