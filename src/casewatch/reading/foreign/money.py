"""Sums of money in other languages: a number, perhaps a scale, and a currency.

What a sum is for, and whose, is told by words that the rules do not know: kind `other`, nobody's.
"""

from __future__ import annotations

import re
from functools import cache

from casewatch.model.reading import Money
from casewatch.model.spans import Span
from casewatch.reading.tables import table

_SCALES = {
    "thousand": 1e3, "million": 1e6, "milliard": 1e9, "ten_thousand": 1e4, "hundred_million": 1e8,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[.,'’ ]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,15}(?:[.,]\d{1,3})?"
#: Nobody stole more than this; a longer number is something else.
_MOST = 1e15


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _words(words: list[str]) -> str:
    """A pattern of the words: beginnings in Cyrillic, whole in Latin letters, signs as they are."""
    cyrillic = _either([w for w in words if "Ѐ" <= w[0] <= "ӿ"])
    latin = _either([w for w in words if w[0].isalpha() and w[0] < "Ѐ"])
    other = _either([w for w in words if not w[0].isalpha() or w[0] > "ӿ"])
    parts = [
        rf"(?:{cyrillic})[Ѐ-ӿ]{{0,5}}" if cyrillic else "",
        rf"(?:{latin})\b" if latin else "",
        other,
    ]
    return "(?:" + "|".join(p for p in parts if p) + ")"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, float]]:
    raw = table("foreign")["money"]
    currency = {w: code for code, words in raw["words"].items() for w in words}
    scale = {w: _SCALES[name] for name, words in raw["scales"].items() for w in words}
    signs = [w for w in currency if not w[0].isalpha() or w == "us$"]
    behind = rf"(?<![0-9A-Za-zÀ-ӿ.,])({_NUMBER})[ -]?({_words(list(scale))})?\.?(?: ?(?:de |d['’]|di )?)({_words(list(currency))})"
    ahead = rf"({_either(signs)}) ?({_NUMBER})(?: ?({_words(list(scale))}))?"
    return re.compile(behind, re.I), re.compile(ahead, re.I), currency, scale


def _meant(word: str, known: dict[str, str] | dict[str, float]) -> str | float | None:
    """What the longest known beginning of `word` stands for."""
    folded = word.casefold()
    return next((known[folded[:n]] for n in range(len(folded), 0, -1) if folded[:n] in known), None)


def number(told: str) -> float:
    """A number as written on the Continent: "1.500.000", "1 500,50", "1,5"."""
    plain = re.sub(r"[ '’]", "", told)
    grouped = re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)([.,]\d{1,2})?", plain)
    if grouped:
        whole = re.sub(r"[.,]", "", grouped.group(1))
        return float(whole + (grouped.group(3) or "").replace(",", "."))
    return float(plain.replace(",", "."))


def find_money(text: str) -> tuple[Money, ...]:
    """The sums that `text` names, in order, each amount once."""
    behind, ahead, currency, scale = _patterns()
    found: dict[tuple[float, str], Span] = {}
    told = [(m.span(), m.group(3), m.group(1), m.group(2)) for m in behind.finditer(text)]
    taken = [span for span, *_ in told]
    for m in ahead.finditer(text):
        if not any(a < m.end() and m.start() < b for a, b in taken[-1:] if a >= m.start() - 40):
            told.append((m.span(), m.group(1), m.group(2), m.group(3)))
    for span, unit, digits, scaled in sorted(told):
        times = _meant(scaled, scale) if scaled else 1.0
        amount = round(number(digits) * float(times or 1.0), 2)
        code = str(_meant(unit, currency))
        if 0 < amount < _MOST:
            found.setdefault((amount, code), Span(*span))
    return tuple(Money(amount, code, "other", (span,)) for (amount, code), span in found.items())
