"""Other names: in brackets in the other script, or after words like "also known as"."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from casewatch.model.spans import Span
from casewatch.reading.foreign.names import Names
from casewatch.reading.tables import table

_BRACKET = re.compile(r" ?\(([^()\n]{3,60})\)")
_NAMED = re.compile(r"\s?[«„“\"'‘]([^«»„“”\"'’\n]{2,40})[»“”\"'’]|\s([A-ZА-ЯЁЄІЇҐ][\w.-]{1,30})")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
#: How alike two spellings of a name in two scripts are at least, of 100.
_ALIKE = 65


@cache
def _letters() -> dict[int, str]:
    raw: dict[str, str] = table("foreign")["letters"]
    return str.maketrans(raw)


@cache
def _cue() -> re.Pattern[str]:
    cues = sorted(table("foreign")["also"]["cues"], key=len, reverse=True)
    return re.compile(r"[ ,(–—-]{1,3}(?:" + "|".join(map(re.escape, cues)) + r")\b", re.I)


def in_latin(name: str) -> str:
    """A name in Latin letters, lower case."""
    return name.casefold().translate(_letters())


def one_in_two_scripts(a: str, b: str) -> bool:
    """Whether the two are one name, the one in Cyrillic and the other in Latin letters."""
    one, two = bool(_CYRILLIC.search(a)), bool(_CYRILLIC.search(b))
    if one == two or (one and _LATIN.search(a)) or (two and _LATIN.search(b)):
        return False
    return fuzz.token_sort_ratio(in_latin(a), in_latin(b)) >= _ALIKE


def find_aliases(text: str, names: Names) -> dict[str, dict[str, Span]]:
    """By name: each other name that the text gives, with its span.

    A name in the other script that stands in brackets is taken out of `names`: it is no second
    person.
    """
    found: dict[str, dict[str, Span]] = {}
    for name in list(names):
        for span in names.get(name, ()):
            for value, at in _after(text, span, name):
                found.setdefault(name, {}).setdefault(value, at)
    for name, values in list(found.items()):
        for value in values:
            if value in names and value != name:
                names[name] = tuple(sorted({*names[name], *names.pop(value)}))
    return {name: values for name, values in found.items() if name in names}


def _after(text: str, span: Span, name: str) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    bracket = _BRACKET.match(text, span.end)
    if bracket and one_in_two_scripts(name, bracket.group(1)):
        found.append((bracket.group(1).strip(), Span(*bracket.span(1))))
    cue = _cue().match(text, bracket.end() if bracket and found else span.end)
    if cue and (m := _NAMED.match(text, cue.end())):
        group = 1 if m.group(1) else 2
        found.append((m.group(group).strip(), Span(*m.span(group))))
    return found
