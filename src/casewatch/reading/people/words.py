"""The word tables of people, as sets, read once."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from casewatch.reading.tables import lines, table

#: Callings that are surnames as well: they cut a run only at its beginning.
AMBIGUOUS_HEADS = frozenset(
    "king prince judge major constable marshal sergeant clerk chancellor mayor chief justice".split()
)


@cache
def people_words(kind: str) -> frozenset[str]:
    """One list of `people_words.toml`, as a set."""
    return frozenset(table("people_words")[kind])


@cache
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    return frozenset(w for line in lines("given_names") for w in line.split())


@cache
def title_heads() -> dict[str, str]:
    """Each calling (lower case, one word) with the role class that it tells."""
    data: dict[str, Any] = table("titles")
    return {
        head: kind for kind, body in data.items() for head in body.get("head", ()) if " " not in head
    }


@cache
def title_parts() -> frozenset[str]:
    """Words that occur inside titles without naming a calling."""
    return frozenset(table("titles")["part"]["words"])


@cache
def cutting() -> frozenset[str]:
    """Words at which a run of capitalised words is cut."""
    return people_words("organisation") | people_words("common") | frozenset(title_heads())


_DOTS = re.compile(r"\.+$")


def bare(word: str) -> str:
    """A word as the tables have it: lower case, without points at its end."""
    return _DOTS.sub("", word).replace("’", "'").lower()


_BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "ı": "i"})


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in lower case, without accents and points."""
    if word.isascii():
        return word.lower().replace(".", "")
    parts = unicodedata.normalize("NFKD", word.replace("’", "'").lower().translate(_BARRED))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace(".", "")


def is_given(word: str) -> bool:
    """Whether a word is a common given name."""
    folded = plain(word)
    return folded in given_names() or ("-" in folded and folded.split("-")[0] in given_names())
