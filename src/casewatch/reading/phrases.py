"""Finding many fixed phrases in a text at once, by the first word of each.

A phrase matches to the letter but for a line break in place of a space and the shape of
apostrophes. The longest phrase at a place wins; the next search goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from casewatch.model.spans import Span

T = TypeVar("T")

_FIRST = re.compile(r"[^\W_]+")
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")


def _plain(text: str) -> str:
    """`text` with one kind of apostrophe and space, and of the same length."""
    return text.replace("’", "'").replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")


class Phrases(Generic[T]):
    """An index of phrases, each with a value."""

    def __init__(self, phrases: Iterable[tuple[str, T]], *, capitals: int | None = None) -> None:
        """A phrase of `capitals` letters or more, where given, also matches in all capitals."""
        index: dict[str, list[tuple[str, T]]] = {}
        for phrase, value in phrases:
            forms = [phrase]
            if capitals is not None and sum(c.isalpha() for c in phrase) >= capitals:
                forms.append(phrase.upper())
            for form in dict.fromkeys(_plain(f) for f in forms):
                start = _FIRST.match(form)
                if start is None:
                    raise ValueError(f"a phrase must begin with a letter or digit: {phrase!r}")
                index.setdefault(start.group(), []).append((form, value))
        self._index = {
            word: sorted(found, key=lambda f: (-len(f[0]), f[0])) for word, found in index.items()
        }
        self._whole = {f: v for found in self._index.values() for f, v in reversed(found)}
        # One set of characters comes first, which the engine finds faster than anything else.
        no_start = "".join(sorted(_SMALL - {word[0] for word in self._index}))
        self._start = re.compile(rf"[^\W_{no_start}](?<![\w@/.#].)[^\W_]*")

    def find(self, text: str) -> Iterator[tuple[Span, T]]:
        """The phrases in `text`, in order, without overlap."""
        plain = _plain(text)
        end = 0
        for start in self._start.finditer(plain):
            at = start.start()
            if at < end:
                continue
            for form, value in self._index.get(start.group(), ()):
                stop = at + len(form)
                if plain.startswith(form, at) and not _goes_on(plain, stop):
                    end = stop
                    yield Span(at, stop), value
                    break

    def at(self, text: str, at: int) -> T | None:
        """The value of the longest phrase that begins at `at`, or None."""
        start = _FIRST.match(text, at)
        for form, value in self._index.get(start.group() if start else "", ()):
            stop = at + len(form)
            if _plain(text[at:stop]) == form and not _goes_on(text, stop):
                return value
        return None

    def get(self, phrase: str) -> T | None:
        """The value of `phrase`, to the letter, or None."""
        return self._whole.get(_plain(phrase))


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and (text[at].isalnum() or text[at] == "_")
