"""What was expected: put off or moved, shown as done by a later report, or still to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from casewatch.resolving.dating import best_date, fits
from casewatch.resolving.tellings import Telling
from casewatch.resolving.words import table


class Done(Protocol):
    """What is needed of a happening to close what was expected."""

    @property
    def type(self) -> str:
        """Its type."""
        ...

    @property
    def modality(self) -> str:
        """Its modality."""
        ...

    @property
    def date(self) -> str | None:
        """Its date, as precise as known."""
        ...

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Who tells it."""
        ...


def latest_expected(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """What is expected of one type is one thing, put off or moved; the latest word counts."""
    every = sorted(tellings, key=lambda t: t.order)
    if not every:
        return []
    latest = every[-1].day
    dated = [t for t in every if t.event.date]
    shown = [t for t in dated if t.day == dated[-1].day] if dated else [
        t for t in every if t.day == latest
    ]  # fmt: skip
    last = best_date(every[0].event.type, shown)
    return [[t for t in every if fits(t.event.date, last)]]


def closing_of(expected: Sequence[Telling], done: Sequence[Done]) -> int | None:
    """Which happening shows as done what was expected, or what comes after it; None for none.

    One of the same type first, then the earliest in time.
    """
    kind = expected[0].event.type
    closers = str(table("happenings")["closed_by"].get(kind, kind)).split()
    since = min(t.day or "9999" for t in expected)
    until = max(t.day or "" for t in expected)
    options = []
    for n, h in enumerate(done):
        if h.type not in closers or h.modality != "asserted":
            continue
        later = bool(h.date) and (h.date or "") >= since[: len(h.date or "")]
        if later or (not h.date and any(t.day > until for t in h.tellings)):
            options.append((h.type != kind, h.date or "9999", n))
    return min(options)[-1] if options else None


def is_conditional(kind: str, day: str | None) -> bool:
    """Whether what is expected is only what would follow: "upon conviction, shall forfeit"."""
    return not day and kind in str(table("happenings")["conditional"]["types"]).split()
