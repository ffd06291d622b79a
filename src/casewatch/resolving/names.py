"""Names of people, compared over spellings, alphabets, order and missing middle names.

A name is compared word by word. Two words agree exactly, as one given name in two spellings
(Andrey, Andriy), by sound skeleton (Ghinkul, Ghincul), by one letter, or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from casewatch.reading.tables import lines
from casewatch.resolving.words import variants, word_set

#: How two words or names agree, the better the higher.
NONE, TYPO, SOUND, EXACT = 0, 1, 2, 3
Order = Literal["same", "swapped"]

_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяўё",
        [*"abvggde", "ye", "zh", *"zii", "yi", *"yklmnoprstuf", "kh", "ts", "ch", "sh", "shch",
         "", "y", "", "e", "yu", "ya", "u", "e"],
        strict=True,
    )
)  # fmt: skip
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
    | _CYRILLIC
)
#: Apostrophes and the like are part of a word: T'Andre, O'Brien, Yevhen'.
_INSIDE = re.compile(r"['’‘ʼ`´\"“”]")
_BREAK = re.compile(r"[\W_]+")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, Latin letters without marks, one blank between words, no punctuation."""
    text = _INSIDE.sub("", text.casefold().translate(_LETTERS))
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _BREAK.sub(" ", text).strip()


#: In this order; what spellings of one sound have in common. Vowel signs for y come first.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("shch", "$"), ("sch", "$"), ("tch", "%"), ("sh", "$"), ("ch", "%"), ("zh", "j"),
    ("ck", "k"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("qu", "kv"), ("x", "ks"), ("q", "k"),
    ("tz", "ts"), ("c", "k"), ("w", "v"), ("yo", "o"), ("yu", "u"), ("iu", "u"), ("ju", "u"),
    ("ya", "a"), ("ia", "a"), ("ja", "a"), ("ye", "e"), ("ie", "e"), ("je", "e"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("y", "i"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What the spellings of one folded word have in common."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    word = _DOUBLE.sub(r"\1", word)
    # Primerov, Primeroff, Primerow
    return f"{word[:-1]}v" if word.endswith("f") else word


@lru_cache(maxsize=200_000)
def given_key(word: str) -> str:
    """One key for all spellings and short forms of a folded given name."""
    return skeleton(variants("names", "given").get(word, word))


def one_edit(a: str, b: str) -> bool:
    """Whether one insertion, deletion, change or swap of neighbours makes `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    x, y = a[start:], b[start:]
    if len(x) == len(y):
        return x[1:] == y[1:] or (x[:2] == y[1::-1] and x[2:] == y[2:])
    return x[1:] == y if len(x) > len(y) else x == y[1:]


def word_level(a: str, b: str, *, given: bool) -> int:
    """How two folded words agree; `given` also knows the forms of given names."""
    if a == b:
        return EXACT
    if skeleton(a) == skeleton(b) or (given and given_key(a) == given_key(b)):
        return SOUND
    if min(len(a), len(b)) >= 6 and one_edit(a, b):
        return TYPO
    return NONE


@dataclass(frozen=True, slots=True)
class Name:
    """A folded name in its parts; `given` is empty where only one word is known."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str

    @property
    def size(self) -> int:
        """The number of its words, without suffix."""
        return bool(self.given) + len(self.middle) + 1


@lru_cache(maxsize=200_000)
def parse_name(text: str) -> Name:
    """The parts of a personal name; "Surname, Given" is put in order."""
    head, comma, tail = text.partition(",")
    suffixes = word_set("names", "suffixes")
    if comma and fold(tail) and not set(fold(tail).split()) <= suffixes:
        text = f"{tail} {head}"
    words = fold(text).split()
    suffix = ""
    while len(words) > 1 and words[-1] in suffixes:
        suffix = words.pop()
    while len(words) > 1 and words[0] in word_set("names", "titles"):
        words.pop(0)
    if not words:
        return Name("", (), "", suffix)
    given = words[0] if len(words) > 1 else ""
    return Name(given, tuple(words[1:-1]), words[-1], suffix)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names agree: level of given name and surname, middle names, order of the words."""

    given: int
    surname: int
    middle: Literal["same", "one", "none", "differ"]
    order: Order = "same"

    @property
    def level(self) -> int:
        """The weaker of the two main parts."""
        return min(self.given, self.surname)


def _given_level(a: str, b: str) -> int:
    if len(a) == 1 or len(b) == 1:
        return SOUND if a[:1] == b[:1] else NONE
    return word_level(a, b, given=True)


def _middle(a: tuple[str, ...], b: tuple[str, ...]) -> Literal["same", "one", "none", "differ"]:
    if not a and not b:
        return "none"
    if not a or not b:
        return "one"
    small, large = sorted((a, b), key=len)
    for word in small:
        if not any(_given_level(word, other) for other in large):
            return "differ"
    return "same"


def _compare(a: Name, b: Name) -> NameMatch | None:
    given = _given_level(a.given, b.given)
    surname = word_level(a.surname, b.surname, given=False)
    if not given or not surname or (given == TYPO and surname == TYPO):
        return None
    return NameMatch(given, surname, _middle(a.middle, b.middle))


@lru_cache(maxsize=500_000)
def compare_names(a: str, b: str) -> NameMatch | None:
    """How two names of at least two words each agree, or None where they do not.

    The words are compared in both orders, and a compound surname against its parts.
    """
    x, y = parse_name(a), parse_name(b)
    if not x.given or not y.given:
        return None
    found = _compare(x, y)
    if found:
        return found
    turned = _compare(x, Name(y.surname, y.middle, y.given, y.suffix))
    if turned:
        return NameMatch(turned.given, turned.surname, turned.middle, "swapped")
    small, large = sorted((x, y), key=lambda n: n.size)
    words = {small.given, *small.middle, small.surname}
    if len(words) >= 2 and words < {large.given, *large.middle, large.surname}:
        return NameMatch(EXACT, SOUND, "one")
    return None


@cache
def _common_given() -> frozenset[str]:
    return frozenset(" ".join(lines("given_names")).split())


def rarity(name: str) -> int:
    """0 for a name that many bear, 1 for one with a common part, 2 for a rare one."""
    parts = parse_name(name)
    common = (parts.given in _common_given()) + (
        parts.surname in word_set("names", "common_surnames")
    )
    if parts.surname in word_set("names", "common_surnames") and common == 2:
        return 0
    return 1 if parts.surname in word_set("names", "common_surnames") else 2


def is_short_form(form: str, name: str) -> bool:
    """Whether `form` says no more than some words of `name`: surname alone, first and last."""
    words = set(fold(form).split()) - word_set("names", "titles") - word_set("names", "suffixes")
    return words <= set(fold(name).split())
