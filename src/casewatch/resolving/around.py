"""The sentence around a span: what stands there says how a thing happened."""

from __future__ import annotations

from functools import lru_cache

from casewatch.model.spans import Span
from casewatch.reading.text.sentences import sentences

#: No sentence reaches further than this from the span, in code points.
REACH = 600
#: So many answers are kept: one report's words are asked for by every case that it names.
KEPT = 1 << 14


@lru_cache(maxsize=KEPT)
def sentence_around(text: str, span: Span) -> Span:
    """The sentence, or the few, in which `span` lies. Linear in `REACH`, not in the text."""
    low, high = max(0, span.start - REACH), min(len(text), span.end + REACH)
    start = max(low, text.rfind("\n", low, span.start) + 1)
    stop = text.find("\n", span.end, high)
    stop = high if stop < 0 else stop
    if start == low and low:
        start = min(span.start, _next_blank(text, start, span.start))
    found = [
        s
        for s in sentences(text[start:stop])
        if s.start + start < span.end and s.end + start > span.start
    ]
    if not found:
        return span
    return Span(
        min(span.start, start + found[0].start),
        max(span.end, start + found[-1].end),
    )


def _next_blank(text: str, start: int, stop: int) -> int:
    blank = text.find(" ", start, stop)
    return start if blank < 0 else blank + 1
