"""Events on things: seizures, forfeitures, takedowns and searches."""

from __future__ import annotations

from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.participants import Who, count_of, who_at
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.things import What, what_at
from casewatch.reading.events.tree import (
    child,
    is_passive,
    is_verb,
    object_of,
    of_noun,
    subject_of,
)
from casewatch.reading.language.base import Parse

_EXECUTED = ("execut", "serv", "carr", "conduct", "obtain", "perform")


def thing_event(scene: Scene, parse: Parse, index: int, hit: Hit) -> tuple[Who, str] | None:
    """Whom or what the event at the token concerns, and the frame; None for no event."""
    token = parse.tokens[index]
    verb = is_verb(token) and ("verb" in hit.frames or "self" in hit.frames)
    if verb and token.dep == "amod":
        return None
    if not verb and (token.dep in ("compound", "amod") or token.tag == "NNP"):
        return None
    frame = "verb" if verb else "noun"
    if hit.type == "search":
        who = _searched(scene, parse, index, verb, hit)
    elif hit.type == "forfeiture":
        who = _forfeited(scene, parse, index, verb)
    elif hit.type == "seizure":
        who = _seized(scene, parse, index, verb)
    else:
        who = _taken_down(scene, parse, index, verb, hit)
    return None if who is None else (who, frame)


def _patient(parse: Parse, index: int, verb: bool) -> int | None:
    if not verb:
        objects = of_noun(parse, index)
        return objects[0] if objects else child(parse, index, "poss")
    obj = object_of(parse, index)
    if obj is not None and not is_passive(parse, index):
        return obj
    if is_passive(parse, index) or parse.tokens[index].tag == "VBN":
        return subject_of(parse, index)
    return obj


def _seized(scene: Scene, parse: Parse, index: int, verb: bool) -> Who | None:
    target = _patient(parse, index, verb)
    if target is None:
        return None if verb else _number(parse, index)
    what = what_at(scene, parse, target)
    if not (what.groups or what.thing or what.money):
        return None
    return Who(
        what.groups or what.people, what.count, "named" if what.groups or what.people else "thing"
    )


def _number(parse: Parse, index: int) -> Who | None:
    count = count_of(parse, index)
    return Who((), count, "number") if count else None


def _taken_down(scene: Scene, parse: Parse, index: int, verb: bool, hit: Hit) -> Who | None:
    target = _patient(parse, index, verb)
    if target is None:
        return None
    what: What = what_at(scene, parse, target)
    if what.groups:
        return Who(what.groups, what.count, "named")
    if not what.thing:
        return None
    if hit.words.startswith("disrupt") and parse.tokens[target].lower not in words("group_noun"):
        return None
    return Who((), what.count, "thing")


def _forfeited(scene: Scene, parse: Parse, index: int, verb: bool) -> Who | None:
    i = index
    if not verb:
        for _ in range(4):
            i = parse.tokens[i].head
            if is_verb(parse.tokens[i]):
                break
    subject = subject_of(parse, i) if is_verb(parse.tokens[i]) else None
    if subject is None:
        return None
    obj = object_of(parse, parse.tokens[index].head) if verb else None
    for found in (obj, subject):
        if found is not None:
            who = who_at(scene, parse, found)
            if who.names:
                return who
    return Who((), None, "thing")


def _searched(scene: Scene, parse: Parse, index: int, verb: bool, hit: Hit) -> Who | None:
    target = _patient(parse, index, verb) if verb else index
    if target is None or (verb and parse.tokens[target].lower not in words("premises")):
        return None
    if "warrant" in hit.words and not _is_executed(parse, index):
        return None
    count = count_of(parse, target)
    for token in parse.tokens[index:]:
        if token.lower not in words("premises"):
            continue
        owner = child(parse, token.index, "poss")
        resident = child(parse, token.index, "relcl")
        if owner is None and resident is not None:
            owner = child(parse, resident, "nsubj")
        if owner is not None and (who := who_at(scene, parse, owner)).names:
            return Who(who.names, count, who.how)
    return Who((), count, "thing")


def _is_executed(parse: Parse, index: int) -> bool:
    i = index
    for _ in range(4):
        if parse.tokens[i].lower.startswith(_EXECUTED):
            return True
        i = parse.tokens[i].head
    return False
