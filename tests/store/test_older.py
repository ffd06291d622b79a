"""A store made by the first schema is brought forward with all that is in it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.store import Decision, Failure, Origin, Store, opening
from casewatch.store.backend import WRITES
from casewatch.store.schema import SCHEMA

from .samples import TEXT, reading_of, report_of

_TABLES = ("report", "report_version", "reading", "fact", "decision", "failure", "run")


def fill(store: Store) -> None:
    for number in range(40):
        report = report_of(f"r-{number}", TEXT + f" Part {number}.")
        store.add(report, reading_of(report), Origin(original=b"raw"))
    for text, reader in ((TEXT + " Anew.", "rules-1"), (TEXT + " Anew.", "rules-2")):
        report = report_of("r-7", text)
        store.add(report, reading_of(report, reader))
    store.decide(Decision("", "person", "a", "b", "same", "tester", {"why": "told so"}))
    with store.batch() as batch:
        batch.fail(Failure("gone.txt", "fetch", "no such file"))


def make_old(url: str, store: Store) -> None:
    """A store of the first schema at `url` with all rows of `store`."""
    engine = opening.bare_engine(url, readonly=False, wait_seconds=5)
    with (
        store._read() as source,
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        opening.migrate(connection, url, "0001")
        old, new = sa.MetaData(), sa.MetaData()
        old.reflect(connection, only=_TABLES)
        new.reflect(source, only=_TABLES)
        for name in _TABLES:
            shared = [c for c in new.tables[name].c if c.name in old.tables[name].c]
            rows = [dict(row._mapping) for row in source.execute(sa.select(*shared))]
            if name == "fact":
                rows = [{"pk": number, **row} for number, row in enumerate(rows, 1)]
            if rows:
                connection.execute(sa.insert(old.tables[name]), rows)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "CREATE VIRTUAL TABLE search_v1 USING fts5(title, names, body)"
            )
    engine.dispose()


def schema_at(url: str) -> str | None:
    engine = opening.bare_engine(url, readonly=False, wait_seconds=5)
    with engine.connect() as connection:
        found = opening.schema_of(connection, url)
    engine.dispose()
    return found


def test_the_oldest_store_is_brought_forward(
    store: Store, no_store_url: str, tmp_path: Path
) -> None:
    fill(store)
    make_old(no_store_url, store)
    assert schema_at(no_store_url) == "0001"
    with pytest.raises(StoreError, match="older Casewatch"):
        Store.open(no_store_url, readonly=True)
    with Store.open(no_store_url) as brought:
        assert list(brought.dump()) == list(store.dump())
        assert list(brought.verify()) == []
        assert brought.counts() == store.counts()
        assert brought.decisions() == store.decisions()
        assert {hit.report for hit in brought.search("testova anew")} == {"r-7"}
        # And goes on as a new one does.
        report = report_of("r-7", TEXT + " A third time.")
        brought.add(report, reading_of(report))
        store.add(report, reading_of(report))
        assert list(brought.dump()) == list(store.dump())
        assert list(brought.verify()) == []
    assert schema_at(no_store_url) == SCHEMA
    with Store.open(no_store_url, readonly=True) as again:
        assert again.counts().reports == 40
