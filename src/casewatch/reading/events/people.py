"""Events of the law on people: from a trigger and the tree above it to a telling."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.model.vocabulary import EventType
from casewatch.reading.events.lexicon import Hit, person_nouns, words
from casewatch.reading.events.participants import count_of, who_at
from casewatch.reading.events.referred import singular
from casewatch.reading.events.sanctions import sanctioned
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import (
    behind,
    child,
    is_passive,
    is_verb,
    object_of,
    of_noun,
    subject_of,
)
from casewatch.reading.events.who import NOBODY, Who
from casewatch.reading.language.base import Parse

#: Of whom a noun with nobody on it tells: those of whom one of these was told last.
_LIKE: dict[str, tuple[str, ...]] = {
    "charge": ("charge",),
    "trial": ("conviction", "trial"),
    "conviction": ("conviction",),
    "sentence": ("plea", "conviction"),
    "dismissal": ("charge", "plea"),
}
#: Nouns that need somebody on them, by a possessive or "of", to tell an event.
_NEEDS_OWNER = frozenset({"arrest", "conviction", "sentence", "release", "death", "acquittal"})


def people_of(
    scene: Scene, parse: Parse, index: int, hit: Hit, modality: str, earlier: list[Telling]
) -> tuple[Who, str] | None:
    """Who is concerned by the event at the token, and the frame; None where it tells no event.

    A noun without anybody on it ("the indictment was returned") concerns those of whom the
    same was told before, `earlier`.
    """
    token = parse.tokens[index]
    if (
        hit.type == "arrest"
        and hit.words in ("detained", "detain", "detains")
        and _is_state(parse, index)
    ):
        return None
    if hit.type == "dismissal" and is_verb(token):
        return (_dismissed(scene, parse, index, earlier), "verb") if is_case(parse, index) else None
    if is_verb(token) and ("verb" in hit.frames or "self" in hit.frames):
        if token.dep == "amod":
            return None
        frame = "verb" if "verb" in hit.frames else "self"
        return _of_verb(scene, parse, index, frame, hit.type), frame
    if "self" in hit.frames:
        return _of_verb(scene, parse, index, "self", hit.type), "self"
    if "noun" in hit.frames and not is_verb(token):
        who = _of_noun(scene, parse, index, hit, modality, earlier)
        return None if who is None else (who, "noun")
    if "verb" in hit.frames and not hit.words.endswith("s"):
        if token.dep in ("amod", "compound"):
            return None
        return _of_verb(scene, parse, index, "verb", hit.type), "verb"
    return None


def _is_state(parse: Parse, index: int) -> bool:
    """Whether the passive tells a state ("is currently detained") and no happening."""
    below = {parse.tokens[c].lower for c in parse.children[index]}
    return bool(below & {"is", "are", "currently", "remains", "remain", "being"})


def _of_verb(scene: Scene, parse: Parse, index: int, frame: str, kind: EventType) -> Who:
    target: int | None
    if kind == "sanction":
        return sanctioned(scene, parse, index, object_of(parse, index))
    if parse.tokens[index].lower in ("found", "finds") and not is_passive(parse, index):
        return _found_guilty(scene, parse, index)
    obj = object_of(parse, index)
    if obj is None and frame == "verb":
        obj = _shared_object(parse, index)
    if frame == "verb" and not is_passive(parse, index) and obj is not None:
        target = obj
        who = who_at(scene, parse, obj)
        if who.how != "none" or kind != "sentence":
            return who
    target = subject_of(parse, index)
    if target is None:
        return _nearest(scene, parse, index)
    who = who_at(scene, parse, target)
    if who.how == "none":
        if parse.tokens[target].lower in words("nobody_named"):
            return NOBODY
        return _nearest(scene, parse, index)
    return who


def _shared_object(parse: Parse, index: int) -> int | None:
    """The object of the verb joined right behind ("convicted and sentenced two men")."""
    if parse.tokens[index].tag not in ("VBD", "VBN", "VBZ", "VBP") or is_passive(parse, index):
        return None
    for c in parse.children[index]:
        joined = parse.tokens[c]
        near = joined.dep == "conj" and joined.index - index <= 3
        if near and is_verb(joined) and not is_passive(parse, c):
            return object_of(parse, c)
    return None


def _found_guilty(scene: Scene, parse: Parse, index: int) -> Who:
    """Who stands between "found" and "guilty": parsers hang that on either."""
    if index == 0:
        return Who(singular(scene, parse.tokens[0].start), None, "near")  # a cell of a table
    start = parse.tokens[index].end
    end = scene.text.find("guilty", start)
    between = [t for t in parse.tokens[index + 1 :] if t.start < end]
    names = tuple(dict.fromkeys(m.name for m in scene.cast.within(Span(start, end), "person")))
    if names:
        return Who(tuple(n for n in names if scene.concerns(n)), None, "named")
    for token in between:
        if (who := who_at(scene, parse, token.index)).how != "none":
            return who
    return NOBODY


def _dismissed(scene: Scene, parse: Parse, index: int, earlier: list[Telling]) -> Who:
    """Whose case is dismissed: "the charges against X", else those who were charged before."""
    for found in (object_of(parse, index), subject_of(parse, index)):
        if found is not None and (who := _on_noun(scene, parse, found)).names:
            return who
    at = parse.tokens[index].start
    names = singular(scene, at)
    if not names:
        names = next(
            (t.who for t in reversed(earlier) if t.type in _LIKE["dismissal"] and t.who), ()
        )
    return Who(names, None, "default")


def _nearest(scene: Scene, parse: Parse, index: int) -> Who:
    """The person named or described last before the trigger: where the tree gives nobody."""
    start, at = parse.tokens[0].start, parse.tokens[index].start
    for mention in scene.cast.before(at, "person"):
        if mention.span.start < max(start, at - 160):
            break
        if scene.is_meant(mention.name):
            return Who((mention.name,), None, "near")
    for token in reversed(parse.tokens[max(0, index - 30) : index]):
        if token.lower in person_nouns() and token.dep not in ("pobj", "compound"):
            return who_at(scene, parse, token.index)
    if index <= 1:
        return Who(singular(scene, at), None, "near")
    return NOBODY


def _of_noun(
    scene: Scene, parse: Parse, index: int, hit: Hit, modality: str, earlier: list[Telling]
) -> Who | None:
    token = parse.tokens[index]
    if token.dep in ("compound", "amod", "nmod"):
        if parse.tokens[token.head].lower not in ("hearing", "hearings", "date"):
            return None
        index = token.head
    if hit.type == "sanction":
        target = behind(parse, [index, token.head], ("on", "against", "for"))
        return sanctioned(scene, parse, index, target) if target is not None else None
    who = _on_noun(scene, parse, index)
    verb = _governor(parse, index)
    if hit.type == "charge":
        charged = _of_charge(scene, parse, index, who, verb)
        if charged is None or charged.how != "none":
            return charged
    if hit.type == "arrest" and who.how == "none":
        count = count_of(parse, index)
        if count:
            return Who((), count, "number")
        if token.tag == "NNS":
            return Who((), None, "bare")
    ownerless = hit.type in _NEEDS_OWNER and who.how in ("none", "bare")
    if ownerless and modality == "asserted" and not _is_earlier_one(parse, index):
        return Who((), None, "bare") if hit.type == "arrest" and who.how == "bare" else None
    low = parse.tokens[verb].lower if verb is not None else ""
    if who.how == "none" and verb is not None:
        subject = subject_of(parse, verb)
        if subject is not None and subject != index:
            who = who_at(scene, parse, subject)
    if hit.type == "appearance" and low not in words("held") and who.how == "none":
        return None
    if who.how in ("none", "bare"):
        like = _LIKE.get(hit.type, ())
        near = 3 if hit.type == "sentence" else 10_000
        last = earlier[-1].sentence if earlier else 0
        before = next(
            (
                t.who
                for t in reversed(earlier)
                if t.type in like and t.who and last - t.sentence <= near
            ),
            (),
        )
        if before:
            return Who(before, None, "default")
        who = Who(singular(scene, token.start), None, "default")
    return who


def _is_earlier_one(parse: Parse, index: int) -> bool:
    """Whether the noun is one of the subject's own past ("served four years after a 2015 conviction")."""
    token = parse.tokens[index]
    if token.dep != "pobj" or parse.tokens[token.head].lower not in ("after", "following", "since"):
        return False
    below = [parse.tokens[c] for c in parse.children[index] if c < index]
    dated = any(t.tag == "CD" and len(t.text) == 4 for t in below)
    return dated and any(t.lower in ("a", "an") for t in below)


def _on_noun(scene: Scene, parse: Parse, index: int) -> Who:
    """Who hangs on a noun by a possessive or preposition, its own or that of what is joined to it."""
    joined = [index, *(c for c in parse.children[index] if parse.tokens[c].dep == "conj")]
    if parse.tokens[index].dep == "conj":
        joined.append(parse.tokens[index].head)
    for i in joined:
        owner = child(parse, i, "poss")
        if owner is not None and (who := who_at(scene, parse, owner)).how != "none":
            return who
    for i in joined:
        for obj in of_noun(parse, i):
            if (who := who_at(scene, parse, obj)).how != "none":
                return who
    return NOBODY


def _of_charge(scene: Scene, parse: Parse, index: int, who: Who, verb: int | None) -> Who | None:
    """Who is charged by a charging paper; None where it is only cited."""
    if who.how != "none":
        return who
    low = parse.tokens[verb].lower if verb is not None else ""
    around = [index, *([verb] if verb is not None else [])]
    around += [
        c
        for c in parse.children[index]
        if parse.tokens[c].dep == "acl" and parse.tokens[c].lower in words("filed")
    ]
    if len(around) > 1 and low not in words("filed"):
        low = parse.tokens[around[-1]].lower
    for i in around:
        for c in [*parse.children[i], i]:
            token = parse.tokens[c]
            if token.lower in ("charging", "charges", "naming", "names", "named") and is_verb(
                token
            ):
                obj = object_of(parse, c)
                if obj is not None and obj != index:
                    return who_at(scene, parse, obj)
            if token.dep == "prep" and token.lower == "against":
                target = child(parse, c, "pobj")
                if target is not None:
                    return who_at(scene, parse, target)
    count = count_of(parse, index)
    if count and low in words("filed"):
        return Who((), count, "number")
    return NOBODY if low in words("filed") else None


def _governor(parse: Parse, index: int) -> int | None:
    """The verb on which a noun hangs, over at most four steps."""
    i = index
    for _ in range(4):
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
