"""merge, separate, undo and decisions at the command line, on the shipped reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casewatch.cli.main import main

ROMAN, NAMESAKE = "Roman Seleznev", "Testimir Seleznev"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert main(["demo", "--store", str(path)]) == 0
    return path.read_bytes()


@pytest.fixture
def url(filled: bytes, tmp_path: Path) -> str:
    path = tmp_path / "demo.db"
    path.write_bytes(filled)
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *args: str, status: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert main(list(args)) == status
    out, err = capsys.readouterr()
    return out, err


def loaded(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    return json.loads(run(capsys, *args, "--format", "json")[0])


def full(capsys: pytest.CaptureFixture[str], url: str) -> str:
    return run(capsys, "cases", "--store", url, "--format", "jsonl", "--full")[0]


def test_merge_and_undo_give_the_same_bytes_again(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = full(capsys, url)
    old = loaded(capsys, "case", NAMESAKE, "--store", url)["id"]
    out, _ = run(capsys, "merge", ROMAN, NAMESAKE, "--because", "a try", "--store", url)
    assert f"{ROMAN} / {NAMESAKE}: same" in out
    assert loaded(capsys, "case", old, "--store", url)["name"] == ROMAN
    assert full(capsys, url) != before
    undone = loaded(
        capsys, "undo", "--because", "no ground", "--by", "Olga Samplova", "--store", url
    )
    assert undone["written"]["verdict"] == "not the same"
    assert full(capsys, url) == before
    assert loaded(capsys, "case", old, "--store", url)["name"] == NAMESAKE
    _, err = run(capsys, "merge", ROMAN, NAMESAKE, "--store", url, status=1)
    assert f"casewatch undo {undone['written']['id']}" in err


def test_decisions_tell_who_when_why_and_who_undid(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(
        capsys,
        "merge",
        ROMAN,
        NAMESAKE,
        "--by",
        "Ivo Examplik",
        "--because",
        "a try",
        "--store",
        url,
    )
    run(capsys, "undo", "--by", "Olga Samplova", "--because", "two men", "--store", url)
    out, err = run(capsys, "decisions", "--store", url)
    assert "by Ivo Examplik, because: a try" in out
    assert "UNDONE by Olga Samplova" in out
    assert "two men" in out
    assert "2 decisions, of which 1 stand" in err
    newest, oldest = loaded(capsys, "decisions", "--store", url)
    assert newest["undo_of"] == oldest["id"]
    assert (oldest["by"], oldest["undone_by"]) == ("Ivo Examplik", "Olga Samplova")
    assert oldest["undone_because"] == "two men"
    assert oldest["made"][:2] == "20"
    assert {"report": "demo-2024-09-03-namesake", "name": NAMESAKE} in oldest["b"]
    (standing,) = loaded(capsys, "decisions", "--standing", "--store", url)
    assert standing["id"] == newest["id"]


def test_joins_by_rule_state_their_grounds(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = loaded(capsys, "decisions", ROMAN, "--store", url)
    assert rows
    assert all(row["by"] == "rule" and row["grounds"] for row in rows)
    out, _ = run(capsys, "decisions", ROMAN, "--store", url)
    assert "by rule" in out


def test_a_report_is_taken_out_of_a_case(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    report = "demo-2017-11-30-atlanta"
    before = full(capsys, url)
    told = loaded(capsys, "separate", ROMAN, "--report", report, "--store", url)
    assert sorted(case["reports"] for case in told["cases"]) == [1, 6]
    _, err = run(capsys, "case", ROMAN, "--store", url, status=1)
    assert "may be any of these" in err
    run(capsys, "undo", told["decision"]["id"][:5], "--store", url)
    assert full(capsys, url) == before


def test_decisions_hold_through_a_rebuild(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "merge", ROMAN, NAMESAKE, "--store", url)
    before = full(capsys, url)
    run(capsys, "rebuild", "--store", url)
    assert full(capsys, url) == before
    run(capsys, "demo", "--store", url)
    assert full(capsys, url) == before


def test_what_is_not_plain_is_not_done(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, err = run(capsys, "merge", "seleznev", "Vladislav Klyushin", "--store", url, status=1)
    assert "may be any of these" in err
    same = loaded(capsys, "case", ROMAN, "--store", url)["id"]
    _, err = run(capsys, "separate", ROMAN, same, "--store", url, status=1)
    assert "--report" in err
    _, err = run(capsys, "separate", ROMAN, "--report", "no-such-report", "--store", url, status=1)
    assert "is not in the report" in err
    run(capsys, "separate", ROMAN, "--store", url, status=2)
    run(capsys, "separate", ROMAN, NAMESAKE, "--report", "x", "--store", url, status=2)
    _, err = run(capsys, "undo", "--store", url, status=1)
    assert "no decision to undo" in err
    assert loaded(capsys, "decisions", "--store", url) == []


@pytest.mark.parametrize("verb", ["merge", "separate", "undo", "decisions", "review"])
def test_help_begins_with_examples(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(capsys, verb, "--help")
    assert out.startswith("Examples:")


@pytest.mark.parametrize(
    "words", [("merge", "A", "B"), ("separate", "A", "B"), ("undo",), ("decisions",),
              ("review", "--answer", "abcd", "accept")],
)  # fmt: skip
def test_no_store_is_made_by_judging(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.db"
    _, err = run(capsys, *words, "--store", str(path), status=1)
    assert "there is no store" in err
    assert not path.exists()
