"""A long text in pieces that overlap, cut between sentences."""

from __future__ import annotations

from casewatch.model.spans import Span

#: Characters of one piece, and of what two neighbours share.
SIZE, OVERLAP = 12_000, 1_500


def windows(
    text: str, ends: tuple[int, ...], size: int = SIZE, overlap: int = OVERLAP
) -> tuple[Span, ...]:
    """Spans that cover `text`; each but the last ends where a sentence ends, if one does.

    `ends` are the ends of the sentences, in order. Raises `ValueError` where pieces would not
    move on.
    """
    if not 0 <= overlap < size // 2:
        raise ValueError(f"pieces of {size} cannot share {overlap}")
    found: list[Span] = []
    start = 0
    while start < len(text):
        end = start + size
        if end < len(text):
            end = max((e for e in ends if start + size // 2 < e <= end), default=end)
        end = min(end, len(text))
        found.append(Span(start, end))
        if end == len(text):
            break
        wanted = end - overlap
        start = max(
            (e for e in ends if start < e <= wanted and e > wanted - overlap), default=wanted
        )
    return tuple(found)
