"""Agencies that a table knows by name or acronym."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from casewatch.model.spans import Span
from casewatch.reading.agencies.found import Found
from casewatch.reading.phrases import Phrases
from casewatch.reading.tables import table

_INSPECTOR = re.compile(
    r"(?:[’']s)?(?: |–|-|, | – | - )(?:OIG|Office of (?:the )?Inspector General)(?!\w)"
)
# An address, or a bank that is merely insured.
_NOT_AFTER = re.compile(r"\.gov|\.com|\.org|@|-insured| insured")
_INSURED = re.compile(r"\binsured by (?:the )?$")


@cache
def _phrases() -> Phrases[tuple[str, str]]:
    entries: list[tuple[str, tuple[str, str]]] = []
    for country, rows in table("agencies").items():
        for key, names in rows.items():
            entries += [(name.strip(), (country, key)) for name in names.split(" | ")]
    return Phrases(entries, capitals=5)


@lru_cache(maxsize=4)  # agencies and groups both ask, one after the other
def known_names(text: str) -> tuple[Found, ...]:
    """The namings of known agencies in `text`, in order, without overlap."""
    parents: dict[str, str] = table("agency_words")["parent"]
    found = []
    for span, (country, key) in _phrases().find(text):
        if _NOT_AFTER.match(text, span.end) or _INSURED.search(
            text[max(0, span.start - 30) : span.start]
        ):
            continue
        inspector = _INSPECTOR.match(text, span.end)
        if inspector:
            found.append(
                Found(Span(span.start, inspector.end()), f"{key}_oig", country, known=True)
            )
        else:
            found.append(Found(span, key, country, parents.get(key), known=True))
    return tuple(found)
