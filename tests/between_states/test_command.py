"""`casewatch cooperation` on a small store."""

import json
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.store import Store
from tests.between_states.story import everything


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("between") / "store.db")
    with Store.open(path) as store:
        for one in everything():
            store.add(one.report, one)
    return path


def test_text_json_and_jsonl(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cooperation", "--store", url]) == 0
    assert "Extraditions" in capsys.readouterr().out
    assert main(["cooperation", "--store", url, "--format", "json", "--year", "2021"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [c["kind"] for c in found["cells"]] == ["extradition"]
    assert main(["cooperation", "--store", url, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {r["kind"] for r in rows} == {
        "extradition", "joint_operation", "exchange", "state_hacking",
    }  # fmt: skip


def test_a_state_by_code_or_name(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for name in ("CH", "ch", "Switzerland"):
        assert main(["cooperation", "--store", url, "--country", name, "--format", "json"]) == 0
        told.append(capsys.readouterr().out)
    assert len(set(told)) == 1


@pytest.mark.parametrize("more", [["--country", "Nowhereland"], ["--year", "21"]])
def test_wrong_usage(url: str, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cooperation", "--store", url, *more]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_no_store(tmp_path: Path) -> None:
    assert main(["cooperation", "--store", str(tmp_path / "none.db")]) == 1
