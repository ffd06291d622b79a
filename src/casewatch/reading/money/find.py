"""Money: the sums that belong to the case."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewatch.model.reading import Event, Money, Person
from casewatch.model.spans import Span
from casewatch.model.vocabulary import SUBJECT_ROLES, Modality, MoneyKind
from casewatch.reading.cast import Cast
from casewatch.reading.money.amounts import Sum, find_sums
from casewatch.reading.money.concerned import concerned
from casewatch.reading.money.kinds import is_background, kind_of, listed
from casewatch.reading.numbers import whole
from casewatch.reading.prepared import Prepared

#: Two statements of one sum are told apart by kind only where both kinds are this sure.
SURE = 0.7
#: Kinds that tell of the crime rather than of what a court or an agency did about it.
_OF_CRIME = frozenset({"proceeds", "loss", "laundered", "ransom", "price"})


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement of a sum, with what its sentence says of it."""

    sum: Sum
    kind: MoneyKind
    sure: float
    who: tuple[str, ...]
    modality: Modality


def find_money(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> tuple[Money, ...]:
    """The sums of the case in order of the text, each amount and kind once.

    A sum told again under a kind that is not sure is the same sum again: its span is added.
    """
    roles = {p.name: p.role for p in people}
    amounts: dict[tuple[str, float], list[list[_Told]]] = {}
    merged: list[list[_Told]] = []
    for item in _statements(prepared, roles, cast):
        alike = amounts.setdefault((item.sum.currency, item.sum.amount), [])
        for group in alike:
            if _same(group[0], item):
                group.append(item)
                break
        else:
            alike.append([item])
            merged.append(alike[-1])
    return tuple(_money(group) for group in merged)


def _same(a: _Told, b: _Told) -> bool:
    """Whether two statements of one amount are one sum told twice."""
    return a.kind == b.kind or min(a.sure, b.sure) < SURE


def _money(group: list[_Told]) -> Money:
    """One sum from all its statements: the surest gives the kind, the firmest the modality."""
    best = max(group, key=lambda t: t.sure)
    who = next((t.who for t in (best, *group) if t.who), ())
    asserted = any(t.modality == "asserted" for t in group)
    spans = tuple(t.sum.span for t in (best, *(t for t in group if t is not best)))
    return Money(
        whole(best.sum.amount), best.sum.currency, best.kind, spans, who,
        "asserted" if asserted else best.modality,
    )  # fmt: skip


def _statements(prepared: Prepared, roles: Mapping[str, str], cast: Cast) -> Iterator[_Told]:
    subjects = [name for name, role in roles.items() if role in SUBJECT_ROLES]
    for item in find_sums(prepared.report):
        sentence = _sentence(prepared, item.span)
        if is_background(prepared.text, item.span, sentence) or item.amount <= 0:
            continue
        kind, sure = kind_of(prepared.text, item.span, sentence)
        who = concerned(prepared, item.span, sentence, kind, subjects, cast)
        yield _Told(
            item, kind, sure, who, _modality(prepared.text, sentence, item, kind, who, roles)
        )


def _sentence(prepared: Prepared, span: Span) -> Span:
    """The sentence around `span`; wide enough to hold it where the splitter cut through it."""
    i = bisect_right(prepared.sentences, span.start, key=lambda s: s.start) - 1
    if i < 0:
        return span
    found = prepared.sentences[i].span
    return Span(found.start, max(found.end, span.end))


def _modality(
    text: str,
    sentence: Span,
    item: Sum,
    kind: MoneyKind,
    who: tuple[str, ...],
    roles: Mapping[str, str],
) -> Modality:
    """How firmly the sum is told: what is only charged or faced is never asserted."""
    words = text[sentence.start : sentence.end]
    before = text[max(sentence.start, item.span.start - 90) : item.span.start]
    around = before + text[item.span.end : min(sentence.end, item.span.end + 40)]
    if kind == "fine" and listed("modality", "possible", around):
        return "possible"
    if kind in _OF_CRIME:
        known = [roles[n] for n in who if n in roles]
        if known and all(role == "accused" for role in known):
            return "alleged"
        if listed("modality", "alleged", words):
            return "alleged"
    if listed("modality", "expected", before):
        return "expected"
    return "asserted"
