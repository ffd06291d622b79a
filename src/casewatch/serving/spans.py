"""A text cut where spans begin and end, in code points, so that each piece knows what covers it.

Pieces are escaped one by one when they are shown: nothing is ever written into the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casewatch.model.spans import Span


@dataclass(frozen=True, slots=True)
class Lit:
    """A span of a text, with the number of what it shows, its kind, and how it is said."""

    span: Span
    number: int
    kind: str
    mood: str = "asserted"
    here: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text covered by the same spans; `lit` the innermost one, None for none.

    `starts` are the numbers of what begins here: by them a link finds the words.
    """

    text: str
    lit: Lit | None = None
    starts: tuple[int, ...] = ()
    here: bool = False
    first_here: bool = False
    covers: tuple[int, ...] = field(default=())


def fitting(spans: Iterable[Lit], size: int) -> list[Lit]:
    """The spans that lie in a text of so many code points."""
    return [x for x in spans if 0 <= x.span.start < x.span.end <= size]


def cut(text: str, lit: Iterable[Lit]) -> tuple[Piece, ...]:
    """The pieces of a text, which put together are the text again."""
    spans = sorted(fitting(lit, len(text)), key=lambda x: (x.span.start, -x.span.end, x.number))
    edges = sorted({0, len(text), *(e for x in spans for e in x.span)})
    covering: list[list[Lit]] = [[] for _ in edges]
    for one in spans:
        at = bisect_left(edges, one.span.start)
        while edges[at] < one.span.end:
            covering[at].append(one)
            at += 1
    pieces: list[Piece] = []
    seen: set[int] = set()
    met_here = False
    for n, start in enumerate(edges[:-1]):
        over = covering[n]
        marks = [x for x in over if not x.here]
        here = any(x.here for x in over)
        starts = tuple(
            dict.fromkeys(x.number for x in marks if x.span.start == start and x.number not in seen)
        )
        seen.update(starts)
        inner = min(marks, key=lambda x: (x.span.end - x.span.start, x.number)) if marks else None
        pieces.append(
            Piece(text[start : edges[n + 1]], inner, starts, here, here and not met_here,
                  tuple(dict.fromkeys(x.number for x in marks)))
        )  # fmt: skip
        met_here = met_here or here
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a text: where it begins, in code points, and its pieces."""

    at: int
    pieces: tuple[Piece, ...]


def paragraphs(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """The pieces by paragraph: a piece that goes over an end of line is cut there."""
    found: list[tuple[int, list[Piece]]] = [(0, [])]
    at = 0
    for piece in pieces:
        lines = piece.text.split("\n")
        for n, line in enumerate(lines):
            if n:
                at += 1
                found.append((at, []))
            if line:
                first = not any(lines[:n])
                found[-1][1].append(
                    Piece(line, piece.lit, piece.starts if first else (), piece.here,
                          piece.first_here and first, piece.covers)
                )  # fmt: skip
                at += len(line)
    return tuple(Paragraph(start, tuple(line)) for start, line in found if line)
