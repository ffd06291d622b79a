"""People told by number: "charging three individuals", whom the report names further on.

Where a report charges or arrests so many people without naming them there, and exactly so many
of its subjects have no such event of their own, it is they. So it is where the number is that of
all its subjects, or, from `MANY` on, where it leaves out but one: he has an event of his own, and
all others are in the number. Nothing looser: a chance agreement of numbers must charge nobody.
"""

from __future__ import annotations

from casewatch.model.reading import Reading
from casewatch.model.vocabulary import SUBJECT_ROLES

_TYPES = ("charge", "arrest")
#: One nameless person may be anybody.
FEWEST = 2
#: From so many on, one more or less is no chance.
MANY = 5


def counted(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Position of an event to the names of those whom it tells by number alone."""
    found: dict[int, tuple[str, ...]] = {}
    subjects = [p.name for p in reading.people if p.role in SUBJECT_ROLES]
    for kind in _TYPES:
        own = {name for e in reading.events if e.type == kind for name in e.who}
        left = tuple(name for name in subjects if name not in own)
        if len(left) < FEWEST:
            continue
        numbers = {len(left), len(subjects)} if len(subjects) >= MANY else {len(left)}
        if own and len(left) >= MANY:
            numbers.add(len(left) + 1)
        for number, event in enumerate(reading.events):
            nameless = event.type == kind and not event.who and event.modality == "asserted"
            if nameless and event.count in numbers:
                found[number] = left
                break
    return found
