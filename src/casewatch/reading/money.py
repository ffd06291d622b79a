"""Money: the sums that belong to the case."""

from __future__ import annotations

from casewatch.model.reading import Event, Money, Person
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared


def find_money(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> tuple[Money, ...]:
    """The sums of the case, each amount and kind once."""
    return ()
