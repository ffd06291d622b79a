"""Tables of words: data files of this package, read once and kept."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table `data/NAME.toml`, as plain values. Callers must not change it."""
    text = files("casewatch.reading").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/NAME.txt` that are neither empty nor comments (`#`)."""
    text = files("casewatch.reading").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(s for line in text.splitlines() if (s := line.strip()) and not s.startswith("#"))


@cache
def weights(name: str) -> dict[str, Any]:
    """The fitted weights `data/NAME.json` (see `linear`)."""
    text = files("casewatch.reading").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    value: dict[str, Any] = json.loads(text)
    return value
