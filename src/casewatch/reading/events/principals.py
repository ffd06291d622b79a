"""The people to whom the law does something: told by the grammar of their names, not by roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from casewatch.model.spans import Span
from casewatch.reading.beside import Beside
from casewatch.reading.cast import Cast, Mention
from casewatch.reading.events.below import names_below
from casewatch.reading.events.covering import named_at
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.modality import modality_of
from casewatch.reading.events.tree import (
    child,
    is_passive,
    is_verb,
    object_of,
    of_noun,
    phrase,
    subject_of,
    token_at,
)
from casewatch.reading.language.base import Parse

#: What is done to the accused, or by them, and to hardly anybody else.
_TELLING = frozenset(
    {"arrest", "charge", "plea", "sentence", "conviction", "extradition", "acquittal"}
)
#: Age behind a name ("X, 36, of Y", "X (36, Y)"), as reports give it of the accused alone.
_AGE = re.compile(r"(?:,|,? \(|,? age) ?\d{2}(?:,|\)| of\b|-year)")
_LAST_WORD = re.compile(r"([A-Z][\w.]*)\s$")


def principals(
    text: str,
    cast: Cast,
    parses: Mapping[int, Parse],
    hits: Mapping[int, Sequence[Hit]],
    aside: Beside,
) -> frozenset[str]:
    """Names of the people who are arrested, charged, sentenced …, or given with their age."""
    aged = {
        (m.name, m.form == "part")
        for m in cast.mentions
        if m.kind == "person"
        and m.name not in aside.names
        and m.name not in aside.speakers
        and _AGE.match(text, m.span.end)
        and not titled(text, m.span.start)
    }
    found: set[str] = set()
    for index, told in hits.items():
        for hit in told:
            if hit.type in _TELLING:
                found |= _patients(text, cast, parses[index], hit)
        if told and told[-1].type in _TELLING:
            end = parses[index].tokens[-1].end
            found |= {n for n in names_below(text, cast, end) if n not in aside.names}
    # An age behind a surname alone is told of anybody, as news does.
    return frozenset(found | {name for name, part in aged if not (part and found)})


def titled(text: str, start: int) -> bool:
    """Whether an official's title stands right before the name that begins at `start`."""
    last = _LAST_WORD.search(text[max(0, start - 20) : start])
    return last is not None and last.group(1).lower().strip(".") in words("official")


def _patients(text: str, cast: Cast, parse: Parse, hit: Hit) -> set[str]:
    token = token_at(parse, hit.span.start)
    if token is not None and not is_verb(token) and "noun" in hit.frames:
        return _owners(text, cast, parse, token.index)
    if token is None or not is_verb(token) or token.dep == "amod":
        return set()
    if modality_of(parse, token.index, hit.type) == "denied":
        return set()
    target = subject_of(parse, token.index)
    if "verb" in hit.frames:
        obj = object_of(parse, token.index)
        if not is_passive(parse, token.index) and (obj is not None or token.tag != "VBN"):
            target = obj
    if target is None:
        return set()
    found = set()
    if token.index and any(
        parse.tokens[c].lower == "who" and parse.tokens[c].dep.startswith("nsubj")
        for c in parse.children[token.index]
    ):
        # A relative clause is often hung on the place between: "X, a student in Y, who was …".
        found |= _before_who(text, cast, parse, token.start)
    return found | _untitled(text, named_at(cast, parse, phrase(parse, target), "person"))


def _owners(text: str, cast: Cast, parse: Parse, index: int) -> set[str]:
    """Whose arrest, plea … a noun tells: "X’s arrest", "the arrest of X", "X … since his arrest"."""
    if parse.tokens[index].dep in ("compound", "amod", "nmod"):
        return set()
    owner = child(parse, index, "poss")
    if owner is not None and parse.tokens[owner].lower in ("his", "her"):
        before = Span(parse.tokens[0].start, parse.tokens[owner].start)
        named = _untitled(text, cast.within(before, "person"))
        return named if len(named) == 1 else set()
    heads = [owner] if owner is not None else of_noun(parse, index)[:1]
    whole = [h for head in heads for h in phrase(parse, head)]
    return _untitled(text, named_at(cast, parse, whole, "person"))


def _untitled(text: str, named: Sequence[Mention]) -> set[str]:
    return {m.name for m in named if not titled(text, m.span.start)}


def _before_who(text: str, cast: Cast, parse: Parse, at: int) -> set[str]:
    """The person named last in the sentence before `at`, if near and without an office."""
    for mention in cast.before(at, "person"):
        if mention.span.start < max(parse.tokens[0].start, at - 90):
            break
        return set() if titled(text, mention.span.start) else {mention.name}
    return set()
