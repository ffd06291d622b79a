"""The fields of items by kind, from `data/kinds.toml`, and the check that a value has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casewatch.errors import ShareError
from casewatch.model.vocabulary import MODALITIES


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type (text, number, whole, flag, texts), whether it may be unknown."""

    name: str
    type: str
    optional: bool
    meaning: str

    def fits(self, value: Any) -> bool:
        """Whether a plain JSON value is of this type."""
        if value is None:
            return self.optional
        if self.type == "texts":
            return isinstance(value, list) and all(isinstance(x, str) for x in value)
        if self.type == "flag":
            return isinstance(value, bool)
        if isinstance(value, bool):
            return False
        wanted: tuple[type, ...] = {"text": (str,), "whole": (int,), "number": (int, float)}[
            self.type
        ]
        return isinstance(value, wanted)

    def blank(self) -> Any:
        """The value that stands where nothing is known."""
        if self.optional:
            return None
        return {"text": "", "whole": 0, "number": 0.0, "flag": False, "texts": []}[self.type]


@cache
def fields() -> Mapping[str, tuple[Field, ...]]:
    """The fields of each kind, in the order of the table."""
    table = tomllib.loads((files(__package__) / "data" / "kinds.toml").read_text("utf-8"))
    return {
        kind: tuple(
            Field(name, type_.rstrip("?"), type_.endswith("?"), meaning)
            for name, (type_, meaning) in own.items()
        )
        for kind, own in table.items()
    }


def checked(kind: str, modality: str, value: Any, place: str) -> dict[str, Any]:
    """`value` with just the fields of its kind. Raises `ShareError` where one does not fit."""
    if kind not in fields():
        raise ShareError(f"{place}: {kind[:40]!r} is no kind of item")
    if modality not in MODALITIES:
        raise ShareError(f"{place}: {str(modality)[:40]!r} is no modality")
    if not isinstance(value, Mapping):
        raise ShareError(f"{place}: the value of a {kind} is no object")
    found: dict[str, Any] = {}
    for field in fields()[kind]:
        given = value.get(field.name, field.blank())
        if not field.fits(given):
            raise ShareError(f"{place}: {kind}, {field.name}: not of type {field.type}")
        found[field.name] = given
    return found
