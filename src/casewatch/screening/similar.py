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
_VOWELS = "aeiou"
#: Words of one sound whose letters agree less are another name more often (Zhang, Yang).
_ALIKE = 0.65
#: Consonants of a word that must be known where its vowels are not.
_ENOUGH = 2


def _edits(a: str, b: str) -> Likeness:
    """Letters added, left out, changed or swapped (optimal string alignment), few for the length."""
    longest, shortest = max(len(a), len(b)), min(len(a), len(b))
    allowed = 0 if shortest < 4 else 1 if longest < 8 else 2 if longest < 13 else 3
    if longest - shortest > allowed:
        return NOTHING
    edits = OSA.distance(a, b, score_cutoff=allowed)
    if edits > allowed:
        return NOTHING
    # A changed first letter is seldom a slip.
    first = 0.0 if a[0] == b[0] or (a[0] in _VOWELS and b[0] in _VOWELS) else 0.08
    return Likeness(round(1.0 - edits / longest - first, 3), "letters")


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
    found = max(_edits(a.text, b.text), _edits(a.sound, b.sound))
    if a.sound == b.sound or any(len(x) > 2 and x in b.bones for x in a.bones):
        found = max(found, Likeness(0.85, "vowels"))
    return found if found.value >= LEAST else NOTHING


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
