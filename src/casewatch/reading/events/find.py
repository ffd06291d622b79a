"""The events of a report."""

from __future__ import annotations

from casewatch.model.reading import Event
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared


def find_events(prepared: Prepared, cast: Cast) -> tuple[Event, ...]:
    """One event for each distinct happening to a distinct set of people."""
    return ()
