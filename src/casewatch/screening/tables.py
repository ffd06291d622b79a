"""The data files of this part, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table `data/NAME.toml`. Callers must not change it."""
    path = files("casewatch.screening").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def word_set(key: str) -> frozenset[str]:
    """The words under `key` of `words.toml`."""
    return frozenset(str(table("words")[key]).split())


@cache
def same_words(key: str) -> dict[str, str]:
    """Word to the first word of its line: lines of words that stand for each other."""
    found: dict[str, str] = {}
    for line in str(table("words")[key]).splitlines():
        words = line.split()
        found.update((word, words[0]) for word in words)
    return found


@cache
def weight(key: str) -> float:
    """A weight of `words.toml`."""
    return float(table("words")["weights"][key])
