"""States by their codes, in words; and the state that acts in a report."""

from __future__ import annotations

from collections import Counter
from functools import cache

from casewatch.model.reading import Reading
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


def leading_state(reading: Reading) -> str | None:
    """The state of most of the agencies that a report names; the one named first of equals."""
    codes = [a.country for a in reading.agencies if a.country and a.country not in UNIONS]
    count = Counter(codes)
    return max(count, key=lambda c: (count[c], -codes.index(c))) if codes else None
