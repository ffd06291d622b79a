"""The word tables of people, as sets, read once."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from casewatch.reading.tables import lines, table

#: Callings that are surnames as well: they cut a run only at its beginning.
AMBIGUOUS_HEADS = frozenset(
    [
        "king",
        "prince",
        "judge",
        "major",
        "constable",
        "marshal",
        "sergeant",
        "clerk",
        "chancellor",
        "mayor",
        "chief",
        "justice",
    ]
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
def family_names() -> frozenset[str]:
    """Common family names, folded."""
    return frozenset(w for line in lines("family_names") for w in line.split())


_FAMILY_ENDS = re.compile(
    r".{2}(?:[oe]v|[oe]va|in|yn|ina|sky|skyi|skiy|ski|ska|skaya|enko|chuk|yuk|uk|vich|vych|[iy]an|dze|shvili|oglu|"
    r"escu|eanu|sson|sen|stein|mann|berg|ez|akis|idis|poulos|iu|iak|yak|czyk|wicz|auskas|ins|nen|elli|etti|ini)$"
)
_PATRONYMIC = re.compile(r".{2}(?:ovich|evich|ovych|ovitch|yevich|ovna|evna|ivna|yevna|ilyich)$")


@lru_cache(maxsize=20_000)
def is_family(word: str) -> bool:
    """Whether a word is a common family name or ends as such names end."""
    folded = plain(word)
    return folded in family_names() or _FAMILY_ENDS.search(folded) is not None


def is_patronymic(word: str) -> bool:
    """Whether a word is a Slavic patronymic (`Ivanovich`)."""
    return _PATRONYMIC.search(plain(word)) is not None


@cache
def title_heads() -> dict[str, str]:
    """Each calling (lower case, one word) with the role class that it tells."""
    data: dict[str, Any] = table("titles")
    return {
        head: kind
        for kind, body in data.items()
        for head in body.get("head", ())
        if " " not in head
    }


@cache
def title_parts() -> frozenset[str]:
    """Words that occur inside titles without naming a calling."""
    return frozenset(table("titles")["part"]["words"])


@cache
def cutting() -> frozenset[str]:
    """Words at which a run of capitalised words is cut."""
    return people_words("organisation") | people_words("common") | frozenset(title_heads())


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """A word as the tables have it: lower case, without points at its end."""
    return word.rstrip(".").replace("’", "'").lower()


_BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "ı": "i"})


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in lower case, without accents and points."""
    if word.isascii():
        return word.lower().replace(".", "")
    parts = unicodedata.normalize("NFKD", word.replace("’", "'").lower().translate(_BARRED))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace(".", "")


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    """Whether a word is a common given name."""
    folded = plain(word)
    known = given_names()
    if folded in known or ("-" in folded and folded.split("-")[0] in known):
        return True
    return len(folded) < 13 and any(
        folded[:i] in _syllables() and folded[i:] in _syllables() for i in range(1, len(folded))
    )


@cache
def _syllables() -> frozenset[str]:
    """Syllables of Chinese names in Pinyin: two of them written together are a given name."""
    return frozenset(lines("syllables")[0].split())
