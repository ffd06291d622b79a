"""Failed inputs brought in once more, one stage run again alone, and what `status` says of both."""

import json
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.pipeline import Item, run
from casewatch.pipeline.again import cleaned_again, inputs_again, read_again
from casewatch.pipeline.intake import intake
from casewatch.sources.fetched import Given
from casewatch.sources.inputs import inputs
from casewatch.store import Failure, Run, Store

from .forty import NameReader, items, report

STORY = (
    "Ada Testova was charged with fraud on Monday, a court in Exampleville said in a statement "
    "that was read out to the press.\n"
)


def test_a_newer_reader_reads_what_is_stored(store_url: str) -> None:
    class Newer(NameReader):
        version = "names-2"

    with Store.open(store_url) as store:
        run(items(), NameReader(), store)
        outcome = run(read_again(store), Newer(), store)
        assert (outcome.read, outcome.stored, outcome.new_versions) == (40, 40, 0)
        assert store.counts().readers == {"names-2": 40}
        assert run(read_again(store), Newer(), store).read == 0
        assert list(store.verify()) == []


def test_cleaning_again_changes_nothing_where_the_rules_are_the_same(
    store_url: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Title: Head of a ring charged\nDate: 2024-05-03\n\n" + STORY)
    (tmp_path / "b.html").write_text(f"<html><article><p>{STORY}</p></article></html>")
    given = Given(publisher="The Example Post", url="https://news.example/1")
    with Store.open(store_url) as store:
        run(intake(inputs([str(tmp_path)]), given), NameReader(), store)
        before = list(store.dump())
        assert len(before) > 4
        outcome = run(cleaned_again(store), NameReader(), store)
        assert (outcome.skipped, outcome.read, outcome.failures) == (2, 0, [])
        assert list(store.dump()) == before


def test_cleaning_again_takes_newer_rules(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casewatch.sources.clean import report as cleaning

    (tmp_path / "a.txt").write_text(STORY + "Subscribe to our letter of tests.\n")
    split = cleaning.split_lines
    with Store.open(store_url) as store:
        run(intake(inputs([str(tmp_path)])), NameReader(), store)
        kept = store.report("a").report.text
        monkeypatch.setattr(
            cleaning, "split_lines", lambda raw: [x for x in split(raw) if "letter" not in x.text]
        )
        outcome = run(cleaned_again(store), NameReader(), store)
        assert outcome.new_versions == ("letter" in kept)
        assert "letter" not in store.report("a").report.text
        assert list(store.verify()) == []


def test_inputs_behind_failures(tmp_path: Path) -> None:
    rows, page = tmp_path / "r, line 1.jsonl", tmp_path / "p.html"
    rows.touch()
    page.touch()
    failed = [
        Failure(name, "clean", "told")
        for name in (
            f"{rows}, line 7", f"{rows}, line 9", str(page), "https://news.example/1",
            "standard input, line 3", str(tmp_path / "gone.txt"),
        )
    ]  # fmt: skip
    names, lost = inputs_again(failed)
    assert names == [str(rows), str(page), "https://news.example/1"]
    assert [failure.input for failure in lost] == [
        "standard input, line 3",
        str(tmp_path / "gone.txt"),
    ]


def test_retry_brings_in_what_failed(
    store_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.jsonl"
    good = json.dumps({"id": "row-1", "text": STORY, "published": "2024-05-03"})
    rows.write_text(good + "\n{broken\n")
    (tmp_path / "empty.txt").write_text("")
    where = ["--store", store_url]
    assert main(["read", str(rows), str(tmp_path / "empty.txt"), "none.txt", *where]) == 1
    capsys.readouterr()
    rows.write_text(good + "\n" + good.replace("row-1", "row-2") + "\n")
    # Only what failed at the stage: the torn row and the empty file are left for later.
    assert main(["retry", "--stage", "fetch", *where]) == 1
    told = capsys.readouterr().err
    assert "none.txt: cannot be had again" in told
    assert "nothing to bring in again" in told
    assert main(["retry", "--stage", "clean", *where]) == 1
    assert "1 known already" in capsys.readouterr().err
    with Store.open(store_url, readonly=True) as store:
        assert [one.report.id for one in store.reports()] == ["row-1", "row-2"]
        assert {Path(f.input).name: f.attempts for f in store.failures()} == {
            "empty.txt": 2,
            "none.txt": 1,
        }
    (tmp_path / "empty.txt").write_text(STORY)
    assert main(["retry", "--stage", "clean", *where]) == 0
    with Store.open(store_url, readonly=True) as store:
        assert [f.input for f in store.failures()] == ["none.txt"]
        assert store.counts().reports == 3
    assert main(["retry", "--stage", "clean", *where]) == 0
    assert "nothing to bring in again" in capsys.readouterr().err
    assert main(["retry", "--stage", "clear", *where]) == 2


def test_status_tells_of_a_run_that_goes_on(
    store_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[Run] = []
    with Store.open(store_url) as store, Store.open(store_url, readonly=True) as other:

        def ten() -> list[Item]:
            return [Item(f"{n}.txt", report(n)) for n in range(10)]

        def look(_: object) -> None:
            if other.runs(1):
                told.append(other.runs(1)[0])

        run(ten(), NameReader(), store, total=10, on_progress=look, batch_size=4)
        assert [(one.done, one.total, one.ended) for one in told[-1:]] == [(4, 10, "")]
        assert (told[-1].seconds_left or 0) > 0
        assert len(store.runs()) == 1
        ended = store.runs(1)[0]
        assert (ended.done, bool(ended.ended), ended.seconds_left) == (10, True, None)
        store.note(told[-1])
    assert main(["status", "--store", store_url]) == 0
    shown = capsys.readouterr().out
    assert "not ended" in shown
    assert "4 of 10 done" in shown
    assert " left" in shown
    assert main(["status", "--store", store_url, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["done"] == 4


def test_rebuild_notes_what_resolving_and_projecting_took(
    store_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(store_url) as store:
        run(items(), NameReader(), store)
        before = list(store.dump())
    assert main(["rebuild", "--store", store_url]) == 0
    assert main(["rebuild", "--stage", "resolve", "--store", store_url]) == 0
    capsys.readouterr()
    assert main(["status", "--store", store_url, "--format", "json"]) == 0
    stages = {s["stage"]: s for s in json.loads(capsys.readouterr().out)["stages"]}
    assert [*stages] == ["fetch", "read", "store", "resolve", "project"]
    assert (stages["fetch"]["failed"], stages["read"]["failed"]) == (1, 1)
    assert stages["resolve"]["reports"] == stages["project"]["reports"] == 40
    assert stages["resolve"]["rate"] > 0
    with Store.open(store_url, readonly=True) as store:
        assert list(store.dump()) == before
