"""Finding many fixed phrases in a text at once, by the first word of each.

A phrase matches to the letter but for line breaks and the shape of apostrophes. The longest
phrase at a place wins; the next search goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from casewatch.model.spans import Span

T = TypeVar("T")

_START = re.compile(r"(?<![\w@/.#])[^\W_]+")


class Phrases(Generic[T]):
    """An index of phrases, each with a value."""

    def __init__(self, phrases: Iterable[tuple[str, T]], *, capitals: bool = False) -> None:
        """With `capitals`, a phrase of five letters or more also matches in all capitals."""
        index: dict[str, list[tuple[str, re.Pattern[str], T]]] = {}
        for phrase, value in phrases:
            for form in dict.fromkeys([phrase, phrase.upper()] if capitals else [phrase]):
                if form != phrase and sum(c.isalpha() for c in phrase) < 5:
                    continue
                start = _START.match(form)
                if start is None:
                    raise ValueError(f"a phrase must begin with a letter or digit: {phrase!r}")
                body = re.escape(form).replace(r"\ ", r"\s{1,2}")
                body = re.sub("['’]", "['’]", body)
                pattern = re.compile(body + r"(?!\w)")
                index.setdefault(start.group(), []).append((form, pattern, value))
        self._index = {
            word: sorted(found, key=lambda f: (-len(f[0]), f[0])) for word, found in index.items()
        }

    def find(self, text: str) -> Iterator[tuple[Span, T]]:
        """The phrases in `text`, in order, without overlap."""
        end = 0
        for start in _START.finditer(text):
            if start.start() < end:
                continue
            for _, pattern, value in self._index.get(start.group(), ()):
                hit = pattern.match(text, start.start())
                if hit:
                    end = hit.end()
                    yield Span(hit.start(), end), value
                    break
