"""What a store answers: reports, counts, search, decisions, differences."""

from dataclasses import replace
from pathlib import Path

import pytest

from casewatch.errors import NotFoundError
from casewatch.store import Decision, Origin, Store, default_url

from .samples import TEXT, reading_of, report_of


@pytest.fixture
def filled(store: Store) -> Store:
    for number in (3, 1, 2):
        report = report_of(f"r-{number}", TEXT + f" Part {number}.", f"Title {number}")
        store.add(report, reading_of(report), Origin(masked=number))
    return store


def test_everything_comes_by_id(filled: Store) -> None:
    wanted = ["r-1", "r-2", "r-3"]
    assert [one.report.id for one in filled.reports()] == wanted
    assert [one.report.id for one in filled.readings()] == wanted
    assert list(dict.fromkeys(fact.report for fact in filled.facts())) == wanted
    assert {fact.report for fact in filled.facts("r-2")} == {"r-2"}
    assert filled.reading("r-2").report.title == "Title 2"


def test_what_is_not_there_is_said(filled: Store) -> None:
    with pytest.raises(NotFoundError, match="no report r-9"):
        filled.report("r-9")
    with pytest.raises(NotFoundError, match="no report r-9"):
        filled.reading("r-9")
    assert list(filled.facts("r-9")) == []


def test_counts(filled: Store) -> None:
    counts = filled.counts()
    facts = len(list(filled.facts()))
    assert (counts.reports, counts.versions, counts.readings) == (3, 3, 3)
    assert (counts.facts, counts.superseded, counts.masked) == (facts, 0, 6)
    assert counts.readers == {"rules-1": 3}


def test_search_finds_names_text_and_beginnings(filled: Store) -> None:
    assert {hit.report for hit in filled.search("testova MARA")} == {"r-1", "r-2", "r-3"}
    assert [hit.report for hit in filled.search("quillcat part 2")] == ["r-2"]
    assert filled.search("title 3")[0].title == "Title 3"
    assert len(filled.search("exampleb", limit=2)) == 2
    assert "sentenced" in filled.search("sentenced months")[0].snippet
    assert filled.search("nobody") == ()


@pytest.mark.parametrize("query", ["", '"', "a AND", "NEAR(", "x*y:z -", "^", "'; DROP TABLE"])
def test_no_query_is_an_error(filled: Store, query: str) -> None:
    filled.search(query)
    assert filled.counts().reports == 3


def test_search_knows_accents_other_scripts_and_only_the_newest_text(store: Store) -> None:
    text = "José Éxamplo і Мара Тестова"
    report = report_of(text=text)
    reading = replace(
        reading_of(report), people=(), groups=(), events=(), attributions=(),
        countries={}, final_status={},
    )  # fmt: skip
    store.add(report, reading)
    assert store.search("jose examplo")
    assert store.search("тестова")
    newer = replace(report, text="All of it was taken back.")
    store.add(newer, replace(reading, report=newer))
    assert not store.search("тестова")
    assert store.rebuild_index() == 1
    assert store.search("taken back")
    assert not store.search("тестова")


def test_streams_see_one_state(filled: Store) -> None:
    stream = filled.readings()
    first = next(stream)
    report = report_of("r-0")
    filled.add(report, reading_of(report))
    assert [first.report.id, *(one.report.id for one in stream)] == ["r-1", "r-2", "r-3"]
    assert filled.counts().reports == 4


def test_equal_stores_give_equal_lines(filled: Store, tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "other.db"), now=lambda: "1999-01-01") as other:
        for reading in filled.readings():
            origin = Origin(masked=int(reading.report.id[-1]))
            other.add(reading.report, reading, origin)
        assert list(other.dump()) == list(filled.dump())
        report = report_of("r-4")
        other.add(report, reading_of(report))
        assert list(other.dump()) != list(filled.dump())


def test_decisions_are_kept_for_ever_and_undone(store: Store) -> None:
    asked = Decision("", "identity", "p-1", "p-2", "same", "rule:alias", {"alias": "Quillcat"})
    made = store.decide(asked)
    again = store.decide(asked)
    assert made.id != again.id
    assert made.made
    assert store.decisions() == (made, again)
    store.undo(made.id, "an analyst")
    undone, standing = store.decisions()
    assert (undone.undone_by, standing.undone) == ("an analyst", None)
    assert undone.undone
    with pytest.raises(NotFoundError, match="no decision"):
        store.undo(made.id, "an analyst")
    assert store.counts().decisions == 2
    assert sum('"decision"' in line for line in store.dump()) == 2


def test_the_default_store_can_be_told_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CASEWATCH_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_url().endswith("casewatch.db")
    with Store.open() as made:
        assert made.counts().reports == 0
    monkeypatch.setenv("CASEWATCH_STORE", str(tmp_path / "mine.db"))
    assert default_url() == str(tmp_path / "mine.db")
    with Store.open() as mine:
        assert mine.place == str(tmp_path / "mine.db")
