"""Numbers as English reports write them: digits, words, scales and round counts.

`CARDINAL` is the pattern that the other kinds build on; `value` turns what it matched into a
number. "two dozen" and "1.5 million" are numbers; "dozens" and "tens of millions" are not, for
they say no figure.
"""

from __future__ import annotations

import re
from functools import cache

from casewatch.reading.tables import table


@cache
def _words() -> dict[str, float]:
    return {k: float(v) for k, v in table("numbers")["words"].items()}


@cache
def _scales() -> dict[str, float]:
    return {k: float(v) for k, v in table("numbers")["scales"].items()}


def _either(words: list[str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=lambda w: (-len(w), w)))


_DATA = table("numbers")
_SMALL = _either([w for w in _DATA["words"] if w not in ("a", "an")])
_BIG = _either([w for w in _DATA["scales"] if len(w) > 3])

#: Digits with separators of thousands, a decimal part or a common fraction.
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,5}(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d+)?(?:[½¼¾])?(?!\d)|[½¼¾]"
#: A number in words: "twenty-seven", "one hundred and five", "two dozen", "three million".
WORDS = rf"(?:{_SMALL})(?:(?:-|\s+and\s+|\s)(?:{_SMALL}|{_BIG})){{0,6}}"
#: Any cardinal number, with an optional scale word behind digits.
CARDINAL = rf"(?:(?:{DIGITS})(?:\s(?:{_BIG})\b)?|\b(?:{WORDS})\b|\ban?\s(?:{_BIG})\b)"

_FRACTION = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_DIGITS = re.compile(DIGITS)


def digits(text: str) -> float | None:
    """The value of digits with separators ("2,000", "10½", "1.5"), or None."""
    plain = re.sub(r"[,\u00a0\u202f ]", "", text.strip())
    extra = _FRACTION.get(plain[-1:], 0.0)
    if extra:
        plain = plain[:-1]
    try:
        return float(plain or 0) + extra
    except ValueError:
        return None


def in_words(text: str) -> float | None:
    """The value of a number in words, or None for anything else."""
    total = part = 0.0
    some = False
    for word in re.split(r"[\s-]+", text.casefold().strip()):
        if word in ("and", ""):
            continue
        if word in _words():
            part += _words()[word]
        elif word in _scales():
            part = (part or 1.0) * _scales()[word]
            if _scales()[word] >= 1000:
                total, part = total + part, 0.0
        else:
            return None
        some = True
    return total + part if some else None


def value(text: str) -> float | None:
    """The value of what `CARDINAL` matched: digits, words, or digits and a scale word."""
    found = _DIGITS.match(text.strip())
    if found is None:
        return in_words(text)
    number = digits(found.group())
    rest = text.strip()[found.end() :].strip(" -").casefold()
    if not rest or number is None:
        return number
    scale = scale_of(rest)
    return None if scale is None else round(number * scale, 2)  # 16.1 billion, not …0.000002


def scale_of(word: str) -> float | None:
    """What a scale word or letter multiplies by ("million", "m", "bn", "k"), or None."""
    return _scales().get(word.casefold().strip(". "))


def whole(number: float) -> float | int:
    """The number as an int where nothing is lost."""
    return int(number) if number == int(number) else round(number, 8)
