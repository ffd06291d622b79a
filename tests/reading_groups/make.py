"""Reports prepared without parses, as the kinds of this part need none."""

from casewatch.model.reading import Agency, Group, Person
from casewatch.model.report import Report
from casewatch.reading.agencies import find_agencies
from casewatch.reading.countries import find_countries
from casewatch.reading.groups import find_groups
from casewatch.reading.prepared import Prepared
from casewatch.reading.text.sentences import sentences


def prepared(text: str) -> Prepared:
    return Prepared(Report("made", text, "", "2024-05-06"), sentences(text), {})


def agencies(text: str) -> dict[str, Agency]:
    return {a.name: a for a in find_agencies(prepared(text))}


def groups(text: str, people: tuple[Person, ...] = ()) -> dict[str, Group]:
    made = prepared(text)
    return {g.name: g for g in find_groups(made, people, find_agencies(made))}


def countries(text: str, people: tuple[Person, ...] = ()) -> list[str]:
    made = prepared(text)
    return sorted(find_countries(made, people, find_agencies(made)))
