"""Blocking names out of reports and readings, so that spans keep their places. No rules, no store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from casewatch.model.facts import facts_of
from casewatch.model.reading import Agency, Alias, Attribution, Group, Person, Reading
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.resolving.names import fold
from casewatch.store.evidence import faults

#: Stands for each character of a name.
BLOCK = "█"
#: A name has at most so many words; one word alone is a name only where it was kept as one.
MOST_WORDS = 5
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*", re.UNICODE)
_SHORTEST_SURNAME = 3
IsName = Callable[[str], bool]
T = TypeVar("T", Person, Group, Agency)
Part = TypeVar("Part")


def found_in(text: str, is_name: IsName, begins: IsName) -> set[str]:
    """The stretches of `text` that are names, as they are written; longer ones hold shorter.

    `begins` says whether a folded word is the first of a name: most words are not, which is quick.
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    first = {w: begins(first_word(w)) for w in {text[start:end] for start, end in words}}
    found: set[str] = set()
    for n, (start, end) in enumerate(words):
        if not first[text[start:end]]:
            continue
        for last in words[n : n + MOST_WORDS]:
            piece = text[start : last[1]]
            if "\n" in piece.strip():
                break
            if is_name(fold(piece)):
                found.add(piece)
    return found


def first_word(text: str) -> str:
    """The first word of a text, folded."""
    return (fold(text).split() or [""])[0]


def surnames(names: Iterable[str]) -> set[str]:
    """The last words of names of several words: how a report goes on naming somebody."""
    found = set()
    for name in names:
        words = _WORD.findall(name)
        if len(words) > 1 and len(words[-1]) >= _SHORTEST_SURNAME:
            found.add(words[-1])
    return found


def masked(text: str, names: Iterable[str]) -> str:
    """`text` with each name blocked out wherever it stands as whole words."""
    for name in sorted(names, key=lambda n: (-len(n), n)):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        text = re.sub(pattern, lambda m: BLOCK * len(m[0]), text, flags=re.IGNORECASE)
    return text


def masked_report(report: Report, names: set[str], new_id: Callable[[str], str]) -> Report:
    """The report without these names in text, title and address.

    An id that holds one becomes what `new_id` makes of it.
    """
    plain = {fold(n).replace(" ", "") for n in (*names, *surnames(names))}
    plain = {p for p in plain if len(p) > _SHORTEST_SURNAME}

    def names_one(text: str) -> bool:
        folded = fold(text).replace(" ", "")
        return any(p in folded for p in plain)

    every = names | surnames(names)
    parts = urlsplit(report.url)
    bare = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
    return replace(
        report,
        id=new_id(report.id) if names_one(report.id) else report.id,
        text=masked(report.text, every),
        title=masked(report.title, every),
        url=bare if names_one(report.url) else report.url,
        path="" if names_one(report.path) else report.path,
    )


def without(reading: Reading, report: Report, is_name: IsName) -> Reading:
    """What the reading says of others, on the masked `report`. What no longer fits is left out."""
    gone = {p.name for p in reading.people if _is_one(p, is_name)}
    gone |= {g.name for g in reading.groups if is_name(fold(g.name))}

    def rest(who: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(w for w in who if w not in gone)

    def stays(who: tuple[str, ...]) -> bool:
        return not who or bool(rest(who))

    found = replace(
        reading,
        report=report,
        people=tuple(_fitting(p, report) for p in reading.people if p.name not in gone),
        groups=tuple(_fitting(g, report) for g in reading.groups if g.name not in gone),
        agencies=tuple(_fitting(a, report) for a in reading.agencies),
        events=tuple(replace(e, who=rest(e.who)) for e in reading.events if stays(e.who)),
        schemes=tuple(replace(s, who=rest(s.who)) for s in reading.schemes if stays(s.who)),
        money=tuple(replace(m, who=rest(m.who)) for m in reading.money if stays(m.who)),
        attributions=tuple(
            _said(a, report) for a in reading.attributions if not is_name(fold(a.speaker))
        ),
        final_status={n: s for n, s in reading.final_status.items() if n not in gone},
    )
    return _proven(found)


def _is_one(person: Person, is_name: IsName) -> bool:
    forms = (person.name, *(a.value for a in person.aliases))
    return any(is_name(fold(f)) for f in forms)


def _fitting(thing: T, report: Report) -> T:
    kept = tuple(a for a in thing.aliases if _stands(a, report.text))
    return replace(thing, aliases=kept)


def _stands(alias: Alias, text: str) -> bool:
    return all(BLOCK not in Span(*s).text_of(text) for s in alias.spans)


def _said(said: Attribution, report: Report) -> Attribution:
    content = said.spans[0].text_of(report.text) if said.spans else said.content
    via = said.via if said.via is None or BLOCK not in masked(said.via, ()) else None
    return replace(said, content=content, via=via)


def _proven(reading: Reading) -> Reading:
    """Without the statements whose facts no longer stand in the text."""
    broken = {
        fact.subject
        for fact in facts_of(reading)
        if any(True for _ in faults(fact, reading.report.text))
    }
    if not broken:
        return reading

    def kept(kind: str, every: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(x for n, x in enumerate(every, 1) if f"{kind}:{n}" not in broken)

    return replace(
        reading,
        events=kept("event", reading.events),
        schemes=kept("scheme", reading.schemes),
        money=kept("money", reading.money),
        attributions=kept("statement", reading.attributions),
        quantities=kept("quantity", reading.quantities),
    )
