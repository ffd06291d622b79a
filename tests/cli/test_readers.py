"""`casewatch read --reader llm` and `--reader both`, against a made-up model on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casewatch.cli.main import main
from casewatch.store import Store
from tests.llm.stub import model, told
from tests.llm.test_reader import CHARGE, GOOD, PERSON, TEXT


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("casewatch.llm.reader.cache_folder", lambda: tmp_path / "answers")
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the model answers, in turn; the last one again and again."""
    given: list[str] = []
    with model(lambda _: given.pop(0) if len(given) > 1 else given[0]) as (url, _):
        monkeypatch.setenv("CASEWATCH_LLM_URL", url)
        monkeypatch.setenv("CASEWATCH_LLM_MODEL", "made-up")
        yield given


def read(capsys: pytest.CaptureFixture[str], *args: str, status: int = 0) -> tuple[Any, str]:
    assert main(["read", *args]) == status
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def test_the_model_reads(
    file: Path, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers.append(told(**{**GOOD, "people": [PERSON, {**PERSON, "quote": "Boris Madeupov"}]}))
    (found,), err = read(
        capsys, str(file), "--reader", "llm", "--no-store", "--format", "jsonl"
    )  # fmt: skip
    assert found["reader"] == "llm-1+made-up"
    assert [e["type"] for e in found["events"]] == ["charge"]
    assert "1 dropped: quote not in the text" in err


def test_both_are_kept_apart_and_case_files_rest_on_the_rules(
    file: Path, answers: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = {**CHARGE, "type": "arrest", "date": None, "max_term_months": None}
    answers.append(told(**{**GOOD, "events": [CHARGE, extra]}))
    url = str(tmp_path / "s.db")
    asked = [str(file), "--published", "2024-05-04", "--store", url, "--format", "jsonl"]
    (rules, other), _ = read(capsys, *asked, "--reader", "both")
    assert rules["reader"].startswith("rules-")
    assert other["reader"] == "llm-1+made-up"
    assert [e["agreed"] for e in other["events"]] == [True, False]
    with Store.open(url, readonly=True) as store:
        (current,) = store.readings()
        readers = {f.reader for f in store.facts(current=False)}
    assert current.reader.startswith("rules-")
    assert readers == {current.reader, "llm-1+made-up"}
    assert main(["verify", "--store", url]) == 0
    capsys.readouterr()
    again, err = read(capsys, *asked, "--reader", "both")
    assert [x["reader"] for x in again] == [rules["reader"], "llm-1+made-up"]
    assert "0 tokens used" in err


def test_a_model_that_fails_costs_its_own_facts_only(
    file: Path, answers: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers.append("no JSON at all")
    url = str(tmp_path / "s.db")
    asked = [str(file), "--store", url, "--format", "jsonl", "--reader", "both"]
    found, err = read(capsys, *asked, status=1)
    assert [x["reader"].split("-")[0] for x in found] == ["rules"]
    assert "no JSON" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["llm", "both"])
def test_without_settings_it_is_said_what_to_set(
    name: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CASEWATCH_LLM_URL", raising=False)
    assert main(["read", str(file), "--reader", name, "--no-store"]) == 2
    assert "CASEWATCH_LLM_URL" in capsys.readouterr().err


def test_a_model_is_not_spread(
    file: Path, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers.append(told())
    assert main(["read", str(file), "--reader", "llm", "--workers", "2", "--no-store"]) == 2
    assert "spread" in capsys.readouterr().err
