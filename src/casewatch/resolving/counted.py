"""People told by number: "charging three individuals", whom the report names further on.

Where a report charges or arrests so many people without naming them there, and exactly so many
of its subjects have no such event of their own, it is they.
"""

from __future__ import annotations

from casewatch.model.reading import Reading
from casewatch.model.vocabulary import SUBJECT_ROLES

_TYPES = ("charge", "arrest")


def counted(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Position of an event to the names of those whom it tells by number alone."""
    found: dict[int, tuple[str, ...]] = {}
    subjects = [p.name for p in reading.people if p.role in SUBJECT_ROLES]
    for kind in _TYPES:
        own = {name for e in reading.events if e.type == kind for name in e.who}
        left = tuple(name for name in subjects if name not in own)
        nameless = [
            n
            for n, e in enumerate(reading.events)
            if e.type == kind and not e.who and e.count == len(left) and e.modality == "asserted"
        ]
        if len(left) >= 2 and nameless:
            found[nameless[0]] = left
    return found
