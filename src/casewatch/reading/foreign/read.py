"""The reading of a report in another language: names, aliases, sums and countries.

No roles, no events, no status: what happened is told by words that the rules do not know, and a
guess would be an invented crime. Days are told in a reading only with events, and so left out.
"""

from __future__ import annotations

from casewatch.model.reading import Alias, Person, Reading
from casewatch.model.report import Report
from casewatch.reading.foreign.aliases import find_aliases
from casewatch.reading.foreign.countries import find_countries
from casewatch.reading.foreign.money import find_money
from casewatch.reading.foreign.names import find_names


def is_foreign(report: Report) -> bool:
    """Whether the report's language is known and not English."""
    return report.language.casefold()[:2] not in ("", "en", "un")


def read_foreign(report: Report, version: str) -> Reading:
    """What patterns tell of `report`, for the reader `version`. Linear in its length."""
    names = find_names(report.text)
    aliases = find_aliases(report.text, names)
    people = tuple(
        Person(
            name,
            spans,
            tuple(Alias(value, (span,)) for value, span in aliases.get(name, {}).items()),
        )
        for name, spans in names.items()
    )
    return Reading(
        report=report,
        reader=version,
        people=people,
        money=find_money(report.text),
        countries=find_countries(report.text),
    )
