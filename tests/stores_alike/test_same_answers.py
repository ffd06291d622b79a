"""Every command gives the same answers on a SQLite file and in PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.store import Store
from tests.engines import Server

ROMAN, NAMESAKE = "Roman Seleznev", "Testimir Seleznev"
REPORT = (
    "SPRINGTON – Ivan Examplov, 34, of Springton, also known as “tallmoth,” was sentenced today to "
    "27 months in prison for selling stolen card data, prosecutors said.\n"
)
#: Words of one command, or what to do between two.
COMMANDS = [
    "demo",
    "cases --format jsonl --full", "cases seleznev", "cases forum --format json",
    f"case '{ROMAN}'", f"case '{ROMAN}' --format json", f"case '{ROMAN}' --as-of 2016-12-31",
    "cooperation", "outcomes", "review --format json",
    f"merge '{ROMAN}' '{NAMESAKE}' --because tested", f"case '{ROMAN}' --format json",
    "undo",
    f"separate '{ROMAN}' '{NAMESAKE}' --because tested",
    "screen 'Selezniov, Roman' --format json",
    f"watch add '{ROMAN}' --why 'set free'", "watch list", "watch run", "alerts",
    f"change '{ROMAN}' --since 2024-08-01",
    "read {report} none.txt --published 2021-03-04", "read {report} --published 2021-03-04",
    "case 'Ivan Examplov' --format json", "retry --stage fetch",
    "rebuild", "verify", "cases --format jsonl --full",
]  # fmt: skip
#: What differs by when a command ran, not by what it says: times, rates, ids of decisions.
_TIMES = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^\s\"]*|\d[\d.,]* s \([\d.,]+ a second\)"
    r"|(?<![-\w])[0-9a-f]{12}(?!\w)"
)


def words_of(command: str, report: Path) -> list[str]:
    import shlex

    return [word.format(report=report) for word in shlex.split(command)]


@pytest.fixture
def answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], list[tuple[str, int, str, str]]]:
    """Runs all commands on one store; what each printed, and its exit status."""
    report = tmp_path / "story.txt"
    report.write_text(REPORT)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("CASEWATCH_AUTHOR", "Olga Samplova")
    monkeypatch.chdir(tmp_path)

    def run(url: str) -> list[tuple[str, int, str, str]]:
        place = Store.open(url).place
        found = []
        for command in COMMANDS:
            status = main([*words_of(command, report), "--store", url])
            out, err = capsys.readouterr()
            told = [_TIMES.sub("…", text.replace(place, "STORE")) for text in (out, err)]
            found.append((command, status, told[0], told[1]))
        return found

    return run


def test_all_commands_say_the_same(
    answers: Callable[[str], list[tuple[str, int, str, str]]], tmp_path: Path, server: Server
) -> None:
    url = server.made()
    on_file = answers(str(tmp_path / "cases.db"))
    in_server = answers(url)
    for one, other in zip(on_file, in_server, strict=True):
        assert one == other
    # A command that cannot be understood would be the same everywhere.
    assert {command: status for command, status, _, _ in on_file if status not in (0, 1)} == {}
    with Store.open(url) as store, Store.open(str(tmp_path / "cases.db")) as file:
        lines = [[_TIMES.sub("…", line) for line in one.dump()] for one in (store, file)]
        assert lines[0] == lines[1]
        assert list(store.verify()) == []
    server.clear(url)
