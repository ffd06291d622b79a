"""Nationality and age told apart from the name: unnamed leads ("A Romanian national") and lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from casewatch.model.reading import Person
from casewatch.model.spans import Span
from casewatch.reading.people.details import nation_of

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
}  # fmt: skip
_LEAD = re.compile(
    r"(?<![\w’'])(?P<n>[Aa]n?|One|Two|Three|Four|Five|Six|Seven|two|three|four|five|six|seven)\s"
    r"(?:(?:\d{2}-year-old|dual|former|alleged|suspected|accused|prolific|notorious|high-profile)\s){0,2}"
    r"(?:(?P<one>[A-Z][\w.]+(?:\s[A-Z]\w+)?)(?:\sand\s(?P<two>[A-Z][\w.]+))?\s"
    r"(?:nationals?|citizens?|m[ae]n|wom[ae]n|hackers?|cybercriminals?|fraudsters?|brothers|couple)\b|"
    r"(?:citizens?|nationals?)\sof\s(?P<of>(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?))"
    r"(?!,?\s+(?:named\s|identified\sas\s)?[A-Z][a-z])"
)
_PLURAL = re.compile(
    r"(?<!\w)(?P<one>[A-Z][\w.]+(?:\s[A-Z]\w+)?)\s(?:nationals|citizens|hackers|cybercriminals|brothers|men)"
    r"(?:\sand\s[a-z]+)?,?\s{1,2}$"
)
_ALL = re.compile(
    r"^,?\s(?:(?:both|all)\s(?:of\swhom\s)?(?:are\s|were\s)?|(?:are|were)\s(?:both\s|all\s)?)"
    r"(?:(?P<one>[A-Z][\w.]+(?:\s[A-Z]\w+)?)\s(?:nationals|citizens)\b|(?:nationals|citizens)\sof\s(?P<of>(?:the\s)?[A-Z]\w+))"
)
_IN_LIST = re.compile(
    r"^[\s,;]{0,3}(?:\([^()\n]{1,30}\))?[\s,;]{0,3}(?:\d{2}[\s,;]{1,3})?(?:and\s|&\s)?$"
)


def with_nations(
    text: str, people: Sequence[Person], subjects: frozenset[str]
) -> tuple[Person, ...]:
    """The people with the nationality that a list or an unnamed lead gives them."""
    found: dict[str, tuple[tuple[str, ...], Span]] = {}
    lacking = [p for p in people if p.name in subjects and not p.nationality]
    if lacking:
        _from_lists(text, [p for p in people if p.name in subjects], found)
        _from_lead(text, [p for p in lacking if p.name not in found], len(subjects), found)
    return tuple(_told(p, found) for p in people)


_AGED = re.compile(
    r"\b(?:An?|The|a|an|the)\s(?P<age>[1-9]\d)-year-old\s(?:[\w.,’'-]+\s){0,5}?(?:man|woman|national|citizen|hacker|"
    r"resident|worker|student|programmer|administrator|teenager|developer|employee|suspect|defendant|founder|leader)\b"
)


def with_age(text: str, people: Sequence[Person], subjects: frozenset[str]) -> tuple[Person, ...]:
    """The people with the age that a lead gives its only subject ("A 30-year-old Lyon man")."""
    ages = {m["age"]: m for m in reversed(list(_AGED.finditer(text)))}
    if len(subjects) != 1 or len(ages) != 1:
        return tuple(people)
    ((age, match),) = ages.items()
    span = Span(*match.span("age"))
    return tuple(
        replace(p, age=int(age), grounds={**p.grounds, "age": (span,)})
        if p.name in subjects and p.age is None
        else p
        for p in people
    )


def _told(person: Person, found: Mapping[str, tuple[tuple[str, ...], Span]]) -> Person:
    if person.nationality or person.name not in found:
        return person
    codes, span = found[person.name]
    grounds = {**person.grounds, "nationality": (span,)}
    return replace(person, nationality=codes, grounds=grounds)


def _codes(*phrases: str | None) -> tuple[str, ...]:
    codes = (nation_of(p) for p in phrases if p)
    return tuple(dict.fromkeys(c for c in codes if c))


def _from_lists(
    text: str, people: Sequence[Person], found: dict[str, tuple[tuple[str, ...], Span]]
) -> None:
    places = sorted((s, p) for p in people for s in p.spans)
    run: list[Person] = []
    told: tuple[tuple[str, ...], Span] | None = None
    end = -1
    for span, person in places:
        if not (run and _IN_LIST.match(text[end : span.start])):
            run, told = [], None
            base = max(0, span.start - 60)
            match = _PLURAL.search(text[base : span.start])
            if match and (codes := _codes(match["one"])):
                stop = base + len(match.string.rstrip(" ,"))
                told = codes, Span(base + match.start("one"), stop)
        run.append(person)
        end = span.end
        if told:
            found.setdefault(person.name, told)
        if match := _ALL.match(text[end : end + 80]):
            codes = _codes(match["one"], match["of"])
            for one in run if codes else ():
                found.setdefault(one.name, (codes, Span(end + match.start(), end + match.end())))


def _from_lead(
    text: str,
    people: Sequence[Person],
    subjects: int,
    found: dict[str, tuple[tuple[str, ...], Span]],
) -> None:
    for match in _LEAD.finditer(text):
        wanted = _NUMBERS[match["n"].lower()]
        codes = _codes(match["one"], match["two"], match["of"])
        if not codes or wanted > len(people) or (wanted < subjects and wanted != len(people)):
            continue
        for person in people[:wanted]:
            found[person.name] = codes, Span(*match.span())
        return
