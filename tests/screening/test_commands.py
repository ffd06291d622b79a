"""The commands `reference` and `screen`, from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from casewatch.cli.main import main
from tests.screening.lists import ALT, BOMB, GALAXY, SDN, put

Out = pytest.CaptureFixture[str]


@pytest.fixture
def url(tmp_path: Path, capsys: Out) -> str:
    """A store's path with two lists beside it, and no store."""
    path = str(tmp_path / "s.db")
    files = [str(put(tmp_path, "sdn.csv", SDN)), str(put(tmp_path, "alt.csv", ALT))]
    actors = str(put(tmp_path, "actors.json", GALAXY))
    assert main(["reference", "load", "ofac", *files, "--store", path]) == 0
    assert main(["reference", "load", "misp-galaxy", actors, "--store", path]) == 0
    assert "ofac: 4 entries with 7 names loaded" in capsys.readouterr().err
    return path


def screened(capsys: Out, *words: str) -> list[dict[str, object]]:
    assert main(["screen", *words, "--format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("verb", [["screen"], ["reference", "load"], ["reference", "list"]])
def test_help_begins_with_examples(verb: list[str], capsys: Out) -> None:
    assert main([*verb, "--help"]) == 0
    assert capsys.readouterr().out.startswith("Examples:")


def test_list_and_remove(url: str, capsys: Out) -> None:
    assert main(["reference", "list", "--format", "json", "--store", url]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(x["name"], x["entries"]) for x in found] == [("actors", 3), ("ofac", 4)]
    assert main(["reference", "list", "--store", url]) == 0
    assert "misp-galaxy" in capsys.readouterr().out
    assert main(["reference", "remove", "actors", "--store", url]) == 0
    assert main(["reference", "remove", "actors", "--store", url]) == 1
    assert "there is no list actors" in capsys.readouterr().err


def test_names_in_every_format(url: str, capsys: Out) -> None:
    (found,) = screened(capsys, "Иван Экзамплов", "--born", "1984", "--store", url)
    (candidate,) = found["candidates"]  # type: ignore[misc]
    assert candidate["entry"]["id"] == "1001"  # type: ignore[index]
    assert main(["screen", "Ivan Examplov", "Nobody Atall", "--store", url]) == 0
    text = capsys.readouterr().out
    assert "EXAMPLOV, Ivan Petrovich  [ofac 1001]" in text
    assert "the name alone" in text
    assert "nobody of that name is known here" in text
    assert main(["screen", "Ivan Examplov", "--format", "csv", "--store", url]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["source"], row["id"], row["born"]) == ("ofac", "1001", "1984")
    assert main(["screen", "APT914", "--format", "json", "--list", "actors", "--store", url]) == 0
    assert json.loads(capsys.readouterr().out)[0]["candidates"][0]["name"] == "APT914"


def test_a_table_of_names(url: str, tmp_path: Path, capsys: Out) -> None:
    table = put(
        tmp_path, "n.csv", "Name,Birth year,country\nMara Testova,1980,North Korea\n,,\nAPT915,,\n"
    )
    found = screened(capsys, "--file", str(table), "--store", url)
    assert [(x["name"], x["born"], x["country"]) for x in found] == [
        ("Mara Testova", 1980, "KP"),
        ("APT915", None, None),
    ]
    assert found[0]["candidates"][0]["strength"] == "strong"  # type: ignore[index]


def test_cells_are_no_formulas(url: str, tmp_path: Path, capsys: Out) -> None:
    table = put(tmp_path, "n.csv", "name\n=Ivan Examplov\n")
    assert main(["screen", "--file", str(table), "--format", "csv", "--store", url]) == 0
    assert "\n'=Ivan Examplov," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("surname\nx\n", "no column name"),
        ("", "no column name"),
        ("name,born\nx,soon\n", "line 2: soon is no year"),
        ("name,country\nx,Atlantis\n", "Atlantis is no country"),
        ("name,kind\nx,ship\n", "ship is no kind"),
    ],
)
def test_tables_that_cannot_be_read(
    content: str, says: str, url: str, tmp_path: Path, capsys: Out
) -> None:
    table = put(tmp_path, "n.csv", content)
    assert main(["screen", "--file", str(table), "--format", "csv", "--store", url]) == 2
    assert says in capsys.readouterr().err


def test_wrong_use(url: str, tmp_path: Path, capsys: Out) -> None:
    empty = str(tmp_path / "none.db")
    for words, says in (
        ([], "give names"),
        (["--file", "missing.csv"], "cannot be read"),
        (["x", "--store", empty], "nobody to screen against"),
        (["x", "--country", "Atlantis"], "no country"),
    ):
        assert main(["screen", *words, *([] if "--store" in words else ["--store", url])]) == 2
        assert says in capsys.readouterr().err
    assert main(["screen", "x", "--list", "none", "--store", url]) == 1
    assert "there is no list none" in capsys.readouterr().err


def test_a_bad_file_is_told_in_one_line_and_the_others_are_loaded(
    tmp_path: Path, capsys: Out
) -> None:
    path = str(tmp_path / "s.db")
    bad = put(tmp_path, "sdn.xml", BOMB)
    assert main(["reference", "load", "ofac", str(bad), "--store", path]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "document type" in err
    torn = put(tmp_path, "torn.json", json.dumps(GALAXY)[:-9])
    good = put(tmp_path, "good.json", GALAXY)
    words = ["reference", "load", "misp-galaxy", str(torn), str(good), "--store", path]
    assert main(words) == 1
    capsys.readouterr()
    assert main(["reference", "list", "--format", "json", "--store", path]) == 0
    assert [x["name"] for x in json.loads(capsys.readouterr().out)] == ["good"]


def test_case_files_are_screened_too(tmp_path: Path, capsys: Out) -> None:
    path = str(tmp_path / "demo.db")
    assert main(["demo", "--store", path]) == 0
    capsys.readouterr()
    (found,) = screened(capsys, "Роман Селезнёв", "--store", path)
    names = [c["entry"]["name"] for c in found["candidates"]]  # type: ignore[index]
    assert names[0] == "Roman Seleznev"
    (by_handle,) = screened(capsys, "nCux", "--list", "store", "--store", path)
    assert by_handle["candidates"][0]["entry"]["name"] == "Roman Seleznev"  # type: ignore[index]


def test_two_files_of_one_name_and_a_missing_folder(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "other").mkdir()
    files = [put(tmp_path, "a.json", GALAXY), put(tmp_path / "other", "a.json", GALAXY)]
    words = ["reference", "load", "misp-galaxy", *map(str, files), "--store"]
    assert main([*words, str(tmp_path / "s.db")]) == 2
    assert "lists of one name" in capsys.readouterr().err
    assert main([*words[:4], "--store", str(tmp_path / "none" / "s.db")]) == 1
    assert "there is no folder" in capsys.readouterr().err
