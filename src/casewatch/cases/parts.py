"""Names, traits, schemes, sums and statements of a case file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from casewatch.cases.evidence import ground, source, unique
from casewatch.cases.gather import Material, Seen
from casewatch.cases.model import Named, NameKind, Source, Sources, Sum, Trait, Way, Word
from casewatch.cases.together import Together
from casewatch.model.reading import Money, Person
from casewatch.model.spans import Span
from casewatch.resolving.names import compare_names, fold, is_short_form, parse_name

#: Two sums of one kind this near to each other are one sum, rounded differently.
ROUNDING = 0.01


def _name_kind(form: str, name: str) -> NameKind:
    if is_short_form(form, name):
        return "name"
    if compare_names(form, name):
        return "spelling"
    words = form.split()
    proper = len(words) > 1 and all(w[:1].isupper() and w[1:].islower() for w in words)
    return "name" if proper and parse_name(form).given else "handle"


def names(material: Material) -> tuple[Named, ...]:
    """All forms that the reports give, the main name first, one for each folded form."""
    main = material.entity.name
    forms: dict[str, list[tuple[str, Source | None]]] = {}
    for seen in material.seen:
        item = seen.item
        for text, spans in ((item.name, item.spans), *((a.value, a.spans) for a in item.aliases)):
            # Without blanks: a page may tear a name (Mar A Testova).
            if key := fold(text).replace(" ", ""):
                forms.setdefault(key, []).append((text, source(seen.reading, spans)))
    found = []
    for key, told in forms.items():
        text = main if key == fold(main).replace(" ", "") else _commonest(t for t, _ in told)
        found.append(Named(text, _name_kind(text, main), unique(s for _, s in told)))
    order = {"name": 0, "spelling": 1, "handle": 2}
    found.sort(key=lambda n: (n.name != main, order[n.kind], -len(n.sources), fold(n.name)))
    return tuple(found)


def _commonest(texts: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return min(counts, key=lambda t: (-counts[t], t))


def _trait_values(seen: Seen, person: Person, what: str) -> list[str]:
    if what == "nationality":
        return list(person.nationality)
    if what == "residence":
        return [person.residence] if person.residence else []
    day = seen.reading.report.day
    if person.age is None or day is None:
        return []
    return [f"{day.year - person.age - 1}-{day.year - person.age}"]


def traits(
    material: Material, what: Literal["nationality", "residence", "age"]
) -> tuple[Trait, ...]:
    """The values of one property, most told first; an age as the two years of birth it allows."""
    told: dict[str, list[Source | None]] = {}
    for seen in material.seen:
        if isinstance(seen.item, Person):
            for value in _trait_values(seen, seen.item, what):
                told.setdefault(value, []).append(source(seen.reading, ground(seen.item, what)))
    found = [Trait(value, unique(sources)) for value, sources in told.items()]
    return tuple(sorted(found, key=lambda t: (-len(t.sources), t.value)))


def schemes(material: Material, together: Together) -> tuple[Way, ...]:
    """How the crime worked, one for each kind, with the widest years given.

    A scheme of which the report does not say whose it is belongs to whom its sentence names.
    """
    told: dict[str, list[tuple[str | None, str | None, Source | None]]] = {}
    for seen in material.seen:
        alone = len(seen.subjects) <= 1
        for s in seen.reading.schemes:
            if seen.item.name in s.who or (not s.who and (alone or together.told(seen, s.spans))):
                told.setdefault(s.kind, []).append((s.from_, s.to, source(seen.reading, s.spans)))
    return tuple(
        Way(
            kind,
            min((f for f, _, _ in every if f), default=None),
            max((t for _, t, _ in every if t), default=None),
            unique(s for _, _, s in every),
        )
        for kind, every in sorted(told.items(), key=lambda kv: (-len(kv[1]), kv[0]))
    )


def sums_told(material: Material) -> list[tuple[Money, Seen]]:
    """The sums that the reports connect with the entity."""
    return [
        (m, seen)
        for seen in material.seen
        for m in seen.reading.money
        if seen.item.name in m.who or (not m.who and len(seen.subjects) <= 1)
    ]


def money(material: Material) -> tuple[Sum, ...]:
    """The sums, asserted apart from alleged; one sum told by many reports stands once."""
    groups: list[list[tuple[Money, Seen]]] = []
    for m, seen in sorted(
        sums_told(material), key=lambda x: (-x[0].amount, x[1].reading.report.id)
    ):
        for group in groups:
            first = group[0][0]
            same = (first.currency, first.kind, first.modality) == (m.currency, m.kind, m.modality)
            if same and abs(first.amount - m.amount) <= ROUNDING * first.amount:
                group.append((m, seen))
                break
        else:
            groups.append([(m, seen)])
    found = []
    for group in groups:
        first = group[0][0]
        told = unique(source(s.reading, m.spans) for m, s in group)
        count = len({s.origin for _, s in group})
        found.append(Sum(first.amount, first.currency, first.kind, first.modality, count, told))
    return tuple(
        sorted(found, key=lambda s: (s.modality != "asserted", s.kind, -s.amount, s.currency))
    )


_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing))\b"
    r"[^.;\n]{0,24}$"
)


def is_denial(text: str, span: Span) -> bool:
    """Whether the words at `span` are said to be untrue: "denied that …"."""
    return bool(_DENIAL.search(text[max(0, span.start - 50) : span.start]))


def words(material: Material) -> tuple[Word, ...]:
    """What is said of the entity; the same words in copies stand once. Forecasts come last."""
    told: dict[tuple[str, str], list[tuple[Word, Source | None]]] = {}
    forms = {fold(s.item.name) for s in material.seen}
    forms |= {fold(x.value) for s in material.seen for x in s.item.aliases}
    for seen in material.seen:
        names_of = {fold(seen.item.name), parse_name(seen.item.name).surname}
        for a in seen.reading.attributions:
            if fold(a.content) in forms:
                continue  # a handle in quotation marks is no statement
            content = f" {fold(a.content)} "
            named = any(f" {n} " in content for n in names_of if n)
            if not (named or fold(a.speaker) in names_of or seen.central or seen.near(a.spans)):
                continue
            denied = a.kind == "indirect" and is_denial(seen.reading.report.text, a.spans[0])
            word = Word(a.speaker, a.via, a.content, a.kind, a.hedged, a.forecast, denied, ())
            key = (
                (fold(a.speaker).split()[-1:] or [""])[0],
                f"{denied} {' '.join(fold(a.content).split()[:8])}",
            )
            told.setdefault(key, []).append((word, source(seen.reading, a.spans)))
    found = []
    for every in told.values():
        first = every[0][0]
        sources: Sources = unique(s for _, s in every)
        found.append(replace(first, sources=sources))
    return tuple(sorted(found, key=lambda w: w.forecast))
