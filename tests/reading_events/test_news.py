"""News stories of several outlets' manners, read as a whole: every event with people, day and term."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from casewatch.model.report import Report
from casewatch.reading.reader import RulesReader

Told = tuple[str, str, str | None, int | None, int | None, frozenset[str]]

_FOLDER = Path(__file__).parent / "news"
_LINE = re.compile(
    r"(?P<type>[a-z]+)(?: (?P<modality>expected|alleged))?(?: (?P<date>\d{4}(?:-\d\d){0,2}))?"
    r"(?: months=(?P<months>\d+))?(?: count=(?P<count>\d+))?:(?: (?P<who>.+))?"
)


@cache
def _reader() -> RulesReader:
    return RulesReader()


def _told(line: str) -> Told:
    match = _LINE.fullmatch(line)
    assert match, line
    return (
        match["type"],
        match["modality"] or "asserted",
        match["date"],
        int(match["months"]) if match["months"] else None,
        int(match["count"]) if match["count"] else None,
        frozenset((match["who"] or "").split("; ")) - {""},
    )


@cache
def _read(story: str, text: str, published: str) -> frozenset[Told]:
    reading = _reader().read(Report(story, text.strip(), "", published, "Example Post"))
    return frozenset(
        (e.type, e.modality, e.date, e.term_months, e.count, frozenset(e.who))
        for e in reading.events
    )


def _stories(reason: str) -> list[ParameterSet]:
    found = []
    for path in sorted(_FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            why = row.get(reason)
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            found.append(pytest.param(row, id=row["id"], marks=marks))
    return found


@pytest.mark.parametrize("row", _stories("fails_missing"))
def test_what_the_story_tells_is_read(row: dict[str, Any]) -> None:
    found = _read(row["id"], row["text"], row["published"])
    assert {_told(line) for line in row["events"]} - found == set()


@pytest.mark.parametrize("row", _stories("fails_extra"))
def test_nothing_else_is_read(row: dict[str, Any]) -> None:
    found = _read(row["id"], row["text"], row["published"])
    allowed = {_told(line) for line in (*row["events"], *row.get("also", ()))}
    assert found - allowed == set()
