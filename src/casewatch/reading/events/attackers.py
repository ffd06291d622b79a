"""Who made an attack: the subject of its verb, the gang named before it, who is told to have done it."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.events.covering import named_at
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.participants import who_at
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import (
    behind,
    child,
    is_passive,
    is_verb,
    object_of,
    phrase,
    subject_of,
    verbs_above,
)
from casewatch.reading.language.base import Parse
from casewatch.reading.text.sentences import Sentence

#: So far up a tree the verb of an attack is looked for.
_HIGH = 7
#: Beginnings of verbs of procedure that are said to be for an attack.
_CASE = ("arrest", "charg", "indict", "convict", "sentenc", "jail", "detain", "extradit", "plead")
_ATTACK = frozenset({"gang", "malware"})
#: How far back, in code points, the gang that "the group" means may be named.
_BACK = 900


def is_hackers_doing(scene: Scene, parse: Parse, index: int, hit: Hit) -> bool:
    """Whether a takedown is an attack: hackers or a gang, not the police, took something down."""
    if hit.type != "takedown" or not is_verb(parse.tokens[index]):
        return False
    subject = _agent(parse, index)
    return subject is not None and (
        parse.tokens[subject].lower in words("attacker_noun")
        or bool(_gang_at(scene, parse, subject))
    )


def is_by_hackers(parse: Parse, index: int) -> bool:
    """Whether nameless hackers are said to do what the verb tells."""
    subject = _agent(parse, index) if is_verb(parse.tokens[index]) else None
    return subject is not None and parse.tokens[subject].lower in words("attacker_noun")


def _agent(parse: Parse, index: int) -> int | None:
    """Who does what the verb tells: its subject, or what stands behind "by"."""
    if not is_passive(parse, index):
        return subject_of(parse, index)
    by = child(parse, index, "agent")
    return None if by is None else child(parse, by, "pobj")


def attackers_of(
    scene: Scene, sentence: Sentence, parse: Parse, index: int, hit: Hit, earlier: list[Telling]
) -> tuple[str, ...]:
    """The people or the gang whose attack the token tells, () where nobody is told."""
    subject = None
    if is_verb(parse.tokens[index]):
        subject = _agent(parse, index)
        if subject is not None:
            if names := who_at(scene, parse, subject).names:
                return names
            if gang := _gang_at(scene, parse, subject) or _meant(scene, parse, subject):
                return (gang,)
            if parse.tokens[subject].lower in ("it", "they") and (
                gang := _attacked_before(scene, sentence, earlier)
            ):
                return (gang,)
    elif named := _told_by(scene, parse, index):
        return (named,)
    before = Span(sentence.start, hit.span.start)
    gangs = [
        m.name for m in scene.cast.within(before, "group") if scene.sorts.get(m.name) in _ATTACK
    ]
    if gangs:
        return (gangs[-1],)
    if is_verb(parse.tokens[index]):
        people = scene.people_in(before) if subject is None else []
        return (people[-1].name,) if people else ()
    return _doer(scene, parse, index)


def _gang_at(scene: Scene, parse: Parse, index: int) -> str:
    """The gang or malware that the noun phrase names."""
    for i in phrase(parse, index):
        around = [i]
        if parse.tokens[i].lower in words("owning_group"):
            around += parse.children[i]  # "the LockExample gang"
        for mention in named_at(scene.cast, parse, around, "group"):
            if scene.sorts.get(mention.name) in _ATTACK:
                return mention.name
    return ""


def _meant(scene: Scene, parse: Parse, index: int) -> str:
    """The gang that "the group", "the hackers" or "it" means: the one named last before it."""
    token = parse.tokens[index]
    low = token.lower
    below = {parse.tokens[c].lower for c in parse.children[index]}
    definite = low in ("it", "they") or bool(below & {"the", "same", "this", "that", "these"})
    if not definite or not (
        low in ("it", "they") or low in words("attacker_noun") or low in words("owning_group")
    ):
        return ""
    for mention in scene.cast.before(token.start, "group", "agency"):
        if mention.span.start < token.start - _BACK:
            break
        if mention.kind == "group" and scene.sorts.get(mention.name) in _ATTACK:
            return mention.name
        if low in ("it", "they"):
            break  # the one named last may be meant, and it attacks nobody
    return ""


def _attacked_before(scene: Scene, sentence: Sentence, earlier: list[Telling]) -> str:
    """The gang whose attack the sentence before tells."""
    for telling in reversed(earlier[-3:]):
        if telling.type == "attack" and sentence.index - telling.sentence <= 1:
            return next((n for n in telling.who if scene.sorts.get(n) in _ATTACK), "")
    return ""


def _told_by(scene: Scene, parse: Parse, index: int) -> str:
    """The gang behind an attack told by a noun: "attack by X", "X’s attack", "blamed on X"."""
    owner = child(parse, index, "poss")
    target = owner if owner is not None else behind(parse, [index], ("by",))
    if target is None:
        for verb in verbs_above(parse, index)[:1]:
            if parse.tokens[verb].lower in words("ascribed") and is_passive(parse, verb):
                by = child(parse, verb, "agent")
                target = (
                    child(parse, by, "pobj")
                    if by is not None
                    else behind(parse, [verb], ("on", "to", "with"))
                )
    if target is None:
        return ""
    if gang := _gang_at(scene, parse, target):
        return gang
    named = named_at(scene.cast, parse, [target], "group") if owner is None else []
    return named[0].name if named else ""


def _doer(scene: Scene, parse: Parse, index: int) -> tuple[str, ...]:
    """Who is told to have done, or to be before the law for, the attack that the noun names.

    Nobody else in the sentence: who launders the loot of a hack is no hacker.
    """
    i = index
    for _ in range(_HIGH):
        head, compound = parse.tokens[i].head, parse.tokens[i].dep in ("compound", "nmod", "conj")
        if head == i:
            return ()
        i = head
        token = parse.tokens[i]
        if is_verb(token):
            if token.lower in words("does") or token.lower.startswith(_CASE):
                active = token.lower.startswith(_CASE) and not is_passive(parse, i)
                subject = (object_of(parse, i) if active else None) or subject_of(parse, i)
                return who_at(scene, parse, subject).names if subject is not None else ()
            return ()
        if token.tag.startswith("NN") and not compound and token.lower not in words("part_in"):
            return ()
    return ()
