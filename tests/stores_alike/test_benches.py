"""The benches of stores and of reading in several places run, and tell what they should."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.store import Store


def test_bench_store(
    new_store: Callable[[], str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from casewatch.bench import store as bench

    monkeypatch.setattr(bench, "ASKED", 3)
    url = new_store()
    words = ["bench", "store", "--sizes", "20,60", "--window", "30", "--url", url]
    assert main([*words, "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert [size["reports"] for size in figures["sizes"]] == [20, 60]
    for size in figures["sizes"]:
        assert size["readings_per_second"] > 0
        assert size["bytes_per_report"] > figures["characters_per_report"]
        assert {*size["answers"]} == {"search", "case NAME", "cases QUERY"}
    with Store.open(url) as store:
        assert store.counts().reports == 90
        assert list(store.verify()) == []
    # What is there already is nobody's to fill.
    assert main(words) == 2
    assert "not empty" in capsys.readouterr().err


def test_bench_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": f"r-{n}", "text": f"Ada Testova was charged with fraud in case {n}. She denied it."}
        for n in range(6)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert main(["bench", "corpus", str(path), "--no-cluster", "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["same_store"]
    assert [way["reports"] for way in figures["ways"]] == [6, 6]
    assert figures["ways"][0]["efficiency"] == 1.0
