"""Which sentences are worth parsing: those that can tell an event or say who speaks.

Left out are sentences inside long quotations, standing phrases that every such report carries
(presumption of innocence, how sentences are found, what an agency is for) and page furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import fold, has_trigger
from casewatch.reading.tables import table

#: A quotation longer than this, in code points, is somebody's speech and not a term or title.
LONG_QUOTE = 60
#: Share of a sentence that must lie in quotations for the whole to count as speech.
_SPOKEN = 0.7

#: Shorter sentences are headings and menu items.
_SHORT = 20

_QUOTE = re.compile(r"“[^“”\n]{1,4000}(?:”|$|(?=\n))|\"[^\"\n]{1,4000}\"", re.MULTILINE)
_DATELINE = re.compile(
    r"\W{0,4}[A-Z][A-Za-z.'’]{1,20}(?:[ ,/]{1,2}(?:[A-Z][A-Za-z.'’]{0,20}|of|and|the|de|\d{1,2})){0,6}"
    r"[ ,.]{0,2}(?:\d{4})?\W{0,3}(?:\([A-Z][\w .&/’'-]{1,30}\))?(?: [–—-]{1,2}|[–—]|--)\W{0,4}(?=[A-Z0-9])"
)


@cache
def _cited() -> re.Pattern[str]:
    return re.compile("|".join(table("triggers")["cited"]["phrases"]))


@cache
def _standing() -> re.Pattern[str]:
    return re.compile("|".join(table("triggers")["standing"]["phrases"]))


def needs_parse(sentence: str) -> bool:
    """Whether the sentence holds a trigger of an event and is no standing phrase."""
    if len(sentence) <= _SHORT:
        return False
    low = fold(sentence)
    if any(stem in low for stem in table("triggers")["cited"]["stems"]):
        low = _cited().sub(" ", low)
    return has_trigger(low) and _standing().search(low) is None


def quotations(text: str) -> tuple[Span, ...]:
    """The long quotations of `text`, in order; one left open ends with its paragraph."""
    return tuple(Span(*m.span()) for m in _QUOTE.finditer(text) if m.end() - m.start() > LONG_QUOTE)


def overlaps(span: Span, quotes: Sequence[Span]) -> bool:
    """Whether `span` shares a code point with one of `quotes`, which are in order."""
    i = bisect_right(quotes, span.start, key=lambda q: q.start)
    return (i > 0 and quotes[i - 1].end > span.start) or (
        i < len(quotes) and quotes[i].start < span.end
    )


def is_spoken(span: Span, quotes: Sequence[Span]) -> bool:
    """Whether most of `span` lies in `quotes`."""
    i = max(0, bisect_right(quotes, span.start, key=lambda q: q.start) - 1)
    inside = 0
    for quote in quotes[i:]:
        if quote.start >= span.end:
            break
        inside += max(0, min(quote.end, span.end) - max(quote.start, span.start))
    return inside >= _SPOKEN * (span.end - span.start)


def dateline_end(sentence: str) -> int:
    """How many code points of the sentence are a dateline ("SEATTLE – "), which no parser knows."""
    found = _DATELINE.match(sentence)
    return found.end() if found and found.end() < len(sentence) - 20 else 0
