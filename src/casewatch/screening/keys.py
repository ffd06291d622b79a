"""Keys of words: words that could agree share at least one. Blocking works on these.

A key is a 32-bit checksum; two keys that collide cost a comparison and change no result.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from casewatch.screening.words import Word

#: Shorter sounds than this are found with all letters or not at all.
_SHORT = 4


def _without_one(text: str) -> Iterator[str]:
    """The text with each one letter left out: what two texts one edit apart have in common.

    After the symmetric-delete method of W. Garbe (SymSpell, 2012).
    """
    for n in range(len(text)):
        yield text[:n] + text[n + 1 :]


def _numbers(texts: set[str]) -> list[int]:
    return sorted({crc32(x.encode()) for x in texts})


def exact_keys(word: Word) -> list[int]:
    """The keys under which spellings, scripts and forms of a word meet."""
    texts = {f"s{word.sound}", f"g{word.given}"}
    if not word.number:
        for bones in word.bones:
            if len(bones) > 1:
                texts |= {f"b{bones}", f"a{bones.replace('v', '').replace('p', 'b')}"}
    return _numbers(texts)


def near_keys(word: Word) -> list[int]:
    """The keys under which words meet that differ by a letter or two.

    Long words by their consonants, so that their vowels do not matter; short ones by all letters.
    """
    if word.number or len(word.text) == 1:
        return []
    texts: set[str] = set()
    for bones in word.bones:
        if len(bones) >= _SHORT:
            texts.update(f"c{x}" for x in (bones, *_without_one(bones)))
    if not texts or len(word.bones[0]) == _SHORT:
        for near in {word.sound, word.text}:
            if len(near) >= _SHORT:
                texts.update(f"d{x}" for x in (near, *_without_one(near)))
    return _numbers(texts)
