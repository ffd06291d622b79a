"""Two readers on one report: their facts are kept apart, and where they agree is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casewatch.llm.joined import fold
from casewatch.model.reading import Attribution, Event, Money, Quantity, Reading, Scheme

Agree = Callable[[Any, Any], bool]
#: Words at the beginning of what is said that must be the same for most of it.
_FIRST = 12


def agreed(first: Reading, second: Reading) -> dict[str, list[bool]]:
    """For each kind, item by item of `first`, whether `second` tells the same.

    Each item of `second` answers for one of `first`. Dates and places may differ in precision
    only; spans need not be the same.
    """
    return {
        kind: _paired(getattr(first, kind), getattr(second, kind), same)
        for kind, same in _SAME.items()
    }


def marked(told: Mapping[str, Any], first: Reading, second: Reading) -> dict[str, Any]:
    """The outward form of `first` (see `reading_to_json`) with `agreed` in each of its items."""
    marks = agreed(first, second)
    return {
        kind: [{**item, "agreed": mark} for item, mark in zip(value, marks[kind], strict=True)]
        if kind in marks
        else value
        for kind, value in told.items()
    }


def _paired(first: Sequence[Any], second: Sequence[Any], same: Agree) -> list[bool]:
    left = list(second)
    found = []
    for item in first:
        place = next((n for n, other in enumerate(left) if same(item, other)), None)
        found.append(place is not None)
        if place is not None:
            del left[place]
    return found


def _name(a: Any, b: Any) -> bool:
    forms = [
        {fold(x.name), *(fold(alias.value) for alias in x.aliases if len(alias.value) > 3)}
        for x in (a, b)
    ]
    return bool(forms[0] & forms[1])


def _date(a: str | None, b: str | None) -> bool:
    return not a or not b or a.startswith(b) or b.startswith(a)


def _who(a: Sequence[str], b: Sequence[str]) -> bool:
    first, second = {fold(x).split()[-1] for x in a}, {fold(x).split()[-1] for x in b}
    return first == second or len(first & second) * 2 > len(first | second)


def _event(a: Event, b: Event) -> bool:
    return (
        a.type == b.type and a.modality == b.modality and _who(a.who, b.who)
        and _date(a.date, b.date) and a.term_months == b.term_months
    )  # fmt: skip


def _scheme(a: Scheme, b: Scheme) -> bool:
    return a.kind == b.kind and _who(a.who, b.who)


def _money(a: Money, b: Money) -> bool:
    return (a.amount, a.currency, a.kind) == (b.amount, b.currency, b.kind)


def _quantity(a: Quantity, b: Quantity) -> bool:
    return a.n == b.n and (a.spans[0].overlaps(b.spans[0]) or fold(a.of) == fold(b.of))


def _attribution(a: Attribution, b: Attribution) -> bool:
    speakers = set(fold(a.speaker).split()) & set(fold(b.speaker).split())
    first, second = (fold(x.content).split()[:_FIRST] for x in (a, b))
    return bool(speakers) and len(set(first) & set(second)) * 2 > len(set(first))


_SAME: dict[str, Agree] = {
    "people": _name, "groups": _name, "agencies": _name, "events": _event, "schemes": _scheme,
    "money": _money, "quantities": _quantity, "attributions": _attribution,
}  # fmt: skip
