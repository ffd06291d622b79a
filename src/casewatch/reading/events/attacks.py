"""Attacks: an intrusion or other attack with a named victim, or by somebody named on a day."""

from __future__ import annotations

import re
from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.model.vocabulary import Modality
from casewatch.reading.dates import DateMention
from casewatch.reading.events.attackers import attackers_of, is_by_hackers
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import (
    is_passive,
    is_verb,
    subject_of,
    token_at,
    verbs_above,
)
from casewatch.reading.events.victims import named_victims, without_initials
from casewatch.reading.events.victims_known import is_of_attack, known_victims
from casewatch.reading.events.when import date_of, dates_within, is_of_report, said_of
from casewatch.reading.language.base import Parse
from casewatch.reading.text.sentences import Sentence

#: Events that prove guilt: what such a person is told to have done is asserted.
_PROVEN = frozenset({"plea", "conviction", "sentence"})
#: Events that only accuse.
_OPEN = frozenset({"charge", "arrest", "extradition", "appearance"})
_ON = frozenset({"of", "on", "into", "against", "at", "from"})
#: Beginnings of verbs of procedure that are said to be for an attack.
_CASE = ("arrest", "charg", "indict", "convict", "sentenc", "jail", "detain", "extradit", "plead")
#: How far behind the trigger, in code points, a victim may be named.
_FAR = 220
#: What makes an attack somebody's claim in a case; what a firm says of itself is none.
_HEDGES = re.compile(
    r"\balleg|\baccused\b|\bsuspected\b|\bpurported|\baccording to (?:(?:the|a|an|his|her|court|charging|superseding|federal)\s){0,3}"
    r"(?:indictment|complaint|charges|affidavit|filings?|documents?|papers|records|prosecutors?|information)\b",
    re.IGNORECASE,
)


def attack_told(
    scene: Scene,
    sentence: Sentence,
    parse: Parse,
    hit: Hit,
    others: list[int],
    earlier: list[Telling],
) -> Telling | None:
    """The attack that the trigger tells, with attackers and victims; None without a victim or day."""
    token = token_at(parse, hit.span.start)
    if token is not None and "noun" in hit.frames and not is_verb(token):
        token = token_at(parse, hit.span.end - 1)
    if token is not None and token.dep in ("aux", "auxpass"):
        token = parse.tokens[token.head]
    if token is None or (is_verb(token) and token.dep == "amod"):
        return None
    index = token.index
    if hit.words == "stolen" and not is_passive(parse, index):
        return None  # "the stolen files"
    victims = _victims(scene, sentence, parse, index, hit, earlier)
    attackers = attackers_of(scene, sentence, parse, index, hit, earlier)
    attackers = tuple(n for n in attackers if n not in victims)
    value = _day(scene, sentence, parse, index, others)
    strong = any(w in hit.words for w in ("attack", "hack", "unauthori", "ransomware"))
    strong = strong and (token.tag != "VBG" or "unauthori" in hit.words)
    if not victims and not (attackers and value and len(value) >= 7 and strong):
        loose = is_verb(token) or token.tag == "NNS" or not value
        if loose or not _on_somebody(parse, index):
            return None
        attackers = ()
    who = tuple(dict.fromkeys([*attackers, *victims]))
    alleged = _HEDGES.search(scene.prepared.words(sentence)) is not None
    quote = _with_victims(scene, sentence, hit.span, victims)
    return Telling(
        "attack", "alleged" if alleged else "asserted", quote, hit.span.start, sentence.index, who,
        None, "named", "verb" if is_verb(token) else "noun", value,
        marks=(*(f"victim={n}" for n in victims), *(("people",) if _by_people(scene, sentence) else ())),
    )  # fmt: skip


def _victims(
    scene: Scene,
    sentence: Sentence,
    parse: Parse,
    index: int,
    hit: Hit,
    earlier: list[Telling],
) -> tuple[str, ...]:
    """The victims known as such near the trigger, and those that stand in a victim's place."""
    strong = any(w in hit.words for w in words("strong_attack"))
    strong = strong and not (hit.words.startswith("st") and not _leaves(scene, hit))
    weak = hit.type != "attack" or hit.words.startswith(tuple(words("weak_attack")))
    weak = weak or is_by_hackers(parse, index)
    after = Span(hit.span.end, min(sentence.end, hit.span.end + _FAR))
    victims = known_victims(scene, after)
    if not victims and not is_verb(parse.tokens[index]):
        victims = known_victims(scene, Span(max(sentence.start, hit.span.start - 60), hit.span.end))
    if strong or (weak and is_of_attack(scene, sentence)):
        named = named_victims(scene, parse, index, earlier)
        more = [n for n in named if not victims or not n.isupper()]  # no initials beside a name
        victims = tuple(dict.fromkeys([*victims, *more]))
    elif weak:
        return ()
    return without_initials(victims)


def _leaves(scene: Scene, hit: Hit) -> bool:
    """Whether what is stolen is said to be taken from somebody."""
    return " from " in scene.text[hit.span.end : hit.span.end + 110]


def _day(
    scene: Scene, sentence: Sentence, parse: Parse, index: int, others: list[int]
) -> str | None:
    """The day of the attack; none where the date is that of a case or of making it known."""
    date = date_of(scene, parse, index, dates_within(scene, sentence.span), others)
    if date is None or is_of_report(parse, index, date):
        return None
    if _is_of_case(parse, index, date, others) or _is_of_verb(parse, index, date):
        return None
    return said_of(scene, date) or None


def _is_of_verb(parse: Parse, index: int, date: DateMention) -> bool:
    """Whether the date hangs on a verb that says something about the attack ("blamed it on Friday")."""
    at = token_at(parse, date.span.start)
    if is_verb(parse.tokens[index]) or at is None:
        return False
    verb = next(iter(verbs_above(parse, at.index)), None)
    if verb is None or verb not in verbs_above(parse, index):
        return False
    i = at.index
    while i not in (verb, index) and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    if i == index or parse.tokens[verb].lower in words("does") | words("suffered") | words(
        "struck"
    ):
        return False
    return subject_of(parse, verb) != index


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


def _is_of_case(parse: Parse, index: int, date: DateMention, others: list[int]) -> bool:
    """Whether the date is that of an arrest, charge, plea … for the attack."""
    at = token_at(parse, date.span.start)
    if at is not None and at.head == index and at.index < index:
        return False  # "the July attack"
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
