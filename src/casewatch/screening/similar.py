"""How far two words of names agree, and in what way."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from casewatch.screening.words import Word, word


class Likeness(NamedTuple):
    """From 0 to 1, and the kind of agreement in one word."""

    value: float
    kind: str


NOTHING = Likeness(0.0, "")
SAME = Likeness(1.0, "same")
#: Below this a pair of words does not agree at all.
LEAST = 0.6
_INITIAL = Likeness(0.75, "initial")
_SOUND = Likeness(0.96, "spelling")
_GIVEN = Likeness(0.9, "form")
_BONES = Likeness(0.93, "script")
_VOWELS_APART = Likeness(0.85, "vowels")
_VOWELS = "aeiou"
#: Shorter words agree in all letters.
_SHORTEST = 4
#: Words of one sound whose letters agree less are another name more often (Zhang, Yang).
_ALIKE = 0.65
#: Consonants of a word that must be known where its vowels are not.
_ENOUGH = 2


#: By the length of the longer word, how many letters may differ.
_ALLOWED = (0, 0, 0, 0, *(1,) * 4, *(2,) * 5)
_MOST_EDITS = 3


def _edits(a: str, b: str) -> float:
    """Letters added, left out, changed or swapped (optimal string alignment), few for the length."""
    size, other = len(a), len(b)
    if size < other:
        size, other = other, size
    if other < _SHORTEST:
        return 0.0
    allowed = _ALLOWED[size] if size < len(_ALLOWED) else _MOST_EDITS
    if size - other > allowed:
        return 0.0
    edits = OSA.distance(a, b, score_cutoff=allowed)
    if edits > allowed:
        return 0.0
    # A changed first letter is seldom a slip.
    first = 0.0 if a[0] == b[0] or (a[0] in _VOWELS and b[0] in _VOWELS) else 0.08
    return round(1.0 - edits / size - first, 3)


@lru_cache(maxsize=500_000)
def likeness(x: str, y: str) -> Likeness:
    """How two words agree: same, spelling, script, form of a given name, initial, letters."""
    if x == y:
        return SAME
    a, b = word(x), word(y)
    if a.number or b.number:
        return SAME if a.text == b.text else NOTHING
    if a.abjad or b.abjad:
        return _by_bones(a, b)
    if a.text == b.text:
        return SAME
    if len(a.text) == 1 or len(b.text) == 1:
        return _INITIAL if a.text[0] == b.text[0] else NOTHING
    if a.sound == b.sound and OSA.normalized_similarity(a.text, b.text) >= _ALIKE:
        return _SOUND
    if a.given == b.given:
        return _GIVEN
    found = _edits(a.text, b.text)
    if a.sound != a.text or b.sound != b.text:
        found = max(found, _edits(a.sound, b.sound))
    if found < _VOWELS_APART.value and (
        a.sound == b.sound or any(len(x) > 2 and x in b.bones for x in a.bones)
    ):
        return _VOWELS_APART
    return Likeness(found, "letters") if found >= LEAST else NOTHING


def _abjad_forms(x: Word) -> set[str]:
    plain = [form.replace("p", "b") for form in x.bones]
    return {*plain, *(form.replace("v", "") for form in plain)}


def _by_bones(a: Word, b: Word) -> Likeness:
    """By consonants; a w of Latin letters may stand for a vowel sign.

    Arabic has no p and writes b for it.
    """
    forms_a, forms_b = _abjad_forms(a), _abjad_forms(b)
    if len(a.text) == 1 or len(b.text) == 1:
        return _INITIAL if a.text[0] == b.text[0] else NOTHING
    if forms_a & forms_b:
        return _BONES if len(a.bones[0]) >= _ENOUGH else Likeness(0.7, "script")
    x, y = a.bones[0], b.bones[0]
    if min(len(x), len(y)) >= 4 and OSA.distance(x, y) == 1:
        return Likeness(0.7, "letters")
    return NOTHING
