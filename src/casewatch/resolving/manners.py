"""How something happened, by the words of its sentence; the words are data."""

from __future__ import annotations

import re
from functools import cache

from casewatch.model.reading import Event
from casewatch.resolving.around import sentence_around
from casewatch.resolving.words import table

#: The words tell of no happening of this type at all.
NO_SUCH = "none"


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (manner, _any(rule["words"]), _any(rule["unless"]) if rule.get("unless") else None)
        for manner, rule in table("manners").get(kind, {}).items()
    )


def _any(words: list[str]) -> re.Pattern[str]:
    forms = (re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + ")", re.IGNORECASE)


def manner_of(text: str, event: Event) -> str:
    """The manner of an event, `none` where the words tell of no such event, or an empty text."""
    patterns = _patterns(event.type)
    if not patterns or not event.spans:
        return ""
    around = sentence_around(text, event.spans[0])
    words = text[around.start : around.end]
    for manner, wanted, unless in patterns:
        if wanted.search(words) and not (unless and unless.search(words)):
            return manner
    return ""
