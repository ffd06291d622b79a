"""Sanctions: people, groups and bodies that a state lists, by name or by number."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import words
from casewatch.reading.events.participants import count_of, who_at
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.things import what_at
from casewatch.reading.events.tree import is_passive, is_verb, phrase, subject_of
from casewatch.reading.events.who import NOBODY, Who
from casewatch.reading.language.base import Parse


def sanctioned(scene: Scene, parse: Parse, index: int, target: int | None) -> Who:
    """Who or what is sanctioned: the noun phrase at `target`, else the verb's subject."""
    if is_verb(parse.tokens[index]) and (target is None or is_passive(parse, index)):
        target = subject_of(parse, index)
    if target is None:
        return NOBODY
    who = who_at(scene, parse, target)
    if who.names:
        return who
    what = what_at(scene, parse, target)
    tokens = [parse.tokens[i] for i in phrase(parse, target)]
    span = Span(tokens[0].start - 40, tokens[-1].end)
    groups = tuple(
        m.name
        for m in scene.cast.within(span, "group")
        if any(m.span.start <= t.start < m.span.end for t in tokens)
    )
    if groups:
        return Who(groups, None, "named")
    counts = [c for i in phrase(parse, target) if (c := count_of(parse, i))]
    if counts and (
        what.thing or who.how != "none" or any(t.lower in words("bodies") for t in tokens)
    ):
        return Who((), sum(counts), "number")
    return who if who.how != "none" else NOBODY
