"""Joint operations: arrests, takedowns and seizures told with agencies of several states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewatch.between.joining import (
    Told,
    best_date,
    independent,
    joined,
    lines,
    sources_of,
    subjects,
)
from casewatch.between.model import Occurrence
from casewatch.between.words import together, whole
from casewatch.cases.evidence import source, unique
from casewatch.cases.model import CaseFile
from casewatch.model.reading import Event, Reading
from casewatch.model.spans import Span
from casewatch.resolving.around import sentence_around
from casewatch.resolving.resolve import Resolution

TYPES = ("takedown", "arrest", "seizure", "search")
#: Codes that stand for no one state.
NO_STATE = frozenset({"EU", "INT"})
#: Agencies named within so many code points of the event's sentence are told with it.
BESIDE = 250


def acting_states(reading: Reading) -> dict[str, list[Span]]:
    """The states whose agencies a report names in a sentence of acting together."""
    text = reading.report.text
    found: dict[str, list[Span]] = {}
    for agency in reading.agencies:
        if not agency.country or agency.country in NO_STATE:
            continue
        for span in agency.spans:
            around = sentence_around(text, span)
            if together().search(text, around.start, around.end):
                found.setdefault(whole(agency.country), []).append(span)
    return found


def _beside(reading: Reading, span: Span) -> set[str]:
    around = sentence_around(reading.report.text, span)
    low, high = around.start - BESIDE, around.end + BESIDE
    return {
        whole(a.country)
        for a in reading.agencies
        if a.country and a.country not in NO_STATE
        and any(low <= s.start < high for s in a.spans)
    }  # fmt: skip


class States:
    """The states that acted, by event; each report is looked through once."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._acting: dict[str, frozenset[str]] = {}

    def of(self, report: str, span: Span) -> frozenset[str]:
        """The states told with what stands at `span` of a report."""
        reading = self._resolution.readings[report]
        named = {whole(a.country) for a in reading.agencies if a.country}
        if len(named - NO_STATE) < 2:
            return frozenset()
        if report not in self._acting:
            self._acting[report] = frozenset(acting_states(reading))
        return self._acting[report] | _beside(reading, span)

    def of_all(self, told: Iterable[Told]) -> frozenset[str]:
        """Those told with any of the lines."""
        every = [self.of(s.report, s.span) for t in told for s in t.line.sources]
        return frozenset().union(*every) if every else frozenset()


def _keys(told: Told) -> list[object]:
    """What one report tells as a whole is one operation."""
    return [("report", s.report) for s in told.line.sources]


def operations(cases: Sequence[CaseFile], resolution: Resolution) -> list[Occurrence]:
    """The joint operations: those of named people and groups, and those of numbers alone."""
    states = States(resolution)
    told = [t for t in lines(cases, TYPES) if len(states.of_all([t])) > 1]
    found = []
    covered: set[str] = set()
    for group in joined(told, resolution.copies, _keys):
        sources = sources_of(group)
        covered |= {resolution.copies.group(s.report) for s in sources}
        what = tuple(sorted({t.line.type for t in group}))
        count = independent(sources, resolution.readings, resolution.copies)
        acted = tuple(sorted(states.of_all(group)))
        found.append(
            Occurrence(
                "joint_operation", acted, best_date(group), what, subjects(group), count, sources
            )
        )
    return found + list(_nameless(resolution, states, covered))


def _nameless(resolution: Resolution, states: States, covered: set[str]) -> Iterable[Occurrence]:
    """Operations of which a report names nobody, one for each text."""
    for report, reading in sorted(resolution.readings.items()):
        group = resolution.copies.group(report)
        if group in covered:
            continue
        events = [
            e for e in reading.events if _is_operation(e) and len(states.of(report, e.spans[0])) > 1
        ]
        if not events:
            continue
        covered.add(group)
        acted = frozenset().union(*(states.of(report, e.spans[0]) for e in events))
        dates = [e.date for e in events if e.date]
        yield Occurrence(
            "joint_operation",
            tuple(sorted(acted)),
            min(dates, key=lambda d: (-len(d), d)) if dates else None,
            tuple(sorted({_counted(e) for e in events})),
            (),
            1,
            unique(source(reading, e.spans) for e in events),
        )


def _is_operation(event: Event) -> bool:
    return event.type in TYPES and event.modality == "asserted" and bool(event.spans)


def _counted(event: Event) -> str:
    return f"{event.type} ({event.count:,})" if event.count else event.type
