"""Each kind of damage is found and named."""

import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from casewatch.errors import StoreError
from casewatch.model.report import text_hash
from casewatch.store import Origin, Problem, Store

from .samples import TEXT, reading_of, report_of


@pytest.fixture
def filled(store: Store) -> Store:
    for name, reader in (("r-1", "rules-1"), ("r-1", "rules-2"), ("r-2", "rules-1")):
        report = replace(report_of(name), sha256=text_hash(TEXT))
        store.add(report, reading_of(report, reader), Origin(original=TEXT.encode()))
    return store


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


def test_a_sound_store_has_no_problem(filled: Store) -> None:
    assert list(filled.verify()) == []


OF_MARA = "subject = 'person:Mara Testova'"
DAMAGE = {
    "words changed": (
        "UPDATE report_version SET text = replace(text, 'Quillcat', 'Quilldog') WHERE pk = 1",
        ["is not what its hash was made of", "“Quillcat” does not stand at 23–31"],
    ),
    "text cut": (
        "UPDATE report_version SET text = substr(text, 1, 140) WHERE pk = 1",
        ["is not in the text of 140 characters"],
    ),
    "said changed": (
        "UPDATE report_version SET text = replace(text, 'A fair', 'A fine') WHERE pk = 1",
        ["the words “A fair end,” do not stand at 72–83"],
    ),
    "value changed": (
        f"UPDATE fact SET value = '\"victim\"' WHERE {OF_MARA} AND property = 'role'",
        ["the fact is not what its id was made of"],
    ),
    "spans moved": (
        "UPDATE fact SET spans = '[[1,3]]' WHERE property = 'status'",
        ["the fact is not what its id was made of"],
    ),
    "spans gone": ("UPDATE fact SET spans = '[]' WHERE property = 'status'", ["no span"]),
    "modality unknown": ("UPDATE fact SET modality = 'sworn'", ["modality 'sworn' is none"]),
    "fact gone": (f"DELETE FROM fact WHERE {OF_MARA} AND property = 'alias'", ["facts are not"]),
    "reading gone": (
        "DELETE FROM reading WHERE pk = 3",
        ["points at no reading", "no reading of this version", "at its newest reading"],
    ),
    "version gone": (
        "DELETE FROM report_version WHERE pk = 2",
        ["points at no report_version", "points at version 1; its newest is None"],
    ),
    "report gone": ("DELETE FROM report WHERE pk = 1", ["points at no report"]),
    "old reading current": (
        "UPDATE report SET reading = 1 WHERE pk = 1", ["does not point at its newest reading"]
    ),
    "original changed": (
        f"UPDATE report_version SET original = x'{zlib.compress(b'x').hex()}'",
        ["the original is not what was kept of it"],
    ),
    "original torn": (
        "UPDATE report_version SET original = x'00ff' WHERE pk = 1",
        ["the original does not unpack"],
    ),
    "not searchable": ("DELETE FROM search_v2_docsize WHERE id = 1", ["not in the text index"]),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "wanted"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found(filled: Store, path: Path, statement: str, wanted: list[str]) -> None:
    damage(path, statement)
    found = [str(problem) for problem in filled.verify()]
    for words in wanted:
        assert any(words in line for line in found), found


def test_damaged_pages_are_found_or_refused(filled: Store, path: Path) -> None:
    filled.close()
    damage(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 9000] = b"\xff" * 9000
    path.write_bytes(bytes(content))
    assert told(path)


def told(path: Path) -> list[str]:
    """What a user hears of a store, by checking it or on the way there."""
    try:
        with Store.open(str(path), readonly=True) as store:
            return [str(problem) for problem in store.verify()]
    except StoreError as error:
        return [str(error)]


def test_a_problem_says_where() -> None:
    assert str(Problem("no span", "r-1", 2, "abc")) == "r-1 (version 2): fact abc: no span"
    assert str(Problem("damaged")) == "damaged"
