"""One forgetting from beginning to end, in one transaction; then the space is overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from casewatch.model.facts import facts_of
from casewatch.store import forgetting as f
from casewatch.store import schema as t
from casewatch.store.store import Store
from casewatch.store.writing import Batch


def forget(
    store: Store,
    names: Iterable[str],
    mentions: Collection[tuple[str, str]],
    *,
    by: str,
    because: str = "",
) -> f.Erased:
    """Takes a person out of the store, and blocks the names from now on.

    `names` are the forms by which the person alone is known; `mentions` are report and name.
    Every version of every report that names the person is masked, and its facts on them are
    gone; so are decisions on them. What others said of others stays.
    """
    with store._write() as connection:
        at = store._now()
        known = f.block(connection, names, at)
        gone = f.drop_decisions(connection, mentions, known)
        f.drop_failures(connection, known)
        sure = {report for report, _ in mentions}
        there = set(connection.execute(sa.select(t.report.c.id)).scalars())
        reports = f.reports_naming(connection, known, sure & there)
        # What is derived hangs on the reports, and is made anew from what is left.
        f.clear_derived(connection)
        before = after = 0
        for name in reports:
            kept, first_seen, facts = f.take_out(connection, name)
            before += facts
            after += _put_back(connection, store, kept, first_seen)
        erased = f.Erased(tuple(reports), before - after, gone)
        f.audit(connection, erased, by, because, at)
    store.rebuild_index()
    _overwrite(store)
    return erased


def _put_back(
    connection: sa.Connection, store: Store, kept: tuple[f.Kept, ...], first_seen: str
) -> int:
    """Adds a report again; adding masks it. How many facts there are now."""
    facts = 0
    names = set()
    for one in kept:
        for reading in one.readings:
            batch = Batch(connection, store._now)
            batch.add(one.report, reading, one.origin)
            batch.flush()
            report, shorter, _ = f.forgotten(connection).applied(one.report, reading, one.origin)
            names.add(report.id)
            facts += len(facts_of(shorter))
    for name in names:
        connection.execute(
            sa.update(t.report).where(t.report.c.id == name).values(first_seen=first_seen)
        )
    return facts


def _overwrite(store: Store) -> None:
    """Rewrites a SQLite file, so that nothing of what was deleted is left in free pages."""
    if store._engine.dialect.name != "sqlite":
        return
    with store._explained():
        raw = store._engine.raw_connection()
        try:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
