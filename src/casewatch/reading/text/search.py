"""Small helpers for finding words in a text fast, with every code point in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def either(forms: Iterable[str]) -> str:
    """A pattern for any of `forms`, the longer ones first."""
    return "|".join(sorted(forms, key=lambda f: (-len(f), f)))


def anchors(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where one of `words` begins a word of `text`: plain search, linear and quick."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            if at == 0 or not text[at - 1].isalnum():
                yield at
            at = text.find(word, at + len(word))


def lowered(text: str) -> str:
    """The text in lower case, as long as before: what would grow keeps its capital."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
