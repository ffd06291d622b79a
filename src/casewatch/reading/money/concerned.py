"""Whom a sum concerns: the people or the group that its sentence, or what stands before, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casewatch.model.spans import Span
from casewatch.model.vocabulary import MoneyKind
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared

#: How far back, in characters, the one whom a sum concerns may be named.
REACH = 600
#: What a court does to somebody: where a report has one subject, it is done to that one.
_OF_COURT = frozenset({"fine", "restitution", "forfeiture", "bail"})
_SEVERAL = re.compile(
    r"\b(?:(?:the|these|those|all|both|other)\s(?:\w{1,12}\s)?(?:defendants|men|women|pair|duo|trio|couple"
    r"|suspects|accused|brothers|sisters|hackers|conspirators|founders|operators)"
    r"|they|both|were\seach|each\s(?:face|faces|faced|of\sthem))\b",
    re.IGNORECASE,
)
#: Names of these are of what the police did, not of who is concerned.
_NOT_CONCERNED = ("Operation ",)


def concerned(
    prepared: Prepared,
    span: Span,
    sentence: Span,
    kind: MoneyKind,
    subjects: Sequence[str],
    cast: Cast,
) -> tuple[str, ...]:
    """The subjects named in the sentence; else its groups; else those it refers back to.

    "The defendants", "both", "they" are the subjects of the last sentence that names several.
    """
    named = _subjects(cast, sentence, subjects)
    if named:
        return named
    if _tells_several(sentence.text_of(prepared.text)):
        group = _last_several(prepared, span, subjects, cast)
        if group:
            return group
    groups = tuple(n for n in cast.names(sentence, "group") if not n.startswith(_NOT_CONCERNED))
    if groups and kind not in _OF_COURT:
        return groups[:1]
    if kind in _OF_COURT and len(subjects) == 1:
        return tuple(subjects)
    return _last_one(span, subjects, cast)


@lru_cache(maxsize=64)
def _tells_several(sentence: str) -> bool:
    return _SEVERAL.search(sentence) is not None


def _subjects(cast: Cast, span: Span, subjects: Sequence[str]) -> tuple[str, ...]:
    return tuple(n for n in cast.names(span, "person") if n in subjects)


def _last_several(
    prepared: Prepared, span: Span, subjects: Sequence[str], cast: Cast
) -> tuple[str, ...]:
    """The subjects of the nearest sentence before that names two or more; else all, if few."""
    here = prepared.sentence_at(span.start)
    first = max(0, here.index - 8) if here else 0
    for sentence in reversed(prepared.sentences[first : here.index if here else 0]):
        named = _subjects(cast, sentence.span, subjects)
        if len(named) > 1:
            return named
    return tuple(subjects) if 1 < len(subjects) <= 4 else ()


def _last_one(span: Span, subjects: Sequence[str], cast: Cast) -> tuple[str, ...]:
    """The nearest subject before, or else the nearest group, within `REACH`."""
    group: tuple[str, ...] = ()
    for mention in reversed(cast.within(Span(max(0, span.start - REACH), span.start))):
        if mention.kind == "person" and mention.name in subjects:
            return (mention.name,)
        if mention.kind == "group" and not group and not mention.name.startswith(_NOT_CONCERNED):
            group = (mention.name,)
    return group
