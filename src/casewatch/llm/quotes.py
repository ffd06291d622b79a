"""Quotes found to the letter, or not at all."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from casewatch.model.spans import Span

#: A longer one shows nothing: it is a whole paragraph.
MOST_CHARS = 1_500


@cache
def _instructions() -> tuple[str, ...]:
    text = files("casewatch.llm").joinpath("data", "instructions.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def spoken_to_machines(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences of a report that speak to whatever reads it; no fact rests on them."""
    words = _instructions()
    found = []
    for sentence in sentences:
        plain = re.sub(r"\s+", " ", sentence.text_of(text).casefold())
        if any(w in plain for w in words):
            found.append(sentence)
    return tuple(found)


def find(text: str, quote: object, window: Span, aside: tuple[Span, ...] = ()) -> Span | None:
    """Where `quote` stands in the window of `text`, to the letter; None where it does not.

    The first place that touches no span of `aside` is taken.
    """
    if not isinstance(quote, str) or not quote.strip() or len(quote) > MOST_CHARS:
        return None
    wanted = quote.strip()
    start = text.find(wanted, window.start, window.end)
    while start >= 0:
        span = Span(start, start + len(wanted))
        if not any(span.overlaps(a) for a in aside) and _whole(text, span):
            return span
        start = text.find(wanted, start + 1, window.end)
    return None


def _whole(text: str, span: Span) -> bool:
    """Whether the span begins and ends at the edge of words: `Al` is no quote of `Also`."""
    before = text[span.start - 1] if span.start else " "
    after = text[span.end] if span.end < len(text) else " "
    first, last = text[span.start], text[span.end - 1]
    return not (before.isalnum() and first.isalnum()) and not (last.isalnum() and after.isalnum())
