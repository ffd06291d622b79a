"""Schemes: how the crime worked, by kind and set of people."""

from __future__ import annotations

from casewatch.model.reading import Event, Person, Scheme
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared


def find_schemes(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> tuple[Scheme, ...]:
    """The schemes of the case."""
    return ()
