"""Events on things: seizures, forfeitures, takedowns and searches."""

from __future__ import annotations

import re

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import Hit, person_nouns, words
from casewatch.reading.events.participants import count_of, who_at
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.things import What, what_at
from casewatch.reading.events.tree import (
    behind,
    child,
    is_passive,
    is_verb,
    object_of,
    of_noun,
    subject_of,
)
from casewatch.reading.events.victims import name_of
from casewatch.reading.events.who import NOBODY, Who
from casewatch.reading.language.base import Parse

_CARRIED_OUT = re.compile(r"\b(?:execut(?:ed|ing)|serv(?:ed|ing)|carried out)\b", re.IGNORECASE)
#: How far behind a noun, in code points, its target may end, and what leads to it.
_NEAR_OF = 60
_OF = re.compile(r"^(?: [\w-]{1,12}){0,4} of (?:the )?(?:[\w-]{1,14} ){0,2}[“\"]?$")
_SERVED = ("execut", "serv", "carr")
_EXECUTED = ("execut", "serv", "carr", "conduct", "obtain", "perform")


def thing_event(scene: Scene, parse: Parse, index: int, hit: Hit) -> tuple[Who, str] | None:
    """Whom or what the event at the token concerns, and the frame; None for no event."""
    token = parse.tokens[index]
    was = token.tag == "JJ" and token.dep == "acomp"  # "the money was frozen"
    # "Agreed to forfeit cash": taggers take the word for a noun or an adjective.
    to_do = hit.words == "forfeit" and index > 0 and parse.tokens[index - 1].lower == "to"
    verb = (is_verb(token) or was) and ("verb" in hit.frames or "self" in hit.frames)
    if verb and token.dep == "amod" and not to_do:
        return None
    if not verb and not to_do and (token.dep in ("compound", "amod") or token.tag == "NNP"):
        return None
    allowed = parse.tokens[token.head].lower in words("allowed")
    if not verb and allowed and child(parse, index, "det") is not None:
        return None
    frame = "verb" if verb or to_do else "noun"
    if hit.words.startswith(("seizure order", "seizure warrant")):
        target = _of_order(parse, index)
        who = None if target is None else _seized(scene, parse, index, verb, hit, target)
    elif hit.type == "search":
        who = _searched(scene, parse, index, verb, hit)
    elif hit.type == "forfeiture":
        who = _forfeited(scene, parse, index)
    elif hit.type == "seizure":
        who = _seized(scene, parse, index, verb, hit)
    else:
        who = _taken_down(scene, parse, index, verb, hit)
    return None if who is None else (who, frame)


def _patient(parse: Parse, index: int, verb: bool) -> int | None:
    if not verb:
        objects = of_noun(parse, index)
        return objects[0] if objects else child(parse, index, "poss")
    if parse.tokens[index].dep == "acomp":
        return subject_of(parse, parse.tokens[index].head)
    obj = object_of(parse, index)
    if obj is not None and not is_passive(parse, index):
        return obj
    finite = parse.tokens[index].tag in ("VBD", "VBZ", "VBP", "VBN")
    if obj is None and finite and not is_passive(parse, index):
        for joined in parse.children[index]:
            if parse.tokens[joined].dep == "conj" and is_verb(parse.tokens[joined]):
                obj = object_of(parse, joined)
                if obj is not None:
                    return obj
    if is_passive(parse, index) or parse.tokens[index].tag == "VBN":
        return subject_of(parse, index)
    subject = child(parse, index, "nsubj") if obj is None else None
    if subject is not None and parse.tokens[subject].lower in words("premises") | words("elliptic"):
        return subject  # "12 men were arrested and 20 locations searched"
    return obj


def _of_order(parse: Parse, index: int) -> int | None:
    """What an order of seizure that was executed is against."""
    if not _is_executed(parse, index, _SERVED):
        return None
    around = [index, parse.tokens[index].head]
    return behind(parse, around, ("against", "for"))


def _seized(
    scene: Scene, parse: Parse, index: int, verb: bool, hit: Hit, target: int | None = None
) -> Who | None:
    target = _patient(parse, index, verb) if target is None else target
    if target is None:
        return None if verb else _number(parse, index)
    if parse.tokens[target].lower == "control" and (inside := of_noun(parse, target)):
        target = inside[0]
    what = what_at(scene, parse, target)
    if not (what.groups or what.thing or what.money):
        return None
    if hit.words.startswith(("recover", "intercept")) and verb and what.count is None:
        return None
    taken_from = _taken_from(scene, parse, [index, target])
    if taken_from.names:
        return Who(taken_from.names, what.count, taken_from.how)
    if not what.groups and not what.people:
        near = scene.people_in(Span(parse.tokens[0].start, parse.tokens[index].start))
        if near:
            return Who((near[-1].name,), what.count, "near")
    return Who(
        what.groups or what.people, what.count, "named" if what.groups or what.people else "thing"
    )


def _taken_from(scene: Scene, parse: Parse, around: list[int]) -> Who:
    """The people behind a "from" on the verb or the thing ("seized from him")."""
    for i in around:
        for c in parse.children[i]:
            if parse.tokens[c].lower == "from":
                target = child(parse, c, "pobj")
                if target is not None and (who := who_at(scene, parse, target)).names:
                    return who
    return NOBODY


def _number(parse: Parse, index: int) -> Who | None:
    count = count_of(parse, index)
    return Who((), count, "number") if count else None


def _taken_down(scene: Scene, parse: Parse, index: int, verb: bool, hit: Hit) -> Who | None:
    target = _patient(parse, index, verb)
    if not verb and (named := _of_group(scene, hit)):
        return Who(named, None, "named")
    if hit.words in words("done_on"):
        target = behind(parse, [index, *([target] if target is not None else [])], ("on",))
    if target is None:
        return None
    what: What = what_at(scene, parse, target)
    if what.groups:
        return Who(what.groups, what.count, "named")
    if not what.thing:
        name = name_of(scene, parse, target)
        return Who((name,), None, "named") if name else None
    if hit.words.startswith("disrupt") and parse.tokens[target].lower not in words("group_noun"):
        return None
    return Who((), what.count, "thing")


def _of_group(scene: Scene, hit: Hit) -> tuple[str, ...]:
    """The target named behind "of" near the noun ("the takedown earlier this year of Acme")."""
    for mention in scene.cast.within(Span(hit.span.end, hit.span.end + _NEAR_OF), "group"):
        if scene.is_target(mention.name) and _OF.search(
            scene.text[hit.span.end : mention.span.start]
        ):
            return (mention.name,)
    return ()


def _forfeited(scene: Scene, parse: Parse, index: int) -> Who | None:
    """Who forfeits: those named, else meant by a pronoun, before the word; for papers, behind it."""
    start, at, end = parse.tokens[0].start, parse.tokens[index].start, parse.tokens[-1].end
    before = scene.people_in(Span(start, at))
    found = before or scene.people_in(Span(at, end))
    if found:
        return Who(tuple(dict.fromkeys(m.name for m in found)), None, "named")
    for token in reversed(parse.tokens[:index]):
        if token.tag == "PRP" or token.lower in person_nouns():
            who = who_at(scene, parse, token.index)
            if who.names:
                return who
    return Who((), None, "thing")


def _searched(scene: Scene, parse: Parse, index: int, verb: bool, hit: Hit) -> Who | None:
    target = _patient(parse, index, verb) if verb else index
    if target is None or (verb and parse.tokens[target].lower not in words("premises")):
        return None
    if "warrant" in hit.words and not _is_executed(parse, index):
        near = Span(max(parse.tokens[0].start, hit.span.start - 60), hit.span.end + 60)
        if not _CARRIED_OUT.search(scene.text[near.start : min(near.end, parse.tokens[-1].end)]):
            return None
    count = count_of(parse, target)
    for token in [parse.tokens[target], *parse.tokens[index:]]:
        if token.lower not in words("premises"):
            continue
        owner = child(parse, token.index, "poss")
        resident = child(parse, token.index, "relcl")
        if owner is None and resident is not None:
            owner = child(parse, resident, "nsubj")
        if owner is not None and (who := who_at(scene, parse, owner)).names:
            return Who(who.names, count, who.how)
    return Who((), count, "thing")


def _is_executed(parse: Parse, index: int, verbs: tuple[str, ...] = _EXECUTED) -> bool:
    i = index
    for _ in range(4):
        if parse.tokens[i].lower.startswith(verbs):
            return True
        i = parse.tokens[i].head
    return False
