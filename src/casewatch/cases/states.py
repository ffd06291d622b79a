"""States by their codes, in words."""

from __future__ import annotations

from functools import cache

from casewatch.reading.tables import table

#: Codes that stand for no one state.
UNIONS = {"EU": "the European Union", "INT": "international bodies"}
_THE = ("United States", "United Kingdom", "United Arab Emirates", "Netherlands", "Philippines")


@cache
def state(code: str) -> str:
    """The name of a state as it stands in a sentence; the code where it is not known."""
    if code in UNIONS:
        return UNIONS[code]
    names = table("countries").get(code, {}).get("names") or [code]
    name = str(names[0])
    return f"the {name}" if name in _THE else name
