"""The words of this part, read once, as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    path = files("casewatch.between").joinpath("data", "words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _begins(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


@cache
def together() -> re.Pattern[str]:
    """Words of acting together."""
    return _begins(_table()["together"])


@cache
def surrender() -> re.Pattern[str]:
    """Words of handing somebody over."""
    return _begins(_table()["surrender"])


@cache
def organs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each state with the names of its organs, to the letter."""
    return tuple(
        (code, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"))
        for code, words in _table()["organs"].items()
    )


@cache
def acting() -> re.Pattern[str]:
    """Words that say that somebody acts for a state."""
    return _begins(_table()["acting"]["words"])


@cache
def hacking() -> re.Pattern[str]:
    """Words of intrusion and influence."""
    return _begins(_table()["acting"]["hacking"])


@cache
def _parents() -> dict[str, str]:
    return {part: whole for whole, parts in _table()["part_of"].items() for part in parts}


def whole(code: str) -> str:
    """The state that a territory belongs to; any other code as it is."""
    return _parents().get(code, code)
