"""The language of a text, told by its frequent small words, and where they do not by its letters.

English is told by its small words alone, at next to no cost. Where they do not tell it, a naive
Bayes classifier over strings of bytes (py3langid, after Lui and Baldwin 2012) judges.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from casewatch.sources.tables import table

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_MINIMUM = 12
#: How much of a text is judged at its beginning and in its middle, with so many letters at least.
_PIECE = 500
_LETTERS = 24
#: The probability from which a verdict is believed.
_CERTAIN = 0.9
#: That for a text in another script, which is not English at all events.
_LIKELY = 0.4
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("stopwords")["words"].items()}


def language_of(text: str, given: str = "") -> str:
    """The ISO 639-1 code of the text's language; `given` is kept when it is one.

    Where the text surely is in another language than given (many sources give English for all
    that they hold, and some the language of their site), the text is believed.
    A text whose language cannot be told is taken for English, which is what the readers are made
    for.
    """
    verdict, sure = _verdict(text)
    code = given.strip().casefold().replace("_", "-").split("-")[0]
    if len(code) == 2 and code.isascii() and code.isalpha() and not sure:
        return code
    return verdict


def _verdict(text: str) -> tuple[str, bool]:
    """The language that the text tells, and whether it surely is that one."""
    told, sure = _told(text)
    if told == "en" and sure:
        return told, True
    judged = [_judged(piece) for piece in _pieces(text)]
    codes = {code for code, p in judged if p >= _CERTAIN and code != "en"}
    # The body decides; the beginning only where it agrees or says nothing.
    if judged and judged[-1][1] >= _CERTAIN and len(judged[-1][0]) == 2:
        body = judged[-1][0]
        if body != "en":
            return body, len(codes) == 1 or sure
    return told, sure


def _pieces(text: str) -> list[str]:
    """The first characters and those in the middle, where there are letters enough to judge."""
    middle = max(0, (len(text) - _PIECE) // 2)
    found = [text[:_PIECE]] + ([text[middle : middle + _PIECE]] if middle else [])
    return [p for p in found if sum(map(str.isalpha, p)) >= _LETTERS]


@cache
def _classifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _judged(piece: str) -> tuple[str, float]:
    """The most likely language of a piece, and its probability; names in Latin letters aside."""
    letters = [c for c in piece if c.isalpha()]
    foreign = sum(c > "\u024f" for c in letters)
    if 2 * foreign > len(letters):
        # Mostly in another script: names and addresses in Latin letters must not decide.
        piece = _LATIN.sub("", piece)
    code, probability = _classifier().classify(piece)
    if 2 * foreign > len(letters):
        # Not English, whichever it is.
        probability = 1.0 if probability >= _LIKELY else 0.0
    # What is written in Han characters goes by one code.
    return ("zh" if code in ("wuu", "yue", "lzh") else str(code)), float(probability)


def _told(text: str) -> tuple[str, bool]:
    """The language told by the text's small words, and whether it surely is that one."""
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
    rest = max(n for code, n in counts.items() if code != "en") if best == "en" else counts["en"]
    return best, counts[best] >= max(20, 3 * rest, total // 7)
