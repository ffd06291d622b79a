"""Find the people of a report: judge, join, and read what the text says of each."""

from __future__ import annotations

from casewatch.model.reading import Agency, Person
from casewatch.reading.people.attach import attach_aliases
from casewatch.reading.people.details import add_details
from casewatch.reading.people.join import join
from casewatch.reading.people.judge import judge
from casewatch.reading.prepared import Prepared


def find_people(prepared: Prepared, agencies: tuple[Agency, ...]) -> tuple[Person, ...]:
    """The people of the story; roles only as far as a title tells them."""
    text = prepared.text
    drafts = attach_aliases(
        prepared, join(text, judge(text), prepared.day.year if prepared.day else None)
    )
    for draft in drafts:
        add_details(text, draft)
    return tuple(d.person() for d in drafts)
