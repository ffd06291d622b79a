"""Find the people of a report: judge, join, and read what the text says of each."""

from __future__ import annotations

from casewatch.model.reading import Agency, Person
from casewatch.reading.people.join import join
from casewatch.reading.people.judge import judge
from casewatch.reading.prepared import Prepared


def find_people(prepared: Prepared, agencies: tuple[Agency, ...]) -> tuple[Person, ...]:
    """The people of the story; roles only as far as a title tells them."""
    text = prepared.text
    return tuple(d.person() for d in join(text, judge(text)))
