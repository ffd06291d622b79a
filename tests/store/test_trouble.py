"""Stores that cannot be opened, read or written: one line and a hint each."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from casewatch.errors import StoreError
from casewatch.store import Store, schema
from casewatch.store.opening import path_of

from .samples import TEXT, reading_of, report_of


def add_one(store: Store, name: str = "r-1") -> None:
    report = report_of(name)
    store.add(report, reading_of(report))


def add_many(store: Store) -> None:
    for number in range(2, 99):
        add_one(store, f"r-{number}")


def raw(path: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(path, isolation_level=None))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process holds the write lock of `path`."""
    holder = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE'); print('locked', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "locked\n"
        yield
        process.stdin.close()


def test_a_locked_store_says_so_and_can_be_read_meanwhile(
    store: Store, opened: Callable[..., Store], path: Path
) -> None:
    add_one(store)
    impatient = opened(wait_seconds=0.2)
    with locked(path):
        with pytest.raises(StoreError, match="locked by another program") as caught:
            add_one(impatient, "r-2")
        assert "run the same command again" in caught.value.hint
        with pytest.raises(StoreError, match="locked by another program"):
            Store.open(str(path), wait_seconds=0.2)
        assert opened(readonly=True).counts().reports == 1
    add_one(impatient, "r-2")
    assert store.counts().reports == 2


def test_a_full_disk_keeps_what_was_stored(store: Store, path: Path) -> None:
    add_one(store)
    before = list(store.dump())

    def no_more_pages(connection: sqlite3.Connection, *_: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store.close()
    sa.event.listen(store._engine, "connect", no_more_pages)
    with pytest.raises(StoreError, match="no space left") as caught:
        add_many(store)
    assert "free some space" in caught.value.hint
    with Store.open(str(path)) as again:
        assert list(again.verify()) == []
        assert set(before) <= set(again.dump())


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_store_that_cannot_be_written(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    path = folder / "cases.db"
    with Store.open(str(path)) as store:
        add_one(store)
    path.chmod(0o444)
    if what == "folder":
        folder.chmod(0o555)
    try:
        told = as_nobody(path)
    finally:
        folder.chmod(0o755)
    assert told[0] == "StoreError"
    assert "cannot be written" in told[1] or "cannot be opened" in told[1]
    assert "--store" in told[1]
    assert told[2] == "1 reports"


def as_nobody(path: Path) -> list[str]:
    """What a process without rights of its own is told on writing, then on reading."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        told = []
        try:
            if os.getuid() == 0:
                for folder in path.parents[:-1]:
                    if not folder.stat().st_mode & stat.S_IXOTH:
                        folder.chmod(folder.stat().st_mode | 0o111)
                os.setuid(65534)
            try:
                with Store.open(str(path), wait_seconds=0.2) as store:
                    add_one(store, "r-2")
                told.append("written\n")
            except StoreError as error:
                told += ["StoreError", str(error)]
            with Store.open(str(path), readonly=True) as store:
                told.append(f"{store.counts().reports} reports")
        except Exception as error:  # noqa: BLE001 - told to the parent
            told.append(repr(error))
        finally:
            os.write(write, "\n".join(told).encode())
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return pipe.read().splitlines()


@pytest.mark.parametrize("content", [b"not a database at all " * 99, b"SQLite format 3\0" * 99])
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for readonly in (False, True):
        with pytest.raises(StoreError, match="no Casewatch store") as caught:
            Store.open(str(path), readonly=readonly)
        assert caught.value.hint
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    with raw(path) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(str(path))
    with raw(path) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_store_of_a_newer_program(store: Store, path: Path) -> None:
    add_one(store)
    store.close()
    with raw(path) as other:
        other.execute(f"UPDATE {schema.SCHEMA_TABLE} SET version_num = '9999'")
    for readonly in (False, True):
        with pytest.raises(StoreError, match="newer Casewatch") as caught:
            Store.open(str(path), readonly=readonly)
        assert "update Casewatch" in caught.value.hint


def test_a_store_of_an_older_program_is_not_read_as_it_is(store: Store, path: Path) -> None:
    store.close()
    with raw(path) as other:
        other.execute(f"UPDATE {schema.SCHEMA_TABLE} SET version_num = '0000'")
    with pytest.raises(StoreError, match="older Casewatch"):
        Store.open(str(path), readonly=True)


def test_a_step_that_fails_leaves_the_store_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casewatch.store import opening, sqlite

    def stop(connection: sa.Connection) -> bool:
        raise sqlite3.OperationalError("stopped on the way")

    monkeypatch.setattr(sqlite, "make_index", stop)
    with pytest.raises(StoreError, match="stopped on the way"):
        Store.open(str(path))
    monkeypatch.undo()
    with raw(path) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    with pytest.raises(StoreError, match="is empty"):
        Store.open(str(path), readonly=True)
    with Store.open(str(path)) as store:
        add_one(store)
    assert opening.SCHEMA == schema.SCHEMA


def test_the_steps_lead_to_the_tables_that_the_program_knows(store: Store, path: Path) -> None:
    config = Config()
    config.set_main_option(
        "script_location", str(Path(schema.__file__).parent / "migrations").replace("%", "%%")
    )
    assert ScriptDirectory.from_config(config).get_heads() == [schema.SCHEMA]
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in schema.metadata.tables

    with store._engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": ours}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_places_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at") as caught:
        Store.open(str(tmp_path / "none.db"), readonly=True)
    assert "casewatch read" in caught.value.hint
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(str(tmp_path))
    with pytest.raises(StoreError, match="no folder"):
        Store.open(str(tmp_path / "no" / "cases.db"))


@pytest.mark.parametrize(
    ("url", "match"),
    [
        ("postgresql://host", "names no database"),
        ("mysql://host/cases", "no kind of store"),
        ("sqlite:///", "no name"),
    ],
)
def test_urls_that_are_none(url: str, match: str) -> None:
    with pytest.raises(StoreError, match=match):
        Store.open(url)


def test_urls_and_paths() -> None:
    assert path_of("sqlite:///cases.db") == "cases.db"
    assert path_of("sqlite:////tmp/cases.db") == "/tmp/cases.db"
    assert path_of("odd name%20.db") == "odd name%20.db"
    assert path_of("~/cases.db") == str(Path.home() / "cases.db")


def test_a_path_with_marks_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "50% of ?#& all"
    folder.mkdir()
    with Store.open(str(folder / "ca ses%41.db")) as store:
        add_one(store)
    assert (folder / "ca ses%41.db").exists()
    with Store.open(str(folder / "ca ses%41.db"), readonly=True) as store:
        assert store.reading("r-1").report.text == TEXT
        with pytest.raises(StoreError, match="cannot be written"):
            add_one(store, "r-2")
