"""Events of the law on people: from a trigger and the tree above it to a telling."""

from __future__ import annotations

from casewatch.model.vocabulary import EventType
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.participants import NOBODY, Who, count_of, singular, who_at
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import (
    child,
    is_passive,
    is_verb,
    object_of,
    of_noun,
    subject_of,
)
from casewatch.reading.language.base import Parse

#: Verbs that bring a charging paper into being, or put it before somebody.
_FILED = frozenset(
    "filed files unsealed unseals returned returns announced announces issued brought handed "
    "faces face facing faced charging charges named names lodged laid initiated pressed".split()
)
_HELD = frozenset("made make makes held had scheduled set waived attended faces due".split())
#: Nouns that need somebody on them, by a possessive or "of", to tell an event.
_NEEDS_OWNER = frozenset({"arrest", "conviction", "sentence", "release", "death", "acquittal"})


def people_of(scene: Scene, parse: Parse, index: int, hit: Hit) -> tuple[Who, str] | None:
    """Who is concerned by the event at the token, and the frame; None where it tells no event."""
    token = parse.tokens[index]
    if is_verb(token) and ("verb" in hit.frames or "self" in hit.frames):
        if token.dep == "amod":
            return None
        frame = "verb" if "verb" in hit.frames else "self"
        return _of_verb(scene, parse, index, frame, hit.type), frame
    if "self" in hit.frames:
        return _of_verb(scene, parse, index, "self", hit.type), "self"
    if "noun" in hit.frames and not is_verb(token):
        who = _of_noun(scene, parse, index, hit)
        return None if who is None else (who, "noun")
    if "verb" in hit.frames:
        if token.dep in ("amod", "compound"):
            return None
        return _of_verb(scene, parse, index, "verb", hit.type), "verb"
    return None


def _of_verb(scene: Scene, parse: Parse, index: int, frame: str, kind: EventType) -> Who:
    target: int | None
    obj = object_of(parse, index)
    if frame == "verb" and not is_passive(parse, index) and obj is not None:
        target = obj
        who = who_at(scene, parse, obj)
        if who.how != "none" or parse.tokens[index].dep not in ("acl", "relcl", "conj", "ROOT"):
            return who
        if is_verb(parse.tokens[index]) and parse.tokens[index].tag not in ("VBN", "VBD"):
            return who
    target = subject_of(parse, index)
    if target is None:
        return _nearest(scene, parse, index)
    who = who_at(scene, parse, target)
    if who.how == "none":
        return _nearest(scene, parse, index)
    return who


def _nearest(scene: Scene, parse: Parse, index: int) -> Who:
    """The person named last before the trigger in its sentence: where the tree gives nobody."""
    start, at = parse.tokens[0].start, parse.tokens[index].start
    for mention in scene.cast.before(at, "person"):
        if mention.span.start < max(start, at - 160):
            break
        if scene.concerns(mention.name):
            return Who((mention.name,), None, "near")  # type: ignore[arg-type]
    return NOBODY


def _of_noun(scene: Scene, parse: Parse, index: int, hit: Hit) -> Who | None:
    token = parse.tokens[index]
    if token.dep in ("compound", "amod", "nmod") and hit.type != "appearance":
        return None
    owner = child(parse, index, "poss")
    who = NOBODY
    if owner is not None:
        who = who_at(scene, parse, owner)
    if who.how == "none":
        for obj in of_noun(parse, index):
            who = who_at(scene, parse, obj)
            if who.how != "none":
                break
    verb = _governor(parse, index)
    low = parse.tokens[verb].lower if verb is not None else ""
    if hit.type == "charge":
        return _of_charge(scene, parse, index, who, low, verb)
    if hit.type == "arrest" and who.how == "none":
        count = count_of(parse, index)
        return Who((), count, "number" if count else "bare") if count or token.tag == "NNS" else None
    if hit.type in _NEEDS_OWNER and who.how == "none":
        return None
    if who.how == "none" and verb is not None:
        subject = subject_of(parse, verb)
        if subject is not None and subject != index:
            who = who_at(scene, parse, subject)
    if hit.type == "appearance" and low not in _HELD and who.how == "none":
        return None
    if who.how in ("none", "bare"):
        who = Who(singular(scene, token.start), None, "default")  # type: ignore[arg-type]
    return who


def _of_charge(
    scene: Scene, parse: Parse, index: int, who: Who, low: str, verb: int | None
) -> Who | None:
    if low not in _FILED and who.how == "none":
        return None
    if who.how == "none" and verb is not None:
        obj = object_of(parse, verb)
        if low in ("charging", "charges", "names", "named") and obj is not None and obj != index:
            return who_at(scene, parse, obj)
        for c in parse.children[verb]:
            below = parse.tokens[c]
            if below.dep == "prep" and below.lower == "against":
                target = child(parse, c, "pobj")
                if target is not None:
                    return who_at(scene, parse, target)
    if who.how == "none":
        count = count_of(parse, index)
        if count:
            return Who((), count, "number")
        charged = [c for c in parse.children[index] if parse.tokens[c].lower == "charging"]
        if charged:
            return None
        return Who(singular(scene, parse.tokens[index].start), None, "default")  # type: ignore[arg-type]
    return who


def _governor(parse: Parse, index: int) -> int | None:
    """The verb on which a noun hangs, over at most three steps."""
    i = index
    for _ in range(3):
        i = parse.tokens[i].head
        if is_verb(parse.tokens[i]):
            return i
    return None


def is_case(parse: Parse, index: int) -> bool:
    """Whether what is dismissed is a charge or case: the object, or the subject of the passive."""
    for found in (object_of(parse, index), subject_of(parse, index)):
        if found is not None and parse.tokens[found].lower in words("case"):
            return True
    return False
