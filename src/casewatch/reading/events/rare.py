"""Rewards, deaths and accusations: seldom told, each with its own way of naming the one meant."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import Hit
from casewatch.reading.events.participants import who_at
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.tree import is_passive, is_verb, object_of, phrase, subject_of
from casewatch.reading.events.who import Who
from casewatch.reading.language.base import Parse
from casewatch.reading.text.sentences import Sentence


def rare_event(
    scene: Scene, sentence: Sentence, parse: Parse, index: int, hit: Hit
) -> tuple[Who, str] | None:
    """Whom the reward, death or accusation concerns, and the frame; None for no event."""
    if hit.type == "reward":
        return _reward(scene, sentence, hit), "noun"
    if not is_verb(parse.tokens[index]):
        return None
    if hit.type == "death":
        target = subject_of(parse, index)
        if target is None or ("verb" in hit.frames and not is_passive(parse, index)):
            return None
        who = who_at(scene, parse, target)
        return (who, "self") if who.names and who.how in ("named", "pronoun") else None
    return _accused(scene, parse, index)


def _reward(scene: Scene, sentence: Sentence, hit: Hit) -> Who:
    after = scene.people_in(Span(hit.span.start, sentence.end)) or scene.people_in(sentence.span)
    names = tuple(dict.fromkeys(m.name for m in after))
    if not names and len(scene.people) == 1:
        names = scene.people
    return Who(names, None, "named" if names else "thing")


def _accused(scene: Scene, parse: Parse, index: int) -> tuple[Who, str] | None:
    """A state or group that is accused or blamed, by name."""
    target = object_of(parse, index)
    if target is None or is_passive(parse, index):
        target = subject_of(parse, index) if is_passive(parse, index) else None
    if target is None:
        return None
    named: list[str] = []
    for i in phrase(parse, target):
        token = parse.tokens[i]
        near = Span(token.start - 60, token.end + 60)
        named += [
            m.name
            for m in scene.cast.within(near, "group")
            if m.span.start <= token.start < m.span.end and scene.is_target(m.name)
        ]
        named += [
            scene.text[p.span.start : p.span.end]
            for p in inside(scene.places, near)
            if p.kind == "country" and p.span.start <= token.start < p.span.end
        ]
    return (Who(tuple(dict.fromkeys(named)), None, "named"), "verb") if named else None
