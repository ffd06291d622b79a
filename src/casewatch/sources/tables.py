"""Tables of words of this part: TOML files of this package, read once and kept."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table `data/NAME.toml`, as plain values. Callers must not change it."""
    text = files("casewatch.sources").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
