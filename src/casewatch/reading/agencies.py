"""Agencies: police, prosecutors, courts, ministries, regulators, international bodies."""

from __future__ import annotations

from casewatch.model.reading import Agency
from casewatch.reading.prepared import Prepared


def find_agencies(prepared: Prepared) -> tuple[Agency, ...]:
    """The agencies that act in the text."""
    return ()
