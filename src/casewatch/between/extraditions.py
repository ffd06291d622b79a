"""Extraditions: who surrendered whom to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casewatch.between.joining import Told, best_date, independent, lines, sources_of, subjects
from casewatch.between.model import UNKNOWN, Occurrence
from casewatch.between.words import surrender
from casewatch.cases.model import CaseFile
from casewatch.reading.places import find_places
from casewatch.resolving.resolve import Resolution

_SUBJECT = re.compile(r"(?: has| had| have)? (?:\w+ )?", re.IGNORECASE)
_FROM = re.compile(r"\w*(?: [\w’'-]+){0,5} from (?:the )?", re.IGNORECASE)


def _pair(told: Told) -> tuple[str, str] | None:
    """(who surrendered, who received); None where it was no surrender between states."""
    if not told.line.parties:
        return None
    to, *rest = told.line.parties
    by = [p for p in rest if p != to]
    if by:
        return by[0], to
    words = [s.context or s.quote for s in told.line.sources]
    if not any(surrender().search(w) for w in words):
        return None
    named = (state for w in words if (state := _surrendering(w)) and state != to)
    return next(named, UNKNOWN), to


def _surrendering(words: str) -> str | None:
    """The state that the words name as surrendering: "X has extradited", "extradited from X"."""
    hit = surrender().search(words)
    for place in find_places(words) if hit else ():
        if place.kind != "country" or hit is None:
            continue
        between = words[place.span.end : hit.start()]
        if place.span.end <= hit.start() and _SUBJECT.fullmatch(between):
            return place.country
        after = words[hit.end() : place.span.start]
        if place.span.start >= hit.end() and _FROM.fullmatch(after):
            return place.country
    return None


def _of_person(told: list[Told]) -> list[tuple[tuple[str, str], list[Told]]]:
    """One person's surrenders. What is told less exactly adds none to what is told exactly."""
    pairs: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        if pair := _pair(one):
            pairs.setdefault(pair, []).append(one)
    for pair in [p for p in pairs if p[0] == UNKNOWN]:
        known = next((p for p in sorted(pairs) if p[1] == pair[1] and p[0] != UNKNOWN), None)
        if known:
            pairs[known] += pairs.pop(pair)
    found = []
    for pair, every in sorted(pairs.items()):
        dates = sorted({(t.line.date or "")[:4] for t in every} - {""})
        for year in dates or [""]:
            found.append((pair, [t for t in every if (t.line.date or year)[:4] == year]))
    return found


def extraditions(cases: Sequence[CaseFile], resolution: Resolution) -> list[Occurrence]:
    """One for each person and surrender."""
    by_case: dict[str, list[Told]] = {}
    for one in lines(cases, ["extradition"]):
        if one.case.kind == "person":
            by_case.setdefault(one.case.id, []).append(one)
    found = []
    for told in by_case.values():
        for pair, every in _of_person(told):
            sources = sources_of(every)
            count = independent(sources, resolution.readings, resolution.copies)
            who, day = subjects(every), best_date(every)
            found.append(
                Occurrence("extradition", pair, day, ("extradition",), who, count, sources)
            )
    return found
