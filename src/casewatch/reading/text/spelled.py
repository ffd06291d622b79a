"""Whether a span holds a name to the letter, but for case, width of letters and line breaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from casewatch.model.spans import Span


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def spelled(text: str, spans: Iterable[Span], name: str) -> tuple[Span, ...]:
    """Those of `spans` that hold `name`: the ones on which an alias may rest."""
    wanted = _folded(name)
    return tuple(s for s in spans if _folded(s.text_of(text)) == wanted)
