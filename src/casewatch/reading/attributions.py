"""Attributions: who says what, through whom, hedged or not, about past or future."""

from __future__ import annotations

from casewatch.model.reading import Attribution
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared


def find_attributions(prepared: Prepared, cast: Cast) -> tuple[Attribution, ...]:
    """One attribution for each run of words by one speaker."""
    return ()
