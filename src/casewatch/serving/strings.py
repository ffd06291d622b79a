"""The words of the pages, all in one file for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def _flat(table: Mapping[str, Any], head: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = f"{head}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        else:
            yield name, str(value)


@cache
def strings(language: str = "en") -> Mapping[str, str]:
    """All words of a language by their dotted keys."""
    path = files("casewatch.serving").joinpath("data", f"{language}.toml")
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def words(key: str, **values: object) -> str:
    """The words under `key` with the values put in. Raises `KeyError` for a key that is none.

    Of `one | many` the first is taken where `n` is 1.
    """
    text = strings()[key]
    if "n" in values and " | " in text:
        one, _, many = text.partition(" | ")
        text = one if values["n"] == 1 else many
    return text.format(**values) if values else text
