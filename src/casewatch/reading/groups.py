"""Groups: named gangs, venues, malware, operations, companies, victims and platforms."""

from __future__ import annotations

from casewatch.model.reading import Agency, Group, Person
from casewatch.reading.prepared import Prepared


def find_groups(
    prepared: Prepared, people: tuple[Person, ...], agencies: tuple[Agency, ...]
) -> tuple[Group, ...]:
    """The groups of the story."""
    return ()
