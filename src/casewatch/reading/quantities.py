"""Quantities: counts that matter."""

from __future__ import annotations

from casewatch.model.reading import Quantity
from casewatch.reading.prepared import Prepared


def find_quantities(prepared: Prepared) -> tuple[Quantity, ...]:
    """Counts of people, victims, accounts, cards, servers, countries."""
    return ()
