"""Backups: one file from and for every kind of store, whole or not at all."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casewatch.errors import StoreError
from casewatch.store import Decision, Failure, Origin, Store

from .samples import TEXT, reading_of, report_of


def fill(store: Store) -> None:
    for number in range(3):
        report = report_of(f"r-{number}", TEXT + f" Part {number}: é, 语, 😀.")
        store.add(report, reading_of(report), Origin(original=b"\x00\xff<raw>", masked=1))
    changed = report_of("r-1", TEXT + " It was told anew.")
    store.add(changed, reading_of(changed))
    with store.batch() as batch:
        batch.fail(Failure("gone.txt", "fetch", "no such file", "look again"))
    made = store.decide(Decision("", "person", "a", "b", "same", "tester", {"why": "told so"}))
    store.undo(made.id, "tester")


def backed_up(store: Store, path: Path) -> Path:
    with path.open("wb") as out:
        store.backup(out)
    return path


def rows_of(path: Path) -> list[str]:
    """All lines but the head, which has the time, and the hash over it."""
    return gzip.decompress(path.read_bytes()).decode().splitlines()[1:-1]


def test_what_is_restored_is_what_was_there(
    store: Store, new_store: Callable[[], str], tmp_path: Path
) -> None:
    fill(store)
    first = backed_up(store, tmp_path / "a.backup")
    url = new_store()
    made = Store.restore(first, url)
    assert made.rows["report"] == 3
    with Store.open(url) as other:
        assert list(other.dump()) == list(store.dump())
        assert list(other.verify()) == []
        assert [hit.report for hit in other.search("told anew")] == ["r-1"]
        assert other.original("r-0") == (b"\x00\xff<raw>", None)
        assert other.decisions() == store.decisions()
        assert other.failures() == store.failures()
        assert rows_of(backed_up(other, tmp_path / "b.backup")) == rows_of(first)
        # What comes later is numbered on from what was restored.
        report = report_of("r-9")
        other.add(report, reading_of(report))
        other.decide(Decision("", "person", "c", "d", "same", "tester"))
        assert list(other.verify()) == []


def test_a_backup_of_one_kind_restores_into_the_other(
    engine: str, store: Store, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    fill(store)
    first = backed_up(store, tmp_path / "a.backup")
    to_file = engine == "postgresql"
    url = str(tmp_path / "other.db") if to_file else request.getfixturevalue("server").empty()
    Store.restore(first, url)
    with Store.open(url) as other:
        assert list(other.dump()) == list(store.dump())
        assert list(other.verify()) == []
        assert rows_of(backed_up(other, tmp_path / "b.backup")) == rows_of(first)


def test_a_store_that_holds_something_is_left_alone(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    file = backed_up(store, tmp_path / "a.backup")
    before = list(store.dump())
    with pytest.raises(StoreError, match="not empty"):
        Store.restore(file, url)
    assert list(store.dump()) == before


def test_a_backup_shows_one_moment_while_others_write(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = list(store.dump())

    def disturb(_: int) -> None:
        report = report_of("r-late")
        store.add(report, reading_of(report))

    out = io.BytesIO()
    store.backup(out, disturb)
    assert store.counts().reports == 4
    (tmp_path / "a.backup").write_bytes(out.getvalue())
    Store.restore(tmp_path / "a.backup", str(tmp_path / "restored.db"))
    with Store.open(str(tmp_path / "restored.db")) as other:
        assert list(other.dump()) == before


def damaged(lines: list[bytes], how: str) -> bytes:
    whole = gzip.compress(b"\n".join(lines) + b"\n")
    if how == "cut off":
        return whole[: len(whole) // 2]
    if how == "a line less":
        return gzip.compress(b"\n".join(lines[:3] + lines[4:]) + b"\n")
    if how == "no end":
        return gzip.compress(b"\n".join(lines[:-1]) + b"\n")
    if how == "another value":
        return gzip.compress(b"\n".join(lines).replace(b"Testova", b"Tescova") + b"\n")
    if how == "newer":
        head = json.loads(lines[0]) | {"schema": "9999"}
        return gzip.compress(b"\n".join([json.dumps(head).encode(), *lines[1:]]) + b"\n")
    return {"not packed": b"hello", "something else": gzip.compress(b'{"a": 1}\n')}[how]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("cut off", "torn"), ("a line less", "torn|missing"), ("no end", "torn"),
        ("another value", "torn"), ("newer", "newer Casewatch"), ("not packed", "no backup"),
        ("something else", "no backup"),
    ],
)  # fmt: skip
def test_a_damaged_backup_leaves_nothing_behind(
    how: str, told: str, store: Store, no_store_url: str, tmp_path: Path
) -> None:
    fill(store)
    file = backed_up(store, tmp_path / "a.backup")
    lines = gzip.decompress(file.read_bytes()).splitlines()
    file.write_bytes(damaged(lines, how))
    with pytest.raises(StoreError, match=told):
        Store.restore(file, no_store_url)
    with pytest.raises(StoreError, match=r"no store at|is empty"):
        Store.open(no_store_url, readonly=True)
