"""Small helpers for finding words in a text fast, with every code point in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def either(forms: Iterable[str]) -> str:
    """A pattern for any of `forms`, the longer ones first."""
    return "|".join(sorted(forms, key=lambda f: (-len(f), f)))


def by_first(forms: Iterable[str]) -> str:
    """A pattern for any of `forms` that branches on the first letter: several times faster.

    Of the forms that begin with the same letter, the one that stands first wins; those whose
    first letter is not fixed are tried last.
    """
    rest: dict[str, list[str]] = {}
    for form in forms:
        fixed = form[0].isalpha() and form[1:2] not in ("?", "*", "+", "{")
        rest.setdefault(form[0] if fixed else "", []).append(form[1:] if fixed else form)
    branches = sorted(rest.items(), reverse=True)
    return "|".join(f"{first}(?:{'|'.join(tails)})" for first, tails in branches)


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
