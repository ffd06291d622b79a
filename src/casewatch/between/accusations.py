"""Accusations of state hacking: which state says of which that it hacks.

An accusation by a state or agency against a state or group is one; so is a charge against, or
a sanction on, somebody of whom the report says that they act for a state. None is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casewatch.between.joining import (
    Told,
    best_date,
    independent,
    joined,
    lines,
    sources_of,
    subjects,
)
from casewatch.between.model import UNKNOWN, Occurrence
from casewatch.between.words import acting, hacking, organs
from casewatch.cases.evidence import source, unique
from casewatch.cases.model import CaseFile
from casewatch.cases.states import leading_state
from casewatch.model.reading import Group, Person
from casewatch.model.spans import Span
from casewatch.reading.places import country_of, find_places
from casewatch.reading.text.sentences import sentences
from casewatch.resolving.around import sentence_around
from casewatch.resolving.resolve import Resolution

TYPES = ("charge", "sanction", "accusation")
MODALITIES = ("asserted", "alleged")
#: What says that somebody acts for a state stands within so many code points of their name.
NEAR = 300


def state_behind(words: str) -> str | None:
    """The state for which the words say that somebody acts, or None."""
    for code, pattern in organs():
        if pattern.search(words):
            return code
    hit = acting().search(words)
    if not hit or not hacking().search(words):
        return None
    places = [p for p in find_places(words) if p.kind in ("country", "demonym")]
    near = [
        p
        for p in places
        if -40 <= p.span.start - hit.end() <= 40 or 0 <= hit.start() - p.span.end <= 40
    ]
    return near[0].country if near else None


class _Behind:
    """The places of a report that say that somebody acts for a state."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._found: dict[str, list[tuple[Span, str]]] = {}

    def of(self, report: str) -> list[tuple[Span, str]]:
        if report not in self._found:
            text = self._resolution.readings[report].report.text
            quick = acting().search(text) or any(p.search(text) for _, p in organs())
            found = []
            for sentence in sentences(text) if quick else ():
                if code := state_behind(text[sentence.start : sentence.end]):
                    found.append((sentence.span, code))
            self._found[report] = found
        return self._found[report]


def _accused(told: Told, behind: _Behind, resolution: Resolution) -> tuple[str, str] | None:
    """(who accuses, who is accused) of one line, by the first report that says it."""
    for s in told.line.sources:
        reading = resolution.readings[s.report]
        places = behind.of(s.report)
        if not places:
            continue
        everybody: tuple[Person | Group, ...] = (*reading.people, *reading.groups)
        item = next((x for x in everybody if x.name in _names(told.case)), None)
        spans = item.spans if item else (s.span,)
        for place, code in places:
            close = any(place.start - NEAR <= x.start < place.end for x in spans)
            if close and code != (leading_state(reading) or UNKNOWN):
                return (leading_state(reading) or UNKNOWN), code
    return None


def _names(case: CaseFile) -> set[str]:
    return {case.name, *(n.name for n in case.names)}


def accusations(cases: Sequence[CaseFile], resolution: Resolution) -> list[Occurrence]:
    """Each accusation once, whoever it is made against."""
    behind = _Behind(resolution)
    pairs: dict[tuple[str, str], list[Told]] = {}
    for one in lines(cases, TYPES, MODALITIES):
        if pair := _accused(one, behind, resolution):
            pairs.setdefault(pair, []).append(one)
    found = list(_by_name(resolution))
    for pair, told in sorted(pairs.items()):
        for group in joined(told, resolution.copies, _keys):
            sources = sources_of(group)
            count = independent(sources, resolution.readings, resolution.copies)
            what = tuple(sorted({t.line.type for t in group}))
            found.append(
                Occurrence(
                    "state_hacking", pair, best_date(group), what, subjects(group), count, sources
                )
            )
    return found


def _keys(told: Told) -> list[object]:
    """One report's charges against many, of one day, are one accusation."""
    return [(s.report, told.line.type, told.line.date) for s in told.line.sources]


def _by_name(resolution: Resolution) -> Iterator[Occurrence]:
    """Accusations against a state that a report names, one for each text and state."""
    seen: set[tuple[str, str]] = set()
    for report, reading in sorted(resolution.readings.items()):
        for event in reading.events:
            if event.type != "accusation" or event.modality == "denied" or not event.spans:
                continue
            around = sentence_around(reading.report.text, event.spans[0])
            words = reading.report.text[around.start : around.end]
            for name in event.who:
                code = country_of(name)
                key = (resolution.copies.group(report), code or "")
                if not code or key in seen or not hacking().search(words):
                    continue
                seen.add(key)
                by = [p.country for p in find_places(words) if p.country != code]
                who = by[0] if by else (leading_state(reading) or UNKNOWN)
                if who != code:
                    yield Occurrence(
                        "state_hacking", (who, code), event.date, ("accusation",), (), 1,
                        unique([source(reading, event.spans)]),
                    )  # fmt: skip
