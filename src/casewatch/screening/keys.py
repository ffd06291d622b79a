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


def exact_keys(word: Word) -> list[int]:
    """The keys under which spellings, scripts and forms of a word meet."""
    texts = {f"s{word.sound}", f"g{word.given}"}
    if len(word.bones) > 1 and not word.number:
        texts |= {f"b{word.bones}", f"a{word.bones.replace('v', '').replace('p', 'b')}"}
    return sorted({crc32(x.encode()) for x in texts})


def near_keys(word: Word) -> list[int]:
    """The keys under which words meet that differ by a letter or two."""
    if word.number or len(word.text) == 1:
        return []
    near, mark = (word.bones, "c") if len(word.bones) >= _SHORT else (word.sound, "d")
    if len(near) < _SHORT:
        return []
    return sorted({crc32(f"{mark}{x}".encode()) for x in (near, *_without_one(near))})
