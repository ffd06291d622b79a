"""Years, countries and texts as lists write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from casewatch.reading.places import country_of

_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
#: A text that is kept is cut after so many characters; so many texts are kept of one field.
LONGEST, MOST = 300, 400


def years(texts: Iterable[str]) -> tuple[int, ...]:
    """The years named, in order; both ends of a range of at most ten years with those between."""
    found: set[int] = set()
    for text in texts:
        named = [int(y) for y in _YEAR.findall(text)]
        if len(named) == 2 and 0 < named[1] - named[0] <= 10:
            found.update(range(named[0], named[1] + 1))
        else:
            found.update(named)
    return tuple(sorted(found))


@lru_cache(maxsize=4_000)
def country(text: str) -> str:
    """The country as ISO 3166 alpha-2, from a code or a name (Korea, North); empty if unknown."""
    text = text.strip()
    if re.fullmatch(r"[A-Za-z]{2}", text):
        return text.upper()
    last, comma, first = text.partition(", ")
    return country_of(f"{first} {last}" if comma else text[:100]) or ""


def countries(texts: Iterable[str]) -> tuple[str, ...]:
    """The countries known, in order, each once."""
    return tuple(sorted({c for c in map(country, texts) if c}))


def text(value: Any) -> str:
    """A text on one line; empty for what is none."""
    return " ".join(value[:LONGEST].split()) if isinstance(value, str) else ""


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a list, or of one text; empty ones left out."""
    items = value if isinstance(value, list) else [value]
    return tuple(t for t in map(text, items[:MOST]) if t)
