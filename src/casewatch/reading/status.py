"""Roles and final status: where the text leaves each person."""

from __future__ import annotations

from collections.abc import Mapping

from casewatch.model.reading import Event, Person
from casewatch.model.vocabulary import Status
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared


def settle(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> tuple[tuple[Person, ...], Mapping[str, Status]]:
    """The people with their roles, and the final status of the accused, convicted and freed."""
    return people, {}
