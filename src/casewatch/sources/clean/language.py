"""The language of a text, told by its frequent small words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from casewatch.sources.tables import table

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_MINIMUM = 12


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("stopwords")["words"].items()}


def language_of(text: str, given: str = "") -> str:
    """The ISO 639-1 code of the text's language; `given` is kept when it is one.

    Only where English is given, as many sources do for all they hold, and the text surely is
    in another language, the text is believed.
    A text whose language cannot be told (too short, or none of the known ones) is taken for
    English, which is what the readers are made for.
    """
    verdict, sure = _told(text)
    code = given.strip().casefold().replace("_", "-").split("-")[0]
    if len(code) == 2 and code.isascii() and code.isalpha() and not (code == "en" and sure):
        return code
    return verdict


def _told(text: str) -> tuple[str, bool]:
    """The language told by the text, and whether it is surely not English."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    words = Counter(_WORD.findall(text[middle : middle + _SAMPLE].casefold()))
    total = words.total()
    if total < _MINIMUM:
        return "en", False
    counts = {c: sum(words[w] for w in stop & words.keys()) for c, stop in _stopwords().items()}
    best = max(counts, key=lambda c: (counts[c], c == "en"))
    # A foreign page with an English menu, or names only, is not enough for a verdict.
    if counts[best] < max(3, total // 20):
        return "en", False
    return best, counts[best] >= max(20, 3 * counts["en"], total // 7)
