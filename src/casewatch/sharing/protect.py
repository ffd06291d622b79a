"""Who stays out: victims and minors, and their names in the words of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from casewatch.cases.project import Projection
from casewatch.model.reading import Person, Reading
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.resolve import Resolution
from casewatch.sharing.model import Item, Quote, SharedCase

#: Full age. Who is reported as younger stays out, also when the person is older by now.
FULL_AGE = 18
#: Stands for each character of a name that is left out, so that spans keep their length.
BLOCK = "█"
_SHORTEST = 3


def is_minor(person: Person) -> bool:
    """Whether a report gives an age below full age."""
    return person.age is not None and person.age < FULL_AGE


def minors(resolution: Resolution) -> frozenset[str]:
    """The ids of people whom any report gives an age below full age."""
    entity_of = resolution.entity_of()
    return frozenset(
        entity.id
        for report, reading in resolution.readings.items()
        for person in reading.people
        if is_minor(person)
        and (entity := entity_of.get(("person", MentionKey(report, person.name))))
    )


def protected(projection: Projection) -> frozenset[str]:
    """The ids of case files that stay by default: of minors, and of victims."""
    victims = (c.id for c in projection.cases if c.group_kind == "victim")
    return minors(projection.resolution) | frozenset(victims)


def words_to_hide(
    readings: Mapping[str, Reading], resolution: Resolution, leaving: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """By report: the words that name victims and minors in it, the longest first.

    People whose own case files leave are not hidden: they are not there as victims.
    """
    entity_of = resolution.entity_of()
    found: dict[str, tuple[str, ...]] = {}
    for report, reading in readings.items():
        words: set[str] = set()
        for person in reading.people:
            if person.role != "victim" and not is_minor(person):
                continue
            entity = entity_of.get(("person", MentionKey(report, person.name)))
            if entity is None or entity.id not in leaving:
                words |= _forms(person, reading.report.text)
        if words:
            found[report] = tuple(sorted(words, key=lambda w: (-len(w), w)))
    return found


def _forms(person: Person, text: str) -> set[str]:
    forms = {person.name, *(a.value for a in person.aliases)}
    forms |= {span.text_of(text) for span in person.spans}
    # A pronoun or a role ("the boy") names nobody.
    return {w for w in forms if len(w) >= _SHORTEST and any(c.isupper() for c in w)}


def hidden(text: str, words: Iterable[str]) -> str:
    """`text` with each of `words` blocked out, character by character."""
    for word in words:
        text = text.replace(word, BLOCK * len(word))
    return text


def without_names(case: SharedCase, hide: Mapping[str, tuple[str, ...]]) -> SharedCase:
    """The case with the names of victims and minors blocked out in every text of its items."""
    if not any(report in hide for report in case.reports):
        return case
    own = {case.subject.name, *(str(i.value["name"]) for i in case.of("name"))}
    own |= {word for name in own for word in name.split()}
    return replace(case, items=tuple(_item(i, hide, own) for i in case.items))


def _item(item: Item, hide: Mapping[str, tuple[str, ...]], own: Collection[str]) -> Item:
    reports = dict.fromkeys(q.report for q in item.quotes)
    words = tuple(w for r in reports for w in hide.get(r, ()) if w not in own)
    if not words:
        return item
    quotes = tuple(_quote(q, tuple(w for w in hide.get(q.report, ()) if w not in own))
                   for q in item.quotes)  # fmt: skip
    value = {key: _value(given, words) for key, given in item.value.items()}
    return replace(item, quotes=quotes, value=value)


def _quote(quote: Quote, words: tuple[str, ...]) -> Quote:
    return replace(quote, quote=hidden(quote.quote, words), context=hidden(quote.context, words))


def _value(value: Any, words: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return hidden(value, words)
    if isinstance(value, list):
        return [_value(v, words) for v in value]
    return value
