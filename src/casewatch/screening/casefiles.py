"""The case files of a store as entries to screen against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewatch.cases import CaseFile
from casewatch.screening.entries import Entry
from casewatch.screening.formats.values import years
from casewatch.screening.index import NameIndex, build
from casewatch.screening.lists import STORE_NAME


def entry_of(case: CaseFile) -> Entry:
    """A case file's names, years of birth, nationality, and its proven status as a note."""
    return Entry(
        STORE_NAME,
        case.id,
        "person" if case.kind == "person" else "group",
        case.name,
        tuple(named.name for named in case.names if named.name != case.name),
        years(trait.value for trait in case.born),
        tuple(sorted({trait.value for trait in case.nationality})),
        case.status.proven or case.group_kind or "",
    )


class Entries:
    """Entries in memory with an index of their names."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        names = ((name, number) for number, e in enumerate(entries) for name in e.names)
        self.index: NameIndex = build(names)

    def entry(self, number: int) -> Entry:
        """The entry with this number."""
        return self._entries[number]


def case_entries(cases: Iterable[CaseFile]) -> Entries:
    """The case files, to be screened against."""
    return Entries([entry_of(case) for case in cases])
