"""What the tests of this folder share: reading people from a short text without a parser."""

from __future__ import annotations

from casewatch.model.reading import Event, Person
from casewatch.model.report import Report
from casewatch.model.spans import fits
from casewatch.reading.cast import Cast, Member, cast
from casewatch.reading.people import find_people
from casewatch.reading.prepared import Prepared
from casewatch.reading.status import settle
from casewatch.reading.text.sentences import sentences


def prepared(text: str, day: str | None = "2024-05-17") -> Prepared:
    return Prepared(Report("r", text, published=day), sentences(text), {})


def people(text: str, day: str | None = "2024-05-17") -> dict[str, Person]:
    found = find_people(prepared(text, day), ())
    for person in found:
        assert fits(text, person.spans)
        for alias in person.aliases:
            assert alias.spans
            assert all(s.text_of(text) == alias.value for s in alias.spans)
        assert all(fits(text, spans) for spans in person.grounds.values())
    return {p.name: p for p in found}


def aliases(text: str, name: str) -> list[str]:
    return [a.value for a in people(text)[name].aliases]


def cast_of(text: str, found: tuple[Person, ...]) -> Cast:
    return cast(text, [Member(p.name, "person", tuple(a.value for a in p.aliases)) for p in found])


def settled(
    text: str, events: tuple[Event, ...] = (), day: str | None = "2024-05-17"
) -> tuple[dict[str, Person], dict[str, str]]:
    ready = prepared(text, day)
    found = find_people(ready, ())
    known, status = settle(ready, found, cast_of(text, found), events)
    for person in known:
        assert all(fits(text, spans) for spans in person.grounds.values())
        assert person.grounds["role"]
    return {p.name: p for p in known}, dict(status)
