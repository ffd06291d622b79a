"""From files to a store: cleaning, origins, failures of each stage, a second time."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casewatch.errors import FetchError, UsageError
from casewatch.model.report import Report
from casewatch.pipeline import Item, intake, run
from casewatch.sources.fetched import Failure as SourceFailure
from casewatch.sources.fetched import Fetched, Given
from casewatch.sources.inputs import inputs
from casewatch.store import Failure, Store

from .forty import NameReader

STORY = (
    "Ada Testova was charged with fraud on Monday, a court in Exampleville said in a statement "
    "that was read out to the press.\n"
)
PAGE = f"<html><body><nav><a href='/'>Home</a></nav><article><p>{STORY}</p></article></body></html>"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store.open(store_url) as store:
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.html").write_text(PAGE)
    rows = [json.dumps({"id": "row-1", "text": STORY, "published": "2024-05-03"}), "{broken"]
    (folder / "c.jsonl").write_text("\n".join(rows) + "\n")
    (folder / "d.txt").write_text("")
    return folder


def test_a_folder_comes_in_and_a_second_time_adds_nothing(folder: Path, store: Store) -> None:
    outcome = run(intake(inputs([str(folder), "none.txt"])), NameReader(), store)
    assert [one.report.id for one in store.reports()] == ["a", "b", "row-1"]
    assert outcome.stored == 3
    assert sum(outcome.failed.values()) == 3
    assert outcome.failed["fetch"] == 1
    assert {Path(failure.input).name for failure in store.failures()} == {
        "c.jsonl, line 2",
        "d.txt",
        "none.txt",
    }
    assert all(outcome.rate(stage) for stage in ("fetch", "clean", "read", "store"))
    assert list(store.verify()) == []
    before = list(store.dump())
    again = run(intake(inputs([str(folder), "none.txt"])), NameReader(), store)
    assert (again.read, again.skipped, again.exit_status) == (0, 3, 1)
    assert list(store.dump()) == before


def test_a_changed_file_is_a_new_version(folder: Path, store: Store) -> None:
    run(intake(inputs([str(folder / "a.txt")])), NameReader(), store)
    (folder / "a.txt").write_text(STORY + "Ada Testova denied it and will be heard in June.\n")
    outcome = run(intake(inputs([str(folder / "a.txt")])), NameReader(), store)
    assert outcome.new_versions == 1
    assert store.report("a").version == 2


def test_the_origin_leads_back_to_what_was_fetched(folder: Path, store: Store) -> None:
    names = [str(folder / "a.txt"), str(folder / "b.html")]
    run(intake(inputs(names), now=lambda: "2024-05-04T00:00:00+00:00"), NameReader(), store)
    for name, media in (("a", "text/plain"), ("b", "text/html")):
        kept = store.report(name)
        raw, before = store.original(name)
        assert (kept.origin.fetched, kept.origin.media) == ("2024-05-04T00:00:00+00:00", media)
        assert raw
        text = before if before is not None else raw.decode()
        for clean_start, start, length in kept.origin.segments:
            words = kept.report.text[clean_start : clean_start + length]
            assert words == text[start : start + length]
    assert store.original("a") == (STORY.encode(), None)


def test_card_numbers_are_nowhere_in_the_store(tmp_path: Path, store: Store) -> None:
    number = "4111 1111 1111 1111"
    (tmp_path / "card.txt").write_text(STORY + f"One of the cards was {number}, the court said.\n")
    outcome = run(intake(inputs([str(tmp_path / "card.txt")])), NameReader(), store)
    assert (outcome.masked, store.counts().masked) == (1, 1)
    raw, before = store.original("card")
    everything = "\n".join([*store.dump(), (raw or b"").decode(), before or ""])
    assert number not in everything
    assert "4111" not in everything
    assert list(store.verify()) == []


def test_what_the_user_gives_wins_and_must_be_possible(folder: Path, store: Store) -> None:
    given = Given(published="2024-08-02", publisher="The Example Post")
    run(intake(inputs([str(folder / "a.txt")]), given), NameReader(), store)
    report = store.report("a").report
    assert ((report.published or "")[:10], report.publisher) == ("2024-08-02", "The Example Post")
    with pytest.raises(UsageError):
        intake(inputs([]), Given(published="2024-13-45"))


def test_failures_keep_their_place_and_their_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(fetched: Fetched, *_: object) -> Report:
        raise RecursionError("too deep")

    ok = Fetched(STORY.encode(), "text", "a.txt")
    gone = SourceFailure("b.txt", FetchError("no such file", hint="check the path"))
    item, failed = intake([ok, gone])
    assert isinstance(item, Item)
    assert failed == Failure("b.txt", "fetch", "no such file", "check the path")
    monkeypatch.setattr(sys.modules[intake.__module__], "clean", trip)
    (tripped,) = intake([ok])
    assert isinstance(tripped, Failure)
    assert (tripped.stage, tripped.message) == (
        "clean",
        "the cleaning failed: RecursionError: too deep",
    )
