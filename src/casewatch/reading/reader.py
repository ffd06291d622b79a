"""The rules reader: from a report to its reading, kind by kind, in one direction.

report -> sentences and parses -> agencies, people, groups -> cast
       -> events -> roles and status -> schemes, money, quantities, attributions, countries
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

from casewatch.errors import ReadError
from casewatch.model.reading import Agency, Group, Person, Reading
from casewatch.model.report import Report
from casewatch.reading.agencies import find_agencies
from casewatch.reading.attributions import find_attributions
from casewatch.reading.beside import bystanders
from casewatch.reading.cast import Cast, Member, cast, share_surname
from casewatch.reading.countries import find_countries
from casewatch.reading.events.find import find_events
from casewatch.reading.foreign import is_foreign, read_foreign
from casewatch.reading.groups import find_groups
from casewatch.reading.language.base import LanguageBase
from casewatch.reading.language.spacy_base import SpacyBase
from casewatch.reading.money import find_money
from casewatch.reading.people import find_people
from casewatch.reading.prepared import Prepared, prepare, prepare_all
from casewatch.reading.quantities import find_quantities
from casewatch.reading.schemes import find_schemes
from casewatch.reading.status import settle

#: Raised with every change of rules or tables that can change a reading.
RULES_VERSION = "1"
#: A longer clean text is refused: no report is a book.
MAX_CHARS = 2_000_000


class RulesReader:
    """Reads with rules and tables on a language base. Pure: no store, network or clock."""

    def __init__(self, language: LanguageBase | None = None) -> None:
        self._language = language or SpacyBase()

    @cached_property
    def version(self) -> str:
        """What a fact carries as its reader: rules and language base, with their versions."""
        return f"rules-{RULES_VERSION}+{self._language.version}"

    def read(self, report: Report) -> Reading:
        """Everything that the rules find in `report`.

        Raises `ReadError` for a text longer than `MAX_CHARS`.
        """
        if len(report.text) > MAX_CHARS:
            raise ReadError(
                f"{report.id}: {len(report.text):,} characters of text",
                hint=f"split it; a report may have up to {MAX_CHARS:,}",
            )
        if is_foreign(report):
            return read_foreign(report, self.version)
        return self._reading(prepare(report, self._language))

    def together(self, reports: Sequence[Report]) -> Together:
        """A reader of just these `reports`, whose sentences it parses together: quicker."""
        return Together(self, reports)

    def _prepared(self, reports: Sequence[Report]) -> list[Prepared]:
        return prepare_all(reports, self._language)

    def _reading(self, prepared: Prepared) -> Reading:
        report = prepared.report
        agencies = find_agencies(prepared)
        people = find_people(prepared, agencies)
        groups = find_groups(prepared, people, agencies)
        known = build_cast(report.text, people, groups, agencies)
        events = find_events(prepared, known)
        people, status = settle(prepared, people, known, events)
        return Reading(
            report=report,
            reader=self.version,
            people=people,
            groups=groups,
            agencies=agencies,
            events=events,
            schemes=find_schemes(prepared, people, groups, known, events),
            money=find_money(prepared, people, known, events),
            quantities=find_quantities(prepared),
            attributions=find_attributions(prepared, known),
            countries=find_countries(prepared, people, agencies),
            final_status=status,
        )


class Together:
    """Reads some reports, in any order, with the sentences of all of them parsed at once.

    The readings are those of the reader by itself.
    """

    def __init__(self, reader: RulesReader, reports: Sequence[Report]) -> None:
        self._reader = reader
        self._waiting = [r for r in reports if len(r.text) <= MAX_CHARS and not is_foreign(r)]
        self._ready: dict[int, Prepared] | None = None

    @property
    def version(self) -> str:
        """That of the reader."""
        return self._reader.version

    def read(self, report: Report) -> Reading:
        """Everything that the rules find in `report`. Raises `ReadError` as the reader does."""
        if self._ready is None:
            waiting, self._waiting = self._waiting, []
            self._ready = {}
            # Where one of them is at fault, each by itself tells which.
            with suppress(ValueError, LookupError, TypeError, AttributeError, AssertionError):
                self._ready = {id(p.report): p for p in self._reader._prepared(waiting)}
        prepared = self._ready.pop(id(report), None)
        return self._reader.read(report) if prepared is None else self._reader._reading(prepared)


def build_cast(
    text: str, people: tuple[Person, ...], groups: tuple[Group, ...], agencies: tuple[Agency, ...]
) -> Cast:
    """The cast of the three kinds of named things.

    A surname alone does not mean the relative who bears it too: "Doe" is not Doe's father.
    """
    members = [
        *(Member(p.name, "person", tuple(a.value for a in p.aliases), p.role) for p in people),
        *(Member(g.name, "group", tuple(a.value for a in g.aliases), g.kind) for g in groups),
        *(Member(a.name, "agency", tuple(x.value for x in a.aliases)) for a in agencies),
    ]
    found = cast(text, members)
    if not share_surname([p.name for p in people]):
        return found
    aside = bystanders(text, found)
    return cast(text, members, aside) if aside else found
