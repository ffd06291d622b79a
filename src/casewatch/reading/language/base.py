"""What reading needs of a language base, whichever library stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """One token of a parsed sentence; `start` and `end` are code points of the report's text.

    `head` is the index of the syntactic head within the sentence (the root's head is itself),
    `dep` the relation to it (ClearNLP labels), `tag` the Penn Treebank tag.
    """

    index: int  # type: ignore[assignment]  # hides the method of tuples, which nobody needs
    start: int
    end: int
    text: str
    head: int
    dep: str
    tag: str

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of one sentence with their tree."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def at(self, offset: int) -> Token | None:
        """The token that holds the code point `offset`, if any."""
        for token in self.tokens:
            if token.start <= offset < token.end:
                return token
        return None

    def subtree(self, index: int) -> list[int]:
        """The indices of the token and everything below it, in order of the text."""
        found, open_ = [], [index]
        while open_:
            i = open_.pop()
            found.append(i)
            open_.extend(self.children[i])
        return sorted(found)


class LanguageBase(Protocol):
    """A parser of sentences. Deterministic: the same sentence gives the same parse."""

    @property
    def version(self) -> str:
        """Name and version of what stands behind; part of the reader's version."""

    def parse(self, pieces: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse each (sentence, offset of its first code point in the report's text)."""
