"""A case file as a page: sections of lines, each with numbers of its sources.

The page knows nothing of how it is shown; `text` and `markdown` do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from casewatch.cases import wording
from casewatch.cases.model import CaseFile, Link, Source, Sources, Way, Word
from casewatch.reading.confidence import doubtful

#: So many sources of one line are shown; the rest is counted.
SHOWN_SOURCES = 3
#: So many associates, statements and sums are shown; JSON has them all.
SHOWN_LINES = 15
#: Characters of a quote in the list of sources.
LONGEST_SOURCE = 100
#: So many more where it is the sentence around the quote.
CONTEXT = 140


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what stands in front (a date), the words, numbers of sources, more sources."""

    lead: str
    words: str
    numbers: tuple[int, ...] = ()
    more: int = 0
    mood: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole: head lines, sections, numbered sources."""

    title: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


@dataclass(slots=True)
class _Notes:
    """Sources, numbered as they are first cited."""

    numbers: dict[Source, int] = field(default_factory=dict)

    def row(self, lead: str, words: str, sources: Sources, mood: str = "") -> Row:
        # Copies say the same words: one of them stands for all.
        told: dict[str, Source] = {}
        for s in sources:
            told.setdefault(" ".join(s.quote.split()), s)
        shown = tuple(told.values())[:SHOWN_SOURCES]
        for s in shown:
            self.numbers.setdefault(s, len(self.numbers) + 1)
        numbers = tuple(self.numbers[s] for s in shown)
        return Row(lead, words, numbers, max(0, len(sources) - len(shown)), mood)


def shown(source: Source) -> str:
    """What is shown of a source: its quote, or the sentence around one that is too short."""
    return short(source.context or source.quote, LONGEST_SOURCE + CONTEXT * bool(source.context))


def origin(source: Source) -> str:
    """Where the words stand: publisher, day, report and span."""
    parts = [source.publisher, source.day, source.report]
    return ", ".join(p for p in parts if p) + f" {source.span.start}-{source.span.end}"


def short(quote: str, longest: int = 160) -> str:
    """A quote on one line, cut where it is long."""
    quote = " ".join(quote.split())
    return quote if len(quote) <= longest else quote[: longest - 1] + "…"


def _timeline(case: CaseFile, notes: _Notes) -> Section:
    rows = []
    for h in case.timeline:
        told = h.independent_sources
        words = wording.happening(h) + (f" ({told} independent sources)" if told > 1 else "")
        if h.confidence is not None and doubtful(h.confidence):
            words += f" [doubtful: {h.confidence:.0%}]"
        rows.append(notes.row(h.date or "no date", words, h.sources, h.modality))
    return Section("Timeline", tuple(rows))


def _readable(value: str) -> str:
    """A large number with its thousands apart; anything else as it is."""
    return f"{int(value):,}" if value.isdigit() and len(value) > 4 else value


def _contradictions(case: CaseFile, notes: _Notes) -> Section:
    rows = []
    for c in case.contradictions:
        for n, value in enumerate(c.values):
            lead = c.property.replace("_", " ") if n == 0 else "or"
            first = f" (first: {wording.why_first(c)})" if n == 0 else ""
            words = f"{_readable(value.value)}{first}"
            rows.append(notes.row(lead, words, value.sources))
    return Section("Reports disagree", tuple(rows))


def _set_aside(case: CaseFile, notes: _Notes) -> Section:
    rows = [
        notes.row(a.what, f"does not count, {wording.judged(a.judged)}", a.sources)
        for a in case.set_aside
    ]
    return Section("Set aside by judgement", tuple(rows))


def _links(title: str, links: tuple[Link, ...], notes: _Notes) -> Section:
    rows = [
        notes.row(x.name, f"{x.kind}; {', '.join(x.how)}", x.sources[:1])
        for x in links[:SHOWN_LINES]
    ]
    return Section(title, tuple(rows))


def _scheme(way: Way) -> str:
    years = (
        ""
        if not (way.from_year or way.to_year)
        else f", {way.from_year or '?'} to {way.to_year or '?'}"
    )
    return way.kind.replace("_", " ") + years


def _words(title: str, said: list[Word], notes: _Notes) -> Section:
    rows = []
    for w in said[:SHOWN_LINES]:
        marks = [f"through {w.via}"] * bool(w.via) + ["hedged"] * w.hedged
        told = f"“{short(w.content)}”" if w.kind == "direct" else short(w.content)
        told = f"DENIED: {told}" if w.denied else told
        if w.forecast and not w.later:
            marks.append("no later report bears it out")
        rows.append(
            notes.row(w.speaker, told + (f" ({'; '.join(marks)})" if marks else ""), w.sources)
        )
        rows += [notes.row("", wording.later(x), x.sources) for x in w.later]
    return Section(title, tuple(rows))


def _sums(title: str, case: CaseFile, asserted: bool, notes: _Notes) -> Section:
    told = [m for m in case.money if (m.modality == "asserted") is asserted]
    rows = [notes.row("", wording.amount(m), m.sources) for m in told[:SHOWN_LINES]]
    return Section(title, tuple(rows))


def _law(case: CaseFile, notes: _Notes) -> Section:
    if case.kind != "person":
        return Section("", ())
    first, *rest = wording.standing(case.status)
    rows = (notes.row("", first, case.status.sources, "status"), *(Row("", x) for x in rest))
    return Section("Where it stands in law", rows)


def _schemes(case: CaseFile, notes: _Notes) -> Section:
    title = "Schemes" if case.status.finding else "Schemes, as described or alleged"
    return Section(title, tuple(notes.row("", _scheme(s), s.sources) for s in case.schemes))


def page_of(case: CaseFile) -> Page:
    """The case file laid out, empty sections left out; sources numbered down the page."""
    notes = _Notes()
    sections = (
        _law(case, notes),
        _timeline(case, notes),
        _contradictions(case, notes),
        _set_aside(case, notes),
        _links("Associates (a link is no guilt)", case.associates, notes),
        _links("Gangs, venues, malware", case.venues, notes),
        _schemes(case, notes),
        _sums("Money, as stated", case, True, notes),
        _sums("Money, as alleged", case, False, notes),
        _words("What others say", [w for w in case.attributions if not w.forecast], notes),
        _words("What others expect", [w for w in case.attributions if w.forecast], notes),
    )
    head = [*wording.who(case), f"Reports: {len(case.reports)}"]
    head += [f"Several case files made one, {wording.judged(mark)}" for mark in case.joined]
    if case.as_of:
        head.append(f"As of {case.as_of}")
    if case.known_by:
        head.append(f"From reports published by {case.known_by}")
    return Page(
        f"{case.name}  [{case.group_kind or case.kind}, {case.id}]",
        tuple(head),
        tuple(s for s in sections if s.rows),
        tuple(notes.numbers),
    )
