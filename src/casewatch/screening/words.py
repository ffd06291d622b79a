"""One word of a name: its sound, its consonants, how much it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from casewatch.resolving.names import given_key, skeleton
from casewatch.screening.scripts import ABJAD, LONGEST, latin_words
from casewatch.screening.tables import same_words, table, weight, word_set

_VOWEL = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")
_MIXED = re.compile(r"[^\W\d_]+|\d+")
#: What spellings of one consonant have in common, after `skeleton`.
_CONSONANTS = (("dj", "j"), ("dz", "z"), ("th", "t"), ("dh", "d"), ("ts", "z"))
#: Letters that are written apart and read as one word: G.m.b.H., A.B.C.
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,8}(?:[^\W\d_](?!\w))?")
#: A name of more words than these is cut: no name has so many.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word with its keys. `abjad`: of a script without vowels, so only `bones` count.

    `bones` are the consonants, in two forms where a j in front may be one or not (Jennifer, Jelena).
    """

    text: str
    sound: str
    bones: tuple[str, ...]
    given: str
    abjad: bool
    weight: float

    @property
    def number(self) -> bool:
        """Whether it is a number: these agree in full or not at all."""
        return self.text.isdigit()


def bones(sound: str) -> str:
    """The consonants of a word's sound; an h at its end is not heard."""
    for old, new in _CONSONANTS:
        sound = sound.replace(old, new)
    found = _DOUBLE.sub(r"\1", _VOWEL.sub("", sound))
    return found[:-1] if len(found) > 1 and found.endswith("h") else found


def _weight(text: str) -> float:
    if text in word_set("particles"):
        return weight("particle")
    if text in word_set("titles") or text in word_set("suffixes"):
        return weight("title")
    if text in same_words("legal"):
        return weight("legal")
    if text in word_set("generic"):
        return weight("generic")
    return weight("initial") if len(text) == 1 and not text.isdigit() else 1.0


@lru_cache(maxsize=500_000)
def word(text: str) -> Word:
    """The word of a text as `latin_words` gives it, or as `split` does."""
    abjad = text.startswith(ABJAD)
    plain = text.removeprefix(ABJAD)
    plain = same_words("legal").get(plain, plain)
    sound = skeleton(plain)
    forms = [bones(sound)]
    if plain[:1] == "j" and len(plain) > 2:
        forms.append(bones("j" + skeleton(plain[1:])))
    return Word(plain, sound, tuple(dict.fromkeys(forms)), given_key(plain), abjad, _weight(plain))


def _short_legal(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with legal forms of several words made one."""
    phrases: list[tuple[str, str]] = table("words")["legal_phrases"]
    text = " ".join(words)
    for phrase, short in phrases:
        if phrase in text:
            text = f" {text} ".replace(f" {phrase} ", f" {short} ")
    return tuple(text.split())


@cache
def _numerals() -> dict[str, str]:
    words = str(table("words")["numerals"]).split()
    return dict(zip(words[::2], words[1::2], strict=True))


@lru_cache(maxsize=200_000)
def split(name: str) -> tuple[str, ...]:
    """The words of a name as an index keeps them: letters and digits apart (APT14: apt, 14)."""
    found: list[str] = []
    name = _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", name[:LONGEST])
    for text in _short_legal(latin_words(name))[:MOST_WORDS]:
        mark = ABJAD if text.startswith(ABJAD) else ""
        found += [mark + _numerals().get(x, x) for x in _MIXED.findall(text)]
    return tuple(found[:MOST_WORDS])


@lru_cache(maxsize=200_000)
def joined(texts: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Neighbouring words written as one: the word, and from where to where it goes.

    Two words; three where the middle one is a particle (abd al rahman).
    """
    found = []
    for start in range(len(texts) - 1):
        for end in (start + 2, start + 3):
            if end > len(texts) or (end == start + 3 and texts[start + 1] not in particles()):
                continue
            run = texts[start:end]
            plain = [t.removeprefix(ABJAD) for t in run]
            if sum(len(t) for t in plain) >= 5 and not any(t.isdigit() for t in plain):
                mark = ABJAD if any(t.startswith(ABJAD) for t in run) else ""
                found.append((mark + "".join(plain), start, end))
    return tuple(found)


def particles() -> frozenset[str]:
    """Words between given name and surname."""
    return word_set("particles")
