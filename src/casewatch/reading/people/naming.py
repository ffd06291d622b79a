"""Names in normal capitals, and which mentions name the same person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casewatch.reading.people.runs import is_initials
from casewatch.reading.people.words import bare, people_words, plain

_PIECE = re.compile(r"[^\W\d_]+|[\W\d_]+")
_MC = re.compile(r"^Mc([a-zà-ÿ])")
_ROMAN = re.compile(r"^(?:II|III|IV)$", re.IGNORECASE)


def normal_capitals(words: Sequence[str]) -> str:
    """The name in normal capitals: `GARY O'NEIL` becomes `Gary O'Neil`, `Mary SMITH` `Mary Smith`."""
    letters = [w for w in words if not is_initials(w)]
    all_caps = bool(letters) and all(w.isupper() for w in letters if len(w) > 1)
    return " ".join(_normal(w, all_caps) for w in words)


def _normal(word: str, all_caps: bool) -> str:
    if is_initials(word) or not word.isupper():
        return word
    if _ROMAN.match(word):
        return word.upper()
    if len(word) <= 3 and not all_caps:
        return word  # `CK`, `AJ`: initials run together
    pieces = (p.capitalize() if p.isalpha() else p for p in _PIECE.findall(word))
    return _MC.sub(lambda m: "Mc" + m.group(1).upper(), "".join(pieces))


def parts(words: Sequence[str]) -> list[str]:
    """The folded words of a name, hyphens opened, without suffixes and initials."""
    kept = [
        piece
        for w in words
        if bare(w) not in people_words("suffix") and not is_initials(w)
        for piece in plain(w).split("-")
    ]
    return kept or [plain(w) for w in words]


def same(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one name is the other with middle parts left out, or a part of it of two words."""
    x, y = sorted((parts(a), parts(b)), key=len)
    if x == y:
        return True
    if len(x) < 2:
        return False
    return set(x) <= set(y) and (x[-1] == y[-1] or x[0] == y[0] or len(x) > 2)


def fullness(words: Sequence[str]) -> tuple[int, int, int]:
    """Orders the forms of one name: most words, then normal capitals, then most letters."""
    return len(words), not any(w.isupper() and len(w) > 3 for w in words), sum(map(len, words))
