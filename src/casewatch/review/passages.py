"""Pieces of reports to show beside a question, with the words that matter lit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewatch.model.reading import Person, Reading, Spans
from casewatch.model.spans import Span
from casewatch.resolving.mentions import Mention, group_key, person_key
from casewatch.resolving.names import fold
from casewatch.review.questions import Passage

#: Code points shown before and after what is lit.
AROUND = 90
#: Words lit within so many code points of each other stand in one piece.
TOGETHER = 160
#: A piece is never longer than this.
LONGEST = 420


def _edge(text: str, at: int, step: int) -> int:
    """The nearest blank from `at` on, so that no word is cut; at most 20 code points away."""
    for n in range(20):
        place = at + step * n
        if place <= 0 or place >= len(text):
            return max(0, min(len(text), place))
        if text[place].isspace():
            return place
    return at


def _piece(reading: Reading, run: Sequence[Span]) -> Passage:
    text = reading.report.text
    start = _edge(text, max(0, run[0].start - AROUND), -1)
    while start < run[0].start and text[start].isspace():
        start += 1
    last = min(run[-1].end, run[0].start + LONGEST)
    end = _edge(text, min(len(text), last + AROUND), 1)
    lit = tuple(Span(s.start - start, min(s.end, end) - start) for s in run if s.start < end)
    day = (reading.report.published or "")[:10]
    return Passage(reading.report.id, day, text[start:end], lit)


def passages(reading: Reading, spans: Iterable[Span], most: int = 2) -> tuple[Passage, ...]:
    """Up to `most` pieces of a report around the spans, those with most of them first."""
    size = len(reading.report.text)
    ordered = sorted({s for s in spans if 0 <= s.start < s.end <= size})
    runs: list[list[Span]] = []
    for one in ordered:
        if runs and one.start < runs[-1][-1].end:
            continue
        near = runs and one.start - runs[-1][-1].end <= TOGETHER
        if near and one.end - runs[-1][0].start <= LONGEST:
            runs[-1].append(one)
        else:
            runs.append([one])
    best = sorted(runs, key=lambda r: (-len(r), r[0]))[:most]
    return tuple(_piece(reading, run) for run in sorted(best))


def _known(person: Person) -> Spans:
    return tuple(s for spans in person.grounds.values() for s in spans)


def telling_spans(reading: Reading, mention: Mention, other: Mention) -> list[Span]:
    """The words of a report that bear on whether its mention is the other one."""
    companions = mention.companions & other.companions | mention.officials & other.officials
    groups = (mention.groups | mention.page_groups) & (other.groups | other.page_groups)
    found: list[Span] = []
    for person in reading.people:
        if person.name == mention.name:
            found += [*person.spans[:3], *_known(person)]
            found += [s for a in person.aliases for s in a.spans[:1]]
        elif person_key(person.name) in companions:
            found += person.spans[:1]
    for group in reading.groups:
        if group_key(group.name) in groups or group.name == mention.name:
            found += group.spans[:1]
    for agency in reading.agencies:
        if fold(agency.name) in other.agencies:
            found += agency.spans[:1]
    return found
