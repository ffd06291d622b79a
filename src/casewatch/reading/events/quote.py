"""The words that show an event: from the one concerned to the trigger and what hangs on it."""

from __future__ import annotations

from casewatch.model.spans import Span, trim
from casewatch.reading.events.covering import covering
from casewatch.reading.events.lexicon import Hit
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import child, is_verb, object_of, of_noun, subject_of
from casewatch.reading.language.base import Parse

#: Longest stretch, in code points, between the trigger and what is quoted with it.
_REACH = 90


def quote_of(scene: Scene, parse: Parse, index: int, hit: Hit) -> Span:
    """The shortest stretch that holds the trigger and the nearest words for its participants."""
    start, end = hit.span
    if is_verb(parse.tokens[index]):
        around = [subject_of(parse, index), object_of(parse, index)]
    else:
        around = [
            child(parse, index, "poss"),
            child(parse, index, "nummod"),
            *of_noun(parse, index)[:1],
        ]
        start = min(start, _noun(scene, parse, index).start)
    for other in around:
        if other is None:
            continue
        span = _noun(scene, parse, other)
        if span.end <= hit.span.start and hit.span.start - span.start <= _REACH:
            start = min(start, span.start)
        elif span.start >= hit.span.end and span.end - hit.span.end <= _REACH:
            end = max(end, span.end)
    return trim(scene.text, Span(start, end))


def _noun(scene: Scene, parse: Parse, index: int) -> Span:
    """The noun with its name, number and article, without what follows it."""
    token = parse.tokens[index]
    mention = covering(scene.cast, token.start)
    if mention is not None:
        return mention.span
    left = [
        parse.tokens[parse.subtree(c)[0]].start
        for c in parse.children[index]
        if c < index
        and parse.tokens[c].dep in ("det", "nummod", "amod", "compound", "poss", "quantmod")
    ]
    return Span(min([token.start, *left]), token.end)
