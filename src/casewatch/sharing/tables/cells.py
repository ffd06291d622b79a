"""Cells of CSV files: values as text and back, and nothing that a spreadsheet would run."""

from __future__ import annotations

import json
from typing import Any

from casewatch.errors import ShareError
from casewatch.sharing.kinds import Field

#: A text that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def cell(value: Any, field: Field) -> str:
    """A value as the text of a cell. Unknown is empty; lists are JSON; texts cannot be run."""
    if value is None:
        return ""
    if field.type == "texts":
        return json.dumps(value, ensure_ascii=False)
    if field.type == "flag":
        return "true" if value else "false"
    if field.type in ("whole", "number"):
        return repr(value)
    return f"'{value}" if value.startswith(_FORMULA) else str(value)


def value_of(text: str, field: Field, place: str) -> Any:
    """The value of a cell. Raises `ShareError` where it is of another type."""
    if text == "" and field.optional:
        return None
    try:
        if field.type == "texts":
            found = json.loads(text or "[]")
        elif field.type == "flag":
            found = {"true": True, "false": False}[text.casefold()]
        elif field.type == "whole":
            found = int(text)
        elif field.type == "number":
            found = float(text) if any(c in text for c in ".eEn") else int(text)
        else:
            found = text[1:] if text.startswith("'") and text[1:2] in _FORMULA else text
    except (ValueError, KeyError, RecursionError):
        found = None
    if found is None or not field.fits(found):
        raise ShareError(f"{place}: {field.name}: {text[:40]!r} is no {field.type}")
    return found
