"""Made-up reports, made ready without a parser: what is said and done needs no parse."""

from __future__ import annotations

from casewatch.model.reading import Attribution, Group, Person, Scheme
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.model.vocabulary import GroupKind, Role
from casewatch.reading.attributions import find_attributions
from casewatch.reading.cast import Cast, Member, cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes import find_schemes
from casewatch.reading.text.sentences import sentences


def ready(text: str) -> Prepared:
    return Prepared(Report("t", text, published="2025-03-04"), sentences(text), {})


def known(
    text: str, people: tuple[str, ...], groups: tuple[str, ...], agencies: tuple[str, ...]
) -> Cast:
    return cast(
        text,
        [
            *(Member(n, "person") for n in people),
            *(Member(n, "group") for n in groups),
            *(Member(n, "agency") for n in agencies),
        ],
    )


def said(
    text: str, *people: str, groups: tuple[str, ...] = (), agencies: tuple[str, ...] = ()
) -> list[Attribution]:
    found = find_attributions(ready(text), known(text, people, groups, agencies))
    for one in found:
        assert one.spans[0].text_of(text) == one.content
    return list(found)


def schemes(
    text: str,
    *people: str,
    role: Role = "accused",
    groups: tuple[str, ...] = (),
    kind: GroupKind = "gang",
) -> dict[str, Scheme]:
    persons = tuple(Person(n, (Span(0, 1),), role=role) for n in people)
    things = tuple(Group(n, kind, (Span(0, 1),)) for n in groups)
    found = find_schemes(ready(text), persons, things, known(text, people, groups, ()), ())
    return {s.kind: s for s in found}
