"""The documentation says what is there: commands, options, links, and nothing of the workshop."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from casewatch.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
CALL = re.compile(r"(?:^|`|\| )casewatch ([^`#|>\n]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    context = click.Context(cli)
    command = cli.get_command(context, words[0])
    assert command is not None, words
    if isinstance(command, click.Group) and len(words) > 1 and not words[1].startswith("-"):
        inner = command.get_command(context, words[1])
        assert inner is not None, words
        return inner, words[2:]
    return command, words[1:]


def calls() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for match in CALL.finditer(page.read_text(encoding="utf-8")):
            found.append((page.name, match[1].strip().rstrip(".,:;")))
    return found


@pytest.mark.parametrize(("page", "call"), calls())
def test_each_call_in_the_documentation_is_one(page: str, call: str) -> None:
    words = shlex.split(call)
    if words[0].startswith("-"):
        return
    command, rest = command_of(words)
    known = {opt for p in command.params for opt in (*p.opts, *p.secondary_opts)}
    used = {word.split("=")[0] for word in rest if word.startswith("--")}
    assert used <= known | {"--help"}, page


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_each_verb_is_in_the_readme_or_the_docs() -> None:
    told = " ".join(call for _, call in calls())
    words = set(re.findall(r"[a-z-]+", told))
    assert set(COMMANDS) <= words


def test_the_help_of_every_verb_names_its_default_store_and_format() -> None:
    for verb in COMMANDS:
        command, _ = command_of([verb])
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{verb} {parameter.opts}"
