"""Lines of many case files that tell one and the same: joined by the words they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casewatch.between.model import Subject
from casewatch.cases.evidence import unique
from casewatch.cases.model import CaseFile, Line, Source, Sources
from casewatch.model.reading import Reading
from casewatch.resolving.copies import Copies
from casewatch.resolving.tellings import origin
from casewatch.resolving.union import Union


@dataclass(frozen=True, slots=True)
class Told:
    """One line of one case file."""

    case: CaseFile
    line: Line

    @property
    def subject(self) -> Subject:
        """Whom the case file is about."""
        return Subject(self.case.id, self.case.name)


def lines(
    cases: Iterable[CaseFile], types: Iterable[str], modalities: Iterable[str] = ("asserted",)
) -> list[Told]:
    """The lines of these types and modalities, in the order of the case files."""
    wanted, told = set(types), set(modalities)
    return [
        Told(case, line)
        for case in cases
        for line in case.timeline
        if line.type in wanted and line.modality in told
    ]


def joined(
    told: list[Told], copies: Copies, more: Callable[[Told], Iterable[object]] = lambda _t: ()
) -> list[list[Told]]:
    """The lines that share words (or a copy's words, or a key of `more`), in groups."""
    names = [f"{n:09}" for n in range(len(told))]
    union = Union(names)
    seen: dict[object, str] = {}
    for name, one in zip(names, told, strict=True):
        keys: list[object] = [
            (copies.group(s.report), s.quote, one.line.type) for s in one.line.sources
        ]
        for key in (*keys, *more(one)):
            if key in seen:
                union.join(seen[key], name)
            else:
                seen[key] = name
    return [[told[int(name)] for name in group] for group in union.groups()]


def best_date(told: Iterable[Told]) -> str | None:
    """The most precise date, the earliest of these."""
    dates = [t.line.date for t in told if t.line.date]
    return min(dates, key=lambda d: (-len(d), d)) if dates else None


def sources_of(told: Iterable[Told]) -> Sources:
    """The sources of all lines, each once, by report and place."""
    found: Iterable[Source] = unique(s for t in told for s in t.line.sources)
    return tuple(sorted(found, key=lambda s: (s.day or "9999", s.report, s.span)))


def independent(sources: Sources, readings: Mapping[str, Reading], copies: Copies) -> int:
    """How many sources they come from: copies and one publisher's reports are one."""
    return len({origin(readings, copies, s.report) for s in sources})


def subjects(told: Iterable[Told]) -> tuple[Subject, ...]:
    """Whom the lines are about, each once, by name."""
    found = {t.subject for t in told}
    return tuple(sorted(found, key=lambda s: (s.name, s.id)))
