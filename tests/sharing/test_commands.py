"""`casewatch share`: what leaves goes where it is told, and what cannot is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.store import Store
from tests.sharing.made import ACCUSED, CHILD, fill


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path / "store.db")
    monkeypatch.setenv("CASEWATCH_STORE", str(tmp_path / "store.db"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_stix_goes_to_a_file_or_standard_output(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share", "stix", "--out", "bundle.json"]) == 0
    told = capsys.readouterr()
    assert not told.out
    assert "under TLP:GREEN" in told.err
    first = json.loads((path / "bundle.json").read_text(encoding="utf-8"))
    assert first["type"] == "bundle"
    assert main(["share", "stix"]) == 0
    again = json.loads(capsys.readouterr().out)
    stamps = {o["id"]: o["modified"] for o in first["objects"] if "modified" in o}
    assert {o["id"]: o["modified"] for o in again["objects"] if "modified" in o} == stamps


def test_only_the_chosen_case_leaves(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["share", "csv", "--table", "happenings", "--case", ACCUSED]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) > 1
    assert all(ACCUSED in row or "alleged" in row for row in rows[1:])
    assert main(["share", "csv", "--table", "subjects"]) == 0
    told = capsys.readouterr()
    assert CHILD not in told.out
    assert "kept back: minor or victim" in told.err


def test_folders_of_tables_and_other_formats(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share", "csv", "--out", "tables"]) == 0
    assert {p.name for p in (path / "tables").iterdir()} >= {"subjects.csv", "quotes.csv"}
    assert main(["share", "parquet", "--out", "parquet"]) == 0
    assert list((path / "parquet").glob("*.parquet"))
    assert main(["share", "misp", "--feed", "feed"]) == 0
    assert (path / "feed" / "manifest.json").is_file()
    assert main(["share", "ftm", "--out", "statements.csv"]) == 0
    assert (path / "statements.csv").read_text(encoding="utf-8").count("\n") > 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["csv"], "give either --out FOLDER or --table NAME"),
        (["csv", "--table", "gossip"], "there is no table gossip"),
        (["parquet"], "give --out FOLDER"),
        (["stix", "--case", "Nobody Nowhere"], "Nobody Nowhere"),
        (["import", "stix", "none.json"], "none.json"),
        (["unpublish", "nothing"], "nothing"),
        (["publish", "x", "--watch", "nobody"], "no watch nobody"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share", *words]) in (1, 2)
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert len(told.err.strip().splitlines()) <= 2


def test_collections_are_published_listed_and_withdrawn(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share", "published"]) == 0
    assert "nothing is published" in capsys.readouterr().err
    assert main(["share", "publish", "frauds", "--case", ACCUSED, "--title", "Frauds"]) == 0
    assert "new or changed" in capsys.readouterr().err
    assert main(["share", "publish", "frauds", "--case", ACCUSED]) == 0
    assert ", 0 of them new or changed" in capsys.readouterr().err
    assert main(["share", "published", "--format", "json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["alias"], one["tlp"]) == ("frauds", "green")
    assert main(["share", "published"]) == 0
    assert "frauds" in capsys.readouterr().out
    assert main(["share", "unpublish", "frauds"]) == 0
    capsys.readouterr()
    assert main(["share", "published"]) == 0
    assert "nothing is published" in capsys.readouterr().err


def test_what_leaves_comes_in_again(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["share", "stix", "--out", "bundle.json"]) == 0
    monkeypatch.setenv("CASEWATCH_STORE", str(path / "other.db"))
    Store.open(str(path / "other.db")).close()
    assert main(["share", "import", "stix", "bundle.json"]) == 0
    first = capsys.readouterr().err
    assert main(["share", "import", "stix", "bundle.json"]) == 0
    assert "casewatch:" in first
    assert main(["case", ACCUSED]) == 0
    out = capsys.readouterr().out
    assert "alleged" in out.lower()
    assert "guilt was found" not in out
