"""Names of any script in folded Latin words.

Words of a script without short vowels (Arabic, Hebrew) come with `ABJAD` before them: only their
consonants can be compared. Han characters have no sound without a dictionary and stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from casewatch.resolving.names import fold
from casewatch.screening.tables import table

#: Before a word of which only the consonants are known.
ABJAD = "~"
#: A name is compared by so many code points of it; what is longer is no name.
LONGEST = 200
_ABJAD_LETTER = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufeff]")
#: The Arabic article is written together with its word; in Latin it stands apart.
_ARTICLE = re.compile(r"(?:^|(?<=\s))ال(?=\w{2})")
_OTHER = re.compile(r"[^\u0000-\u052f]")
_HANGUL, _HANGUL_END, _VOWELS, _FINALS = 0xAC00, 0xD7A3, 21, 28


def _pairs(key: str) -> dict[int, str]:
    words = str(table("scripts")[key]).split()
    return {
        ord(letter): "" if latin == "-" else latin
        for letter, latin in zip(words[::2], words[1::2], strict=True)
    }


@cache
def _letters() -> dict[int, str]:
    scripts = ("cyrillic", "greek", "georgian", "armenian", "arabic", "hebrew")
    return {letter: latin for key in scripts for letter, latin in _pairs(key).items()}


@cache
def _jamo(key: str) -> tuple[str, ...]:
    return tuple("" if x == "-" else x for x in str(table("scripts")[key]).split())


def _hangul(code: int) -> str:
    """A Korean syllable, which Unicode orders by its parts (The Unicode Standard, 3.12)."""
    number = code - _HANGUL
    first, rest = divmod(number, _VOWELS * _FINALS)
    vowel, last = divmod(rest, _FINALS)
    return (
        _jamo("hangul_initial")[first] + _jamo("hangul_vowel")[vowel] + _jamo("hangul_final")[last]
    )


@cache
def _kana(letter: str) -> str | None:
    """A Japanese syllable by its Unicode name (HIRAGANA LETTER KA), or None for other letters."""
    name = unicodedata.name(letter, "")
    if not name.startswith(("HIRAGANA LETTER", "KATAKANA LETTER")):
        return "" if letter == "ー" else None
    sound = name.rpartition(" ")[2].lower()
    return sound[1:] if name.rpartition(" ")[0].endswith("SMALL") and len(sound) > 2 else sound


def _sounds(text: str) -> str:
    found = []
    for letter in text:
        code = ord(letter)
        if _HANGUL <= code <= _HANGUL_END:
            found.append(_hangul(code))
        elif 0x3040 <= code <= 0x30FF:
            found.append(_kana(letter) or "")
        else:
            found.append(letter)
    return "".join(found)


@lru_cache(maxsize=200_000)
def latin_words(text: str) -> tuple[str, ...]:
    """The folded Latin words of a name in its order, without punctuation."""
    text = text[:LONGEST]
    if not _OTHER.search(text):
        return tuple(fold(text.casefold().translate(_letters())).split())
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _ARTICLE.sub("ال ", text)
    words: list[str] = []
    for part in text.split():
        folded = fold(_sounds(unicodedata.normalize("NFC", part)).translate(_letters())).split()
        abjad = _ABJAD_LETTER.search(part) and part != "ال"
        words += [ABJAD + w for w in folded] if abjad else folded
    return tuple(words)
