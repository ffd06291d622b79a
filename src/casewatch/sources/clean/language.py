"""The language of a text, told by its frequent small words."""

from __future__ import annotations

import re
from functools import cache

from casewatch.sources.tables import table

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
_MINIMUM = 12


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("stopwords")["words"].items()}


def language_of(text: str, given: str = "") -> str:
    """The ISO 639-1 code of the text's language; `given` is kept when it is one.

    A text whose language cannot be told (too short, or none of the known ones) is taken for
    English, which is what the readers are made for.
    """
    code = given.strip().casefold().replace("_", "-").split("-")[0]
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    middle = max(0, (len(text) - _SAMPLE) // 2)
    words = _WORD.findall(text[middle : middle + _SAMPLE].casefold())
    if len(words) < _MINIMUM:
        return "en"
    counts = {c: sum(1 for w in words if w in stop) for c, stop in _stopwords().items()}
    best = max(counts, key=lambda c: (counts[c], c == "en"))
    # A foreign page with an English menu, or names only, is not enough for a verdict.
    return best if counts[best] >= max(3, len(words) // 20) else "en"
