"""Victims that are known as such: attacks on them that no words of an attack tell by themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from casewatch.model.spans import Span
from casewatch.model.vocabulary import Modality
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.victims import without_initials
from casewatch.reading.events.when import said_of
from casewatch.reading.text.sentences import Sentence

#: Words of an intrusion: a victim in one sentence with them was attacked.
_INTRUSION = re.compile(
    r"\b(?:hack\w{0,4}|breach\w{0,3}|ransomware|ddos|denial[- ]of[- ]service|cyber-?attacks?|attack\w{0,3}|intrusions?"
    r"|infiltrat\w{1,4}|compromis\w{1,4}|exfiltrat\w{1,4}|encrypt\w{0,4}|defac\w{1,4}|sabotag\w{1,4}"
    r"|(?:unauthori[sz]ed|illegal(?:ly)?) (?:\w+ )?access\w{0,3}|without authori[sz]ation"
    r"|(?:stole|stolen|stealing|download\w{0,3}|delet\w{1,4}) (?:[\w.,-]{1,20} ){0,6}(?:data|databases?|files|records|information|copies|code|secrets|credentials))\b",
    re.IGNORECASE,
)
#: What makes a report one of intrusions, and not of fraud on banks or the revenue.
_OF_INTRUSIONS = re.compile(
    r"\b(?:hack(?:ed|ing|er|ers|s)?|hacktivists?|data breach(?:es)?|breach(?:ed|es)|ransomware|ddos|denial[- ]of[- ]service|cyber-?attacks?|intrusions?|infiltrated|unauthori[sz]ed access)\b",
    re.IGNORECASE,
)
#: So many such words are needed.
_LEAST = 2
_HEDGES = re.compile(
    r"\b(?:alleg\w{1,6}|according to|accused|suspected|purported\w{0,2}|indictment)\b", re.I
)


def known_victims(scene: Scene, span: Span) -> tuple[str, ...]:
    """The groups named within `span` that are known as victims."""
    return tuple(n for n in scene.cast.names(span, "group") if scene.sorts.get(n) == "victim")


def is_of_attack(scene: Scene, sentence: Sentence) -> bool:
    """Whether the sentence, or else the report as a whole, speaks of intrusions."""
    return _INTRUSION.search(scene.prepared.words(sentence)) is not None or _is_of_intrusions(
        scene.text
    )


def with_victims(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with an attack on each known victim of whom none is told yet.

    Only in reports of intrusions, and where the victim's own sentence has words of one.
    """
    told = {n for t in tellings if t.type == "attack" for n in t.who}
    open_ = {n for n, sort in scene.sorts.items() if sort == "victim"} - told
    open_ = {n for n in open_ if n in without_initials((*sorted(told), n))}
    if not open_ or not _is_of_intrusions(scene.text):
        return tellings
    found = list(tellings)
    attacks = {t.sentence: i for i, t in enumerate(found) if t.type == "attack"}
    for sentence in scene.prepared.sentences:
        names = [n for n in known_victims(scene, sentence.span) if n in open_]
        said = scene.prepared.words(sentence)
        if not names or not _INTRUSION.search(said):
            continue
        open_ -= set(names)
        marks = tuple(f"victim={n}" for n in names)
        like = attacks.get(sentence.index)
        if like is not None:
            whole = found[like]
            who = tuple(dict.fromkeys([*whole.who, *names]))
            found[like] = replace(whole, who=who, marks=(*whole.marks, *marks))
            continue
        first = next(m for m in scene.cast.within(sentence.span, "group") if m.name in names)
        who = (*_attacker(scene, Span(sentence.start, first.span.start)), *names)
        dates = {said_of(scene, d) for d in inside(scene.dates, sentence.span)}
        date = (dates.pop() or None) if len(dates) == 1 else None
        modality: Modality = "alleged" if _HEDGES.search(said) else "asserted"
        found.append(
            Telling(
                "attack", modality, first.span, first.span.start, sentence.index,
                tuple(dict.fromkeys(who)), None, "named", "noun", date, marks=marks,
            )
        )  # fmt: skip
    return sorted(found, key=lambda t: t.at)


@lru_cache(maxsize=4)
def _is_of_intrusions(text: str) -> bool:
    return any(count >= _LEAST for count, _ in enumerate(_OF_INTRUSIONS.finditer(text), 1))


def _attacker(scene: Scene, before: Span) -> tuple[str, ...]:
    """The gang, malware or person named before the victim in its sentence."""
    gangs = [
        m.name
        for m in scene.cast.within(before, "group")
        if scene.sorts.get(m.name) in ("gang", "malware")
    ]
    if gangs:
        return (gangs[-1],)
    people = scene.people_in(before)
    return (people[-1].name,) if people else ()
