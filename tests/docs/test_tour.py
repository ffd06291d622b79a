"""Each command in the README and the docs does what it is there for: all are run, page by page."""

from __future__ import annotations

import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from casewatch.cli.main import main
from tests.docs.calls import ROOT, calls, name_of, pages
from tests.docs.desk import furnish, stand_up
from tests.following.site import Site

STAND_INS = tomllib.loads((Path(__file__).parent / "stand_ins.toml").read_text(encoding="utf-8"))
#: They talk with a program by standard input, and end with it.
WITH_STANDARD_INPUT = {"mcp"}
WITH_CALLS = [page for page in pages() if calls(page)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("demo") / "cases.db"
    assert main(["demo", "--store", str(store)]) == 0
    return store


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def words_of(text: str, values: dict[str, str]) -> list[str]:
    for told, instead in STAND_INS["words"].items():
        text = text.replace(told, instead)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return shlex.split(text.partition(" > ")[0])[1:]


@pytest.mark.parametrize("page", WITH_CALLS, ids=name_of)
def test_the_commands_of_a_page_run(
    page: Path, demo: Path, site: Site, tmp_path: Path, request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    furnish(tmp_path, demo)
    stand_up(site, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CASEWATCH_STORE", str(tmp_path / "cases.db"))
    monkeypatch.setenv("CASEWATCH_WEBHOOK_SECRET", "made up for this test")
    run = 0
    for call in calls(page):
        if call.text in STAND_INS["elsewhere"]:
            continue
        wants_server = "postgresql://" in call.text
        pg = request.getfixturevalue("server").empty() if wants_server else ""
        words = words_of(call.text, {"site": site.url, "pg": pg})
        if words[0] in WITH_STANDARD_INPUT:
            done = subprocess.run([sys.executable, "-m", "casewatch", *words], input=b"",
                                  check=False, timeout=120)  # fmt: skip
            assert done.returncode == 0, call.text
        else:
            status = main(words)
            told = capsys.readouterr()
            assert status == 0, f"{call.text}\n{told.out[-500:]}\n{told.err[-1500:]}"
        run += 1
    assert run or all(call.text in STAND_INS["elsewhere"] for call in calls(page))


def test_what_is_run_elsewhere_is_in_the_docs_and_the_test_is_there() -> None:
    told = {call.text for page in pages() for call in calls(page)}
    for text, test in STAND_INS["elsewhere"].items():
        assert text in told, text
        assert (ROOT / test).exists(), test
