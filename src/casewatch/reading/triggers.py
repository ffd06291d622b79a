"""Which sentences are worth parsing: those in which an event or a quotation can be."""

from __future__ import annotations

import re
from functools import cache

from casewatch.reading.tables import table


@cache
def _pattern() -> re.Pattern[str]:
    data = table("triggers")
    stems = sorted({s for group in data.values() for s in group}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(stems) + ")", re.IGNORECASE)


def needs_parse(sentence: str) -> bool:
    """Whether the sentence holds a trigger word of an event."""
    return len(sentence) > 20 and _pattern().search(sentence) is not None
