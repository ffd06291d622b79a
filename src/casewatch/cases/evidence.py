"""Sources: from spans of readings to the quotes of a case file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewatch.cases.model import Source, Sources
from casewatch.model.reading import Person, Reading, Spans
from casewatch.model.spans import Span
from casewatch.resolving.tellings import Telling


def source(reading: Reading, spans: Spans) -> Source | None:
    """The first span as a source, or None where there is none or it does not fit."""
    if not spans:
        return None
    start, end = spans[0]
    quote = reading.report.text[start:end]
    return Source(reading.report.id, Span(start, end), quote) if quote else None


def of_tellings(readings: Mapping[str, Reading], tellings: Iterable[Telling]) -> Sources:
    """The words of each telling, one for each place."""
    return unique(source(readings[t.report], t.event.spans) for t in tellings)


def unique(sources: Iterable[Source | None]) -> Sources:
    """The sources without gaps and repeats, in their order."""
    return tuple(dict.fromkeys(s for s in sources if s is not None))


def ground(person: Person, property_: str) -> Spans:
    """The spans that show a property of a person, else those that name the person."""
    return person.grounds.get(property_) or person.spans
