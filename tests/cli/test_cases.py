"""The commands on case files, on the shipped reports: what a newcomer sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casewatch.cli.main import main
from casewatch.demo.reports import shipped_reports


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store filled by the demonstration."""
    path = str(tmp_path_factory.mktemp("demo") / "demo.db")
    assert main(["demo", "--store", path]) == 0
    return path


def case(url: str, name: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert main(["case", name, "--store", url, "--format", "json", *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_demonstration_twice_changes_nothing(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cases", "--format", "json", "--full", "--store", url]) == 0
    before = capsys.readouterr().out
    assert main(["demo", "--store", url]) == 0
    out, err = capsys.readouterr()
    assert "Roman Seleznev" in out
    assert "casewatch cases" in out
    assert f"0 reports read, {len(list(shipped_reports()))} known already" in err
    assert main(["cases", "--format", "json", "--full", "--store", url]) == 0
    assert capsys.readouterr().out == before


def test_the_case_of_the_story(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = case(url, "Roman Seleznev", capsys)
    assert {"Track2", "nCux"} <= {name["name"] for name in found["names"]}
    assert found["status"]["proven"] == "released"
    assert found["status"]["since"] == "2024-08-01"
    told = {(line["type"], line["date"], line["term_months"]) for line in found["timeline"]}
    assert ("arrest", "2014-07-05", None) in told
    assert ("sentence", "2017-04-21", 324) in told
    assert ("sentence", "2017-11-30", 168) in told
    assert ("exchange", "2024-08-01", None) in told
    assert found["status"]["term"]["months"] == 324
    assert found["status"]["term"]["unserved_months"] > 200


def test_every_line_opens_to_words_that_stand_in_a_report(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from casewatch.store import Store

    found = case(url, "Vladislav Klyushin", capsys)
    with Store.open(url, readonly=True) as store:
        texts = {row.report.id: row.report.text for row in store.reports()}
    sources = [s for line in found["timeline"] for s in line["sources"]]
    assert sources
    for source in sources:
        start, end = source["span"]
        assert texts[source["report"]][start:end] == source["quote"]
    assert all(line["sources"] for line in found["timeline"])


def test_a_namesake_is_another_case(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    namesake = case(url, "Testimir Seleznev", capsys)
    assert namesake["status"]["proven"] == "charged"
    assert namesake["reports"] == ["demo-2024-09-03-namesake"]
    assert "demo-2024-09-03-namesake" not in case(url, "Roman Seleznev", capsys)["reports"]


def test_disagreements_stand_side_by_side(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, wanted in (
        ("Roman Seleznev", {"2016-08-25", "2017"}),
        ("Roman Seleznev", {"24", "26"}),
        ("Vladislav Klyushin", {"90000000", "93000000"}),
    ):
        disputes = case(url, name, capsys)["contradictions"]
        values = [
            {"".join(c for c in v["value"] if c.isdigit() or c == "-") for v in d["values"]}
            for d in disputes
        ]
        assert any(wanted <= v for v in values), (name, values)


def test_a_copy_is_no_second_source(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "--format", "jsonl", "--full", "--store", url]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1] == {"copies": [["demo-2024-08-01-exchange", "demo-2024-08-02-exchange-copy"]]}
    klyushin = next(row for row in lines[:-1] if row["name"] == "Vladislav Klyushin")
    (exchange,) = [line for line in klyushin["timeline"] if line["type"] == "exchange"]
    reports = {source["report"] for source in exchange["sources"]}
    assert exchange["independent_sources"] < len(reports)


def test_the_accused_are_never_shown_as_guilty(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = case(url, "Ivan Ermakov", capsys)
    assert found["status"]["proven"] in {"charged", "wanted"}
    types = {line["type"] for line in found["timeline"] if line["modality"] == "asserted"}
    assert not types & {"conviction", "plea", "sentence", "release"}


def test_as_of_a_day_shows_what_stood_then(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = case(url, "Roman Seleznev", capsys, "--as-of", "2016-12-31")
    assert found["status"]["proven"] == "convicted"
    assert all((line["date"] or "") < "2017" for line in found["timeline"])


def test_search_by_alias_and_by_text(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("ncux", "seleznev", "Guam"):
        assert main(["cases", query, "--store", url, "--format", "jsonl"]) == 0
        names = [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()]
        assert "Roman Seleznev" in names, query


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_forms_for_people_word_charges_as_charges(
    form: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["case", "Testimir Seleznev", "--store", url, "--format", form]) == 0
    out = capsys.readouterr().out
    assert "charged" in out
    assert "no verdict or guilty plea" in " ".join(out.split())
    assert "found guilty" not in out
    assert "convicted" not in out


def test_what_is_not_there_is_said(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", "Nemo Nobody", "--store", url]) == 1
    err = capsys.readouterr().err
    assert "Nemo Nobody" in err
    assert "casewatch cases" in err


def test_a_store_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "--store", str(tmp_path / "none.db")]) == 1
    assert capsys.readouterr().err.startswith("casewatch: store: ")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("value", ["2024-13-45", "yesterday", "2023-02-30"])
def test_an_impossible_day_is_wrong_usage(value: str, url: str) -> None:
    assert main(["case", "Roman Seleznev", "--store", url, "--as-of", value]) == 2


def test_rebuild_changes_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "--format", "json", "--full", "--store", url]) == 0
    before = capsys.readouterr().out
    assert main(["rebuild", "--store", url]) == 0
    assert "reports indexed" in capsys.readouterr().out
    assert main(["cases", "--format", "json", "--full", "--store", url]) == 0
    assert capsys.readouterr().out == before


def test_status_counts(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--store", url, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reports"] == len(list(shipped_reports()))
    assert found["facts"] > 100
    assert found["failed"] == []
