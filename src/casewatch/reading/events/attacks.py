"""Attacks: an intrusion or other attack with a named victim, or by somebody named on a day."""

from __future__ import annotations

from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.model.vocabulary import Modality
from casewatch.reading.dates import DateMention
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.participants import who_at
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import (
    child,
    is_passive,
    is_verb,
    subject_of,
    token_at,
    verbs_above,
)
from casewatch.reading.events.victims import known_victims, named_victims
from casewatch.reading.events.when import date_of, dates_within, is_of_report, said_of
from casewatch.reading.language.base import Parse
from casewatch.reading.text.sentences import Sentence

#: Events that prove guilt: what such a person is told to have done is asserted.
_PROVEN = frozenset({"plea", "conviction", "sentence"})
#: Events that only accuse.
_OPEN = frozenset({"charge", "arrest", "extradition", "appearance"})
_ON = frozenset({"of", "on", "into", "against", "at", "from"})
#: So far up a tree the verb of an attack is looked for.
_HIGH = 7
#: Beginnings of verbs of procedure that are said to be for an attack.
_CASE = ("arrest", "charg", "indict", "convict", "sentenc", "jail", "detain", "extradit", "plead")
#: How far behind the trigger, in code points, a victim may be named.
_FAR = 220
_HEDGES = ("alleg", "according to", "accused", "suspected", "purported")


def attack_told(
    scene: Scene, sentence: Sentence, parse: Parse, hit: Hit, others: list[int]
) -> Telling | None:
    """The attack that the trigger tells, with attackers and victims; None without a victim or day."""
    token = token_at(parse, hit.span.start)
    if token is not None and "noun" in hit.frames and not is_verb(token):
        token = token_at(parse, hit.span.end - 1)
    if token is None or (is_verb(token) and token.dep == "amod"):
        return None
    after = Span(hit.span.end, min(sentence.end, hit.span.end + _FAR))
    victims = known_victims(scene, after)
    if not victims and not is_verb(token):
        victims = known_victims(scene, Span(max(sentence.start, hit.span.start - 60), hit.span.end))
    if any(w in hit.words for w in words("strong_attack")):
        named = named_victims(scene, parse, token.index)
        more = [n for n in named if not victims or not n.isupper()]  # no initials beside a name
        victims = tuple(dict.fromkeys([*victims, *more]))
    attackers = _attackers(scene, sentence, parse, token.index, hit)
    date = date_of(scene, parse, token.index, dates_within(scene, sentence.span), others)
    value = (said_of(scene, date) or None) if date else None
    if date is not None and (
        is_of_report(parse, token.index, date) or _is_of_case(parse, token.index, date, others)
    ):
        value = None
    strong = any(w in hit.words for w in ("attack", "hack", "unauthori", "ransomware"))
    strong = strong and (token.tag != "VBG" or "unauthori" in hit.words)
    if not victims and not (attackers and value and len(value) >= 7 and strong):
        loose = is_verb(token) or token.tag == "NNS" or not value
        if loose or not _on_somebody(parse, token.index):
            return None
        attackers = ()
    who = tuple(dict.fromkeys([*attackers, *victims]))
    alleged = any(h in scene.text[sentence.start : sentence.end].lower() for h in _HEDGES)
    quote = _with_victims(scene, sentence, hit.span, victims)
    return Telling(
        "attack", "alleged" if alleged else "asserted", quote, hit.span.start, sentence.index, who,
        None, "named", "verb" if is_verb(token) else "noun", value,
        marks=(*(f"victim={n}" for n in victims), *(("people",) if _by_people(scene, sentence) else ())),
    )  # fmt: skip


def _with_victims(scene: Scene, sentence: Sentence, span: Span, victims: tuple[str, ...]) -> Span:
    """The trigger with the first victim that its sentence spells out near it."""
    for name in victims:
        start = scene.text.find(name, sentence.start, sentence.end)
        if start >= 0 and abs(start - span.start) < _FAR // 2:
            return Span(min(span.start, start), max(span.end, start + len(name)))
    for mention in scene.cast.within(Span(span.end, span.end + _FAR), "group"):
        if mention.name in victims and mention.span.end <= sentence.end:
            return Span(span.start, mention.span.end)
    return span


def _attackers(
    scene: Scene, sentence: Sentence, parse: Parse, index: int, hit: Hit
) -> tuple[str, ...]:
    subject: int | None = None
    if is_verb(parse.tokens[index]):
        subject = subject_of(parse, index)
        if is_passive(parse, index):
            by = child(parse, index, "agent")
            subject = None if by is None else child(parse, by, "pobj")
        if subject is not None:
            who = who_at(scene, parse, subject)
            if who.names:
                return who.names
    before = Span(sentence.start, hit.span.start)
    gangs = [
        m.name
        for m in scene.cast.within(before, "group")
        if scene.sorts.get(m.name) in ("gang", "malware")
    ]
    if gangs:
        return (gangs[-1],)
    if is_verb(parse.tokens[index]):
        people = scene.people_in(before) if subject is None else []
        return (people[-1].name,) if people else ()
    return _doer(scene, parse, index)


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
                subject = subject_of(parse, i)
                return who_at(scene, parse, subject).names if subject is not None else ()
            return ()
        if token.tag.startswith("NN") and not compound and token.lower not in words("part_in"):
            return ()
    return ()


def _is_of_case(parse: Parse, index: int, date: DateMention, others: list[int]) -> bool:
    """Whether the date is that of an arrest, charge, plea … for the attack."""
    at = token_at(parse, date.span.start)
    above = [*verbs_above(parse, index)[:1], *(verbs_above(parse, at.index)[:1] if at else [])]
    return any(
        v != index
        and parse.tokens[v].start in others
        and parse.tokens[v].lower.startswith(_CASE)
        and (date.span.start > parse.tokens[index].start or v in above[1:])
        for v in above
    )


def _on_somebody(parse: Parse, index: int) -> bool:
    """Whether the noun has an object ("hack of a bank", "intrusion into an office")."""
    return any(
        parse.tokens[c].dep == "prep" and parse.tokens[c].lower in _ON
        for c in parse.children[index]
    )


def _by_people(scene: Scene, sentence: Sentence) -> bool:
    """Whether the sentence tells of those who are accused, be it without their names."""
    said = scene.text[sentence.start : sentence.end].lower()
    return bool(scene.people_in(sentence.span)) or "conspirator" in said or "defendant" in said


def weigh(tellings: list[Telling]) -> list[Telling]:
    """The attacks' modality: a person's is asserted once guilt is proven, alleged while it is open."""
    proven = {n for t in tellings if t.type in _PROVEN and t.modality == "asserted" for n in t.who}
    open_ = {n for t in tellings if t.type in _OPEN for n in t.who} - proven
    return [_weighed(t, proven, open_) if t.type == "attack" else t for t in tellings]


def _weighed(telling: Telling, proven: set[str], open_: set[str]) -> Telling:
    modality: Modality = telling.modality
    if any(n in proven for n in telling.who):
        modality = "asserted"
    elif any(n in open_ for n in telling.who) or (
        open_ and not proven and "people" in telling.marks
    ):
        modality = "alleged"
    return replace(telling, modality=modality)
