"""Sources: from spans of readings to the quotes of a case file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewatch.cases.model import Source, Sources
from casewatch.model.reading import Person, Reading, Spans
from casewatch.model.spans import Span
from casewatch.resolving.around import sentence_around
from casewatch.resolving.tellings import Telling

#: A quote of fewer code points is shown with its sentence, of which so many are shown.
SHORT_QUOTE = 40
WIDEST = 220


def source(reading: Reading, spans: Spans) -> Source | None:
    """The first span as a source, or None where there is none or it does not fit."""
    if not spans:
        return None
    start, end = spans[0]
    report = reading.report
    quote = report.text[start:end]
    if not quote:
        return None
    span = Span(start, end)
    day = (report.published or "")[:10]
    return Source(report.id, span, quote, report.publisher, day, context(report.text, span))


def context(text: str, span: Span) -> str:
    """The sentence around a quote of few letters, cut to `WIDEST`; empty where none is needed.

    The span stays what it is: only what is shown beside it grows.
    """
    if span.end - span.start >= SHORT_QUOTE:
        return ""
    around = sentence_around(text, span)
    low, high = around
    if span.start - low > WIDEST // 2:
        cut = text.find(" ", span.start - WIDEST // 2, span.start)
        low = span.start if cut < 0 else cut + 1
    if high - span.end > WIDEST // 2:
        cut = text.rfind(" ", span.end, span.end + WIDEST // 2)
        high = span.end if cut < 0 else cut
    found = " ".join(text[low:high].split())
    before, after = "…" * (low > around.start), "…" * (high < around.end)
    return f"{before}{found}{after}" if high - low > span.end - span.start else ""


def of_tellings(readings: Mapping[str, Reading], tellings: Iterable[Telling]) -> Sources:
    """The words of each telling, one for each place."""
    return unique(source(readings[t.report], t.event.spans) for t in tellings)


def unique(sources: Iterable[Source | None]) -> Sources:
    """The sources without gaps and repeats, in their order."""
    return tuple(dict.fromkeys(s for s in sources if s is not None))


def counted(reading: Reading, number: int, spans: Spans) -> Source | None:
    """The words that give a number: a count told in the report, else the event's own words."""
    told = next((q.spans for q in reading.quantities if q.n == number and q.spans), spans)
    return source(reading, told)


def ground(person: Person, property_: str) -> Spans:
    """The spans that show a property of a person, else those that name the person."""
    return person.grounds.get(property_) or person.spans
