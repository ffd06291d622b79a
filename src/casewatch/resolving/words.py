"""The data files of this part, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table `data/NAME.toml`. Callers must not change it."""
    path = files("casewatch.resolving").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words under `key` of the table NAME; each entry is one line of words."""
    value: str | list[str] = table(name)[key]
    text = value if isinstance(value, str) else " ".join(value)
    return frozenset(text.split())


@cache
def variants(name: str, key: str) -> dict[str, str]:
    """Word to the first word of its line: lines of words that stand for each other."""
    found: dict[str, str] = {}
    for line in str(table(name)[key]).splitlines():
        words = line.split()
        for word in words:
            found.setdefault(word, words[0])
    return found
