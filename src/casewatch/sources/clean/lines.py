"""The lines of a raw text, with what is markup in them set apart from what is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewatch.sources.clean.markup import visible_pieces

#: Characters that say nothing: byte-order mark, soft hyphen, zero-width and direction marks.
_VOID = re.compile(
    "[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\r\x00-\x08\x0e-\x1f\x7f]"
)
_ENDS = " \t:|·•*–—-›»>«‹#_.,;"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*_]{0,3}$")
_FULL_STOPS = (".", "!", "?", ".”", '."')
_SPACES = re.compile(r"\s+")

#: A line of at least so many words that ends like a sentence is body text.
BODY_WORDS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    `pieces` are the stretches of the original that are read, `text` is what they say, `key`
    its comparable form, `links_only` whether it holds nothing but links and images, `is_body`
    whether it reads like a paragraph, `is_short` whether it could be an item of a menu.
    """

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    text: str
    key: str
    links_only: bool
    heading: bool
    is_body: bool
    is_short: bool


def _is_body(text: str, links_only: bool) -> bool:
    """Whether a line reads like a paragraph or a full sentence."""
    words = text.count(" ") + 1
    if words < BODY_WORDS or links_only:
        return False
    return words >= 30 or _SENTENCE_END.search(text) is not None


def _is_short(text: str) -> bool:
    return len(text) <= 70 and text.count(" ") < 9 and not text.endswith(_FULL_STOPS)


def key_of(text: str) -> str:
    """The form in which lines are compared: lower case, plain spaces, no marks at the ends."""
    folded = _SPACES.sub(" ", text).casefold().replace("’", "'").strip()
    return folded.strip(_ENDS) or folded


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that say something, in order."""
    found: list[Line] = []
    void = _VOID.search(text) is not None
    at = 0
    for raw in text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        if not raw or raw.isspace():
            continue
        pieces, links_only, heading = visible_pieces(text, start, end)
        if void:
            pieces = tuple(p for a, b in pieces for p in _without_void(text, a, b))
        read = "".join([text[a:b] for a, b in pieces])
        body, short = _is_body(read, links_only), _is_short(read)
        found.append(Line(start, end, pieces, read, key_of(read), links_only, heading, body, short))
    return found


def _without_void(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    for match in _VOID.finditer(text, start, end):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, end))
    return [(a, b) for a, b in found if a < b]
