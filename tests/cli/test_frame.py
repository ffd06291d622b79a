"""The frame of the command line: help, unknown verbs, exit statuses, start-up."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from casewatch.cli import main as frame
from casewatch.errors import FetchError, UsageError


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.main(["--help"]) == 0
    out = capsys.readouterr().out
    for verb, (_, line) in frame.COMMANDS.items():
        assert verb in out
        assert line.split()[0] in out


def helps() -> list[list[str]]:
    """The words of every command: the verbs, and the inner ones of those that are groups."""
    context = click.Context(frame.cli)
    found = []
    for verb in frame.COMMANDS:
        command = frame.cli.get_command(context, verb)
        inner = command.list_commands(context) if isinstance(command, click.Group) else []
        found += [[verb, name] for name in inner] or [[verb]]
    return found


@pytest.mark.parametrize("words", helps(), ids=" ".join)
def test_each_command_has_help_with_examples_first(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert frame.main([*words, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Examples:")
    assert f"casewatch {words[0]}" in out
    assert "Usage:" in out


def test_unknown_verb_is_wrong_usage_and_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert frame.main(["raed"]) == 2
    assert "Did you mean 'read'?" in capsys.readouterr().err


def test_unknown_option_is_wrong_usage() -> None:
    assert frame.main(["read", "--no-such-option"]) == 2


@pytest.mark.parametrize(
    ("error", "status"), [(FetchError("gone", hint="look"), 1), (UsageError("what?"), 2)]
)
def test_a_foreseen_failure_is_one_line(
    error: Exception,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(**_: object) -> None:
        raise error

    monkeypatch.setattr(frame.cli, "main", fails)
    assert frame.main([]) == status
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert str(error) in err


def test_an_unforeseen_failure_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.delenv("CASEWATCH_DEBUG", raising=False)
    monkeypatch.setattr(frame.cli, "main", fails)
    assert frame.main([]) == 1
    err = capsys.readouterr().err
    assert "internal error" in err
    assert "Traceback" not in err


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; from casewatch.cli.main import main; main(['--help']);"
        "heavy = {'spacy', 'sqlalchemy', 'numpy', 'rich', 'httpx', 'trafilatura'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
