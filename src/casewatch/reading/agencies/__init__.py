"""Agencies: police, prosecutors, courts, ministries, regulators, international bodies.

A table knows the well-known ones (`data/agencies.toml`); a grammar of names finds the others
("… Police Department", "Ministry of …"). Both are merged: one agency for all forms of its name.
"""

from __future__ import annotations

from casewatch.model.reading import Agency
from casewatch.reading.agencies.grammar import open_names
from casewatch.reading.agencies.known import known_names
from casewatch.reading.agencies.merge import merge
from casewatch.reading.prepared import Prepared

__all__ = ["find_agencies"]


def find_agencies(prepared: Prepared) -> tuple[Agency, ...]:
    """The agencies that act in the text, in order of their first mention."""
    text = prepared.text
    known = known_names(text)
    return merge(text, known, open_names(text, known))
