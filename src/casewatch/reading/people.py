"""People: named human beings of the story, with aliases, age, nationality, residence."""

from __future__ import annotations

from casewatch.model.reading import Agency, Person
from casewatch.reading.prepared import Prepared


def find_people(prepared: Prepared, agencies: tuple[Agency, ...]) -> tuple[Person, ...]:
    """The people of the story; roles only as far as a title tells them."""
    return ()
