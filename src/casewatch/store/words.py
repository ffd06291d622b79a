"""Words of texts and queries, the same for every kind of database, and pieces around them.

Databases split, fold and accent words each in their own way and by settings of the server.
Here words are made before they come there, so that a query finds the same reports everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

#: Letters and digits of any script; everything else parts words, and so does too great a length.
_WORD = re.compile(r"[^\W_]{1,100}")
#: What most often keeps an English text from being plain ASCII; it parts words like a blank.
_MARKS = "’‘“”–—…•·\xa0®™©€£"
#: So many words of a query count.
_MOST_ASKED = 32
#: Characters of a piece before and after the first word found.
_BEFORE, _AFTER = 60, 130


class Searchable(NamedTuple):
    """What of one report can be searched: the words of its title, its names and its text."""

    title: str
    names: str
    body: str


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    """A word in small letters without accents on them; scripts stay what they are."""
    found = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word.casefold())
        if not unicodedata.combining(letter)
    )
    # Letters of other scripts are parted by this too (й, か with its marks): put them together.
    return unicodedata.normalize("NFC", found)


def words_of(text: str) -> list[str]:
    """The words of `text` in their order: small letters, accents taken off."""
    if not text.isascii():
        for mark in _MARKS:  # a search for each is far quicker than one translation
            text = text.replace(mark, " ")
    if text.isascii():
        return _WORD.findall(text.lower())
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word.isascii():
            found.append(word)
        else:
            # Folding may part a word in two (a fraction, a ligature with a mark in it).
            found.extend(_WORD.findall(_plain(word)))
    return found


def searchable(title: str, names: Iterable[str], body: str) -> Searchable:
    """What can be searched of a report: its words joined by spaces."""
    return Searchable(
        " ".join(words_of(title)), " ".join(words_of("\n".join(names))), " ".join(words_of(body))
    )


def asked(query: str) -> list[str]:
    """The words of a query; the last one may be unfinished. No character has a meaning."""
    return words_of(query)[:_MOST_ASKED]


def piece(text: str, words: Iterable[str]) -> str:
    """A stretch of `text` around the first place where one of `words` begins a word.

    Where none does (it stands in the title or in a name of another spelling), the beginning.
    """
    at = _first_of(text, tuple(words))
    start = max(0, at - _BEFORE)
    end = min(len(text), at + _AFTER)
    # Whole words at both ends.
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        last = text.rfind(" ", at, end)
        end = last if last > at else end
    found = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{found}{'…' if end < len(text) else ''}"


def _first_of(text: str, wanted: tuple[str, ...]) -> int:
    """Where the first word stands that begins with one of `wanted`; 0 where none does."""
    if not wanted:
        return 0
    small = text.lower()
    if len(small) == len(text) and (found := _beginning(wanted).search(small)):
        return found.start()
    # With accents on it, or of letters that fold to several.
    return next((m.start() for m in _WORD.finditer(text) if _begins(m.group(), wanted)), 0)


@lru_cache(maxsize=64)
def _beginning(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, wanted))})")


def _begins(word: str, wanted: tuple[str, ...]) -> bool:
    return (word.lower() if word.isascii() else _plain(word)).startswith(wanted)
