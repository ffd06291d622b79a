"""Dates of one happening: which of them fit together, and which is shown.

Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the rules by type stand in `data/happenings.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from casewatch.resolving.tellings import Telling
from casewatch.resolving.words import table

V = TypeVar("V")


def fits(a: str | None, b: str | None) -> bool:
    """Whether one date is the other in coarser form, or either is unknown."""
    return not a or not b or a.startswith(b) or b.startswith(a)


def days_apart(a: str, b: str) -> int | None:
    """Days between two full dates, else None."""
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return None


def months_apart(a: str, b: str) -> int | None:
    """Months between two dates of at least a month's precision, else None."""
    if len(a) < 7 or len(b) < 7:
        return None
    return abs((int(a[:4]) - int(b[:4])) * 12 + int(a[5:7]) - int(b[5:7]))


def _rule(kind: str) -> dict[str, Any]:
    rule: dict[str, Any] = table("happenings")["type"].get(kind, {"window": 7})
    return rule


def near(kind: str, a: str | None, b: str | None) -> bool:
    """Whether two dates may be those of one happening of this type."""
    if not a or not b or fits(a, b):
        return True
    rule = _rule(kind)
    apart = days_apart(a, b)
    if apart is not None:
        return apart <= int(rule["window"])
    months = months_apart(a, b)
    if months is not None:
        return months <= int(rule["window"]) // 30
    return bool(rule.get("once")) and abs(int(a[:4]) - int(b[:4])) <= 1


def most_told(values: Iterable[tuple[V, Telling]], better: Callable[[V], Any]) -> V | None:
    """The value of most copy groups; then by `better`; then the earliest told."""
    groups: dict[V, set[str]] = {}
    first: dict[V, tuple[str, str, int]] = {}
    for value, telling in values:
        groups.setdefault(value, set()).add(telling.copy_group)
        first[value] = min(first.get(value, telling.order), telling.order)
    if not groups:
        return None
    return min(groups, key=lambda v: (-len(groups[v]), better(v), first[v]))


def best_date(kind: str, tellings: Sequence[Telling]) -> str | None:
    """The date shown: the most precise; of equals the earliest or the most told, by type."""
    dated = [(t.event.date, t) for t in tellings if t.event.date]
    if not dated:
        return None
    longest = max(len(d) for d, _ in dated)
    precise = [(d, t) for d, t in dated if len(d) == longest]
    if _rule(kind).get("earliest"):
        return min(d for d, _ in precise)
    return most_told(precise, lambda d: d)
