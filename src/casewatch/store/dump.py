"""A store as lines of text, without keys and times: equal stores give equal lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import sqlalchemy as sa

from casewatch.model.facts import canonical_json
from casewatch.store import schema as t
from casewatch.store.judgements import decisions, failures
from casewatch.store.queries import reads, stream


def lines(connection: sa.Connection) -> Iterator[str]:
    """Reports and versions, facts, decisions and failures as JSON, one a line, in order."""
    yield from _versions(connection)
    for read in reads(connection):
        head = [read.report.id, read.version, read.reader]
        yield canonical_json(["reading", *head, read.content])
        for fact in read.facts:
            stated = [fact.id, fact.subject, fact.property, fact.value, fact.modality]
            yield canonical_json(["fact", *head, *stated, fact.speaker, fact.spans, fact.grounded])
    for made in decisions(connection):
        stands = made.undone is None
        yield canonical_json(
            ["decision", made.kind, made.a, made.b, made.verdict, made.by, made.grounds, stands]
        )
    for failed in failures(connection):
        yield canonical_json(["failure", failed.input, failed.stage, failed.message, failed.hint])


def _versions(connection: sa.Connection) -> Iterator[str]:
    r, v = t.report.c, t.report_version.c
    query = (
        sa.select(r.id, r.version.label("newest"), t.reading.c.reader, *t.report_version.c)
        .join(t.report_version, v.report == r.pk)
        .outerjoin(t.reading, t.reading.c.pk == r.reading)
        .order_by(r.id, v.n)
    )
    for row in stream(connection, query):
        if row.n == 1:
            yield canonical_json(["report", row.id, row.newest, row.reader])
        before = None if row.before is None else hashlib.sha256(row.before).hexdigest()
        yield canonical_json(
            [
                "version", row.id, row.n, row.content, row.sha256, row.title, row.published,
                row.publisher, row.url, row.path, row.language, row.media, row.masked,
                json.loads(row.notes), json.loads(row.segments), row.text, before, row.original_sha256,
            ]
        )  # fmt: skip
