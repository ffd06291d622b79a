"""Decisions, failures and runs: rows in and out, no rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict

import sqlalchemy as sa

from casewatch.errors import NotFoundError
from casewatch.model.facts import canonical_json
from casewatch.store import schema as t
from casewatch.store.records import Decision, Failure, Run


def decisions(connection: sa.Connection) -> Iterator[Decision]:
    """All decisions, oldest first, undone ones too."""
    for row in connection.execute(sa.select(t.decision).order_by(t.decision.c.pk)):
        yield Decision(
            id=row.id,
            kind=row.kind,
            a=row.a,
            b=row.b,
            verdict=row.verdict,
            by=row.by,
            grounds=json.loads(row.grounds),
            made=row.made,
            undone=row.undone,
            undone_by=row.undone_by,
        )


def decide(connection: sa.Connection, decision: Decision, made: str) -> Decision:
    """Keeps `decision`, and gives it back with its id and the time it was made."""
    count = connection.execute(sa.select(sa.func.count()).select_from(t.decision)).scalar_one()
    content = [count, decision.kind, decision.a, decision.b, decision.verdict, decision.by, made]
    kept = Decision(
        id=hashlib.sha256(canonical_json(content).encode()).hexdigest()[:12],
        kind=decision.kind,
        a=decision.a,
        b=decision.b,
        verdict=decision.verdict,
        by=decision.by,
        grounds=decision.grounds,
        made=made,
    )
    connection.execute(
        sa.insert(t.decision).values(
            id=kept.id,
            kind=kept.kind,
            a=kept.a,
            b=kept.b,
            verdict=kept.verdict,
            by=kept.by,
            grounds=canonical_json(kept.grounds),
            made=made,
        )
    )
    return kept


def undo(
    connection: sa.Connection, name: str, by: str, at: str, also: Decision | None = None
) -> Decision | None:
    """Marks the decision with id `name` as undone, and keeps what follows from that (`also`).

    Raises `NotFoundError` where no such decision stands.
    """
    changed = connection.execute(
        sa.update(t.decision)
        .where(t.decision.c.id == name, t.decision.c.undone.is_(None))
        .values(undone=at, undone_by=by)
    )
    if not changed.rowcount:
        raise NotFoundError(f"no decision {name} stands", hint="see: casewatch decisions")
    return None if also is None else decide(connection, also, at)


def failures(connection: sa.Connection) -> Iterator[Failure]:
    """Inputs that failed and have not come in since, by name."""
    for row in connection.execute(sa.select(t.failure).order_by(t.failure.c.input)):
        yield Failure(
            row.input, row.stage, row.message, row.hint, row.first, row.last, row.attempts
        )


def note(connection: sa.Connection, run: Run, key: int | None = None) -> int:
    """Keeps what a run did, in place of what was kept under `key`; gives its key."""
    told = asdict(run)
    own = {name: told.pop(name) for name in ("began", "ended", "reader")}
    values = {**own, "told": canonical_json(told)}
    if key is not None:
        changed = connection.execute(sa.update(t.run).where(t.run.c.pk == key).values(values))
        if changed.rowcount:
            return key
    made = connection.execute(sa.insert(t.run), values).inserted_primary_key
    assert made is not None
    return int(made[0])


def runs(connection: sa.Connection, limit: int) -> Iterator[Run]:
    """The last runs, newest first."""
    query = sa.select(t.run).order_by(t.run.c.pk.desc()).limit(limit)
    for row in connection.execute(query):
        yield Run(row.began, row.ended, row.reader, **json.loads(row.told))
