"""Groups: named gangs, venues, malware, operations, companies, victims and platforms."""

from __future__ import annotations

from casewatch.model.reading import Agency, Group, Person
from casewatch.reading.groups.classify import names
from casewatch.reading.groups.settle import settle_groups
from casewatch.reading.linear import linear
from casewatch.reading.prepared import Prepared

__all__ = ["find_groups"]


def find_groups(
    prepared: Prepared, people: tuple[Person, ...], agencies: tuple[Agency, ...]
) -> tuple[Group, ...]:
    """The groups of the story, in order of first mention."""
    model = linear("groups_weights")
    judged = [(n, model.probabilities(n.features)) for n in names(prepared, people, agencies)]
    return settle_groups(prepared.text, judged)
