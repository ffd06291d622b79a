"""No fact without its words: what makes a fact fit, or not fit, the text it rests on."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator

from casewatch.model.facts import Fact
from casewatch.model.vocabulary import MODALITIES


def faults(fact: Fact, text: str) -> Iterator[str]:
    """Why `fact` does not stand in `text`; nothing where it does.

    Every span lies in the text and holds something; an alias is the words of its spans, but
    for case and line breaks; what somebody says is the words of its first span, to the letter.
    """
    if not fact.spans:
        yield "no span"
    for start, end in fact.spans:
        if not 0 <= start < end <= len(text):
            yield f"span {start}–{end} is not in the text of {len(text):,} characters"
            return
        if text[start:end].isspace():
            yield f"span {start}–{end} is blank"
    if fact.modality not in MODALITIES:
        yield f"modality {fact.modality!r} is none"
    if fact.property == "alias":
        yield from _alias_faults(fact, text)
    if fact.property == "says" and isinstance(fact.value, dict):
        content = fact.value.get("content")
        if fact.spans and content != fact.quote(text):
            yield f"the words {_short(content)} do not stand at {_where(fact)}"


def _alias_faults(fact: Fact, text: str) -> Iterator[str]:
    wanted = _folded(str(fact.value))
    for span in fact.spans:
        if _folded(span.text_of(text)) != wanted:
            yield f"the alias {_short(fact.value)} does not stand at {span.start}–{span.end}"


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _where(fact: Fact) -> str:
    return f"{fact.spans[0].start}–{fact.spans[0].end}"


def _short(value: object, width: int = 60) -> str:
    words = " ".join(str(value).split())
    return f"“{words if len(words) <= width else words[: width - 1] + '…'}”"


def reading_hash(ids: Iterable[str]) -> str:
    """SHA-256 over the ids of a reading's facts, in their order."""
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()
