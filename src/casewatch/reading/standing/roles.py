"""Roles: first the part that a person plays in the story, then how far a subject's case has come.

The part is told by a fitted classifier over titles, events, signs and the words around the name;
conviction and freedom are never guessed: each needs an event or a phrase about that person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewatch.model.reading import Spans
from casewatch.model.vocabulary import Role
from casewatch.reading.linear import linear
from casewatch.reading.people.words import bare
from casewatch.reading.standing.facts import Facts

#: The class of the accused, convicted and freed.
SUBJECT = "subject"
_WORD = re.compile(r"[^\W\d_]+")
_SAID = re.compile(
    r"^,?[^.;”\"]{0,90}\b(?:said|says|stated|added|noted|explained|announced|told)\b"
)
_CUES = {
    "prosecuted": r"prosecut(?:ed|ing|ion|ors)|handling the case|represent(?:s|ed|ing) the (?:government|united states)",
    "investigated": r"investigat(?:ed|ing|ion)",
    "announced": r"announced|announcement",
    "judge": r"\bjudge\b",
    "victim": r"\bvictims?\b",
    "defence": r"\bdefen[cs]e (?:counsel|attorney|lawyer)|\bcounsel for|attorneys? for|represented by|lawyer",
    "coconspirator": r"co-?conspirators?|co-?defendants?|accomplices?",
    "alleged": r"alleged",
    "thanked": r"thank|commend|praise",
    "crime": r"hack|fraud|launder|scheme|stole|ransom|malware|conspir",
    "research": r"research|security firm|analyst|professor|university",
    "reporter": r"reporter|journalist|newspaper",
    "quote": r"[“\"”]",
}
_PATTERNS = {k: re.compile(v) for k, v in _CUES.items()}  # for text in lower case


def features(text: str, facts: Facts) -> list[str]:
    """The features of one person, for the classifier `people_roles`."""
    return sorted(set(_features(text, facts)))


def _features(text: str, facts: Facts) -> Iterator[str]:
    person = facts.person
    for title, side in facts.titles:
        yield f"{side}={title.kind}{'' if title.near else '~'}"
        if title.touches:
            yield f"touch={title.kind}"
    yield f"hint={person.role}"
    for known, value in (
        ("age", person.age is not None), ("alias", bool(person.aliases)),
        ("nation", bool(person.nationality)), ("home", bool(person.residence)),
    ):  # fmt: skip
        if value:
            yield known
    for event in facts.events:
        yield f"event={event.type}"
    for sign in facts.signs:
        yield f"sign={sign.kind}"
    yield f"mentions={min(len(facts.spans), 4)}"
    if not facts.events and not facts.signs:
        yield "no_sign"
    if not facts.titles:
        yield "no_title"
    yield from _around(text, facts)


def _around(text: str, facts: Facts) -> Iterator[str]:
    first = facts.spans[0].start / max(len(text), 1)
    yield f"first={'top' if first < 0.2 else 'end' if first > 0.75 else 'middle'}"
    for span in facts.spans[:4]:
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
        left = text[start : span.start]
        left = _own_sentence(left)
        right = text[span.end : span.end + 120].split("\n", 1)[0]
        low_left, low_right = left.lower(), right.lower()
        for name, pattern in _PATTERNS.items():
            if pattern.search(low_left):
                yield f"left:{name}"
            if pattern.search(low_right):
                yield f"right:{name}"
        if _SAID.match(right):
            yield "says"
        before = _WORD.findall(left[-24:])
        after = _WORD.findall(right[:24])
        if before and before[-1].islower():
            yield f"l={bare(before[-1])}"
        if after and after[0].islower():
            yield f"r={bare(after[0])}"


def part_of(text: str, facts: Facts) -> str:
    """`subject`, or the role of somebody whom the case is not about.

    Plain titles decide alone; the classifier decides the rest among the parts for which there is
    any ground: nobody is an official without a title of office, nor a subject without a sign.
    """
    before = [t for t, side in facts.titles if t.touches and side == "before"]
    touching = {t.kind for t in before}
    accused = bool(
        facts.proven() or facts.sign_spans(*_STRONG) or facts.event_spans(*STRONG_EVENTS)
    )
    for part in ("lawyer", "journalist", "expert"):
        if part in touching and not accused:
            return part
    if facts.beside and not accused:
        return _beside_role(text, facts)
    kinds = {t.kind for t, _ in facts.titles}
    if kinds == {"expert"} and not accused and not facts.events and facts.speaks:
        return "expert"
    if any(t.kind == "subject" and t.head not in _NEUTRAL for t in before):
        return SUBJECT
    if "official" in touching and not accused and not facts.signs:
        return "official"
    near = any(t.kind == "official" and t.near for t, _ in facts.titles)
    context = _speaks_for_state(text, facts)
    if accused and not near and not context:
        return SUBJECT
    chances = linear("people_roles").probabilities(features(text, facts))
    if not context and not any(t.kind == "official" for t, _ in facts.titles):
        chances["official"] = 0.0
    beside = _beside(text, facts)
    if not _EXPERT.search(beside):
        chances["expert"] = 0.0
    if not _LAWYER.search(beside):
        chances["lawyer"] = 0.0
    if accused and near and "official" in chances:
        chances["official"] *= 0.5 if "former" not in beside.lower() else 0.1
    if not accused:
        # An age is told of witnesses and victims too: without a word of crime it is no ground.
        grounds = facts.person.aliases or _CRIME.search(beside)
        own = facts.sign_spans("admitted") and not facts.speaks
        suspected = bool(facts.sign_spans("suspected") or facts.events or own)
        chances[SUBJECT] *= 1.0 if suspected else 0.4 if grounds else 0.0
    if max(chances.values()) < 0.02:
        return "expert" if _CALLED_EXPERT.search(beside) else "other"
    return max(sorted(chances), key=lambda part: chances[part])


_STATE_BEFORE = re.compile(
    r"prosecut(?:ed|ing|ors?)|\battorneys?\b|\bagents?\b|assistance (?:of|was|from)|representing the|honou?rable|"
    r"\bjudges?\b|paralegal|investigated by|detectives?",
    re.IGNORECASE,
)
_STATE_BEHIND = re.compile(
    r"^,?[^;\n]{0,60}\b(?:Unit|Section|Division|Office|Department|Bureau|Police|Ministry|Directorate|Service|"
    r"Attorneys?|Prosecut\w+|Agency|Court|Europol|INTERPOL|Eurojust|FBI|NCA|IRS|HSI|DEA)\b"
)
_LAWYER = re.compile(
    r"lawyer|attorney|counsel|barrister|solicitor|advocate|defen[cs]e|defender|represent",
    re.IGNORECASE,
)
_CALLED_EXPERT = re.compile(
    r"\b(?:researcher|expert|analyst|professor|scientist|CEO|CTO|CISO|fellow)s?\b|"
    r"(?:chief|head|director|president|vice president|manager) (?:of|at)\b|\bchief \w+ officer\b",
    re.IGNORECASE,
)
_CRIME = re.compile(
    r"conspir|co-?defendant|accomplice|alleg|allegedly|hack(?:er|ed)|stole|launder|leader of|member of|"
    r"founder of|administrator of|operator of|defraud",
    re.IGNORECASE,
)
_EXPERT = re.compile(
    r"research|expert|analyst|professor|consult|scientist|engineer|C[EIT]O\b|fellow|author|founder|"
    r"(?:chief|head|director|president|vp) of|firm|company|institute|university|security|intelligence",
    re.IGNORECASE,
)


_SENTENCE_ENDS = re.compile(r"(?<=[a-z0-9)”])\.[”\"]?\s")


def _own_sentence(left: str) -> str:
    """The part of `left` after the last sentence end in it; initials do not end one."""
    ends = [m.end() for m in _SENTENCE_ENDS.finditer(left)]
    return left[ends[-1] :] if ends else left


def _to_end(right: str) -> str:
    """The part of `right` up to the end of its first sentence."""
    found = _SENTENCE_GOES.search(right)
    return right[: found.start()] if found else right


_SENTENCE_GOES = re.compile(r"(?:^|(?<=[a-z0-9)”]))[.!?][”\"]?\s")


def _speaks_for_state(text: str, facts: Facts) -> bool:
    """Whether words around the name, if not a title, put the person on the state's side."""
    for span in facts.spans[:4]:
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - 220)
        left = text[start : span.start]
        left = _own_sentence(left)
        if _STATE_BEFORE.search(left) or _STATE_BEHIND.match(
            _to_end(text[span.end : span.end + 90])
        ):
            return True
    return False


def _beside(text: str, facts: Facts) -> str:
    """The words right before and behind the first mentions, on their lines."""
    parts = []
    for span in facts.spans[:3]:
        left = text[max(0, span.start - 70) : span.start].rsplit("\n", 1)[-1]
        right = text[span.end : span.end + 90].split("\n", 1)[0]
        parts += [_own_sentence(left), right.split(". ")[0]]
    return " | ".join(parts)


_STRONG = (
    "charged", "arrested", "custody", "extradited", "convicted", "sentenced", "serving", "wanted",
    "sanctioned", "bond", "freed", "acquitted", "dismissed", "agreed", "overturned",
)  # fmt: skip
STRONG_EVENTS = ("charge", "arrest", "extradition", "plea", "conviction", "sentence", "sanction")


_OF_STATE = re.compile(
    r"ministry|police|government|department|prosecut|embassy|court|president|kremlin|minister|agency|bureau|office",
    re.IGNORECASE,
)
#: Callings of honest people too: they make nobody a subject.
_NEUTRAL = frozenset(
    [
        "founder",
        "founders",
        "owner",
        "developer",
        "operator",
        "vendor",
        "moderator",
        "affiliate",
        "prisoner",
    ]
)


def _beside_role(text: str, facts: Facts) -> str:
    """The role of somebody who is told by what he or she is to another."""
    if facts.beside == "voice" and _OF_STATE.search(_beside(text, facts)):
        return "official"
    if any(t.kind == "official" for t, _ in facts.titles) and facts.beside != "lawyer":
        return "official"
    return "lawyer" if facts.beside == "lawyer" else "other"


def subject_role(facts: Facts, freed: Spans) -> tuple[Role, Spans]:
    """How far a subject's case has come, with the words that show it.

    `freed` are the spans of a release that the report itself is about, if there is one.
    """
    if freed:
        return "freed", freed[:3]
    proven = facts.proven()
    if proven:
        return "convicted", proven[:3]
    shown = (
        facts.event_spans("charge", "arrest", "extradition", "appearance", "trial", "sanction")
        or facts.sign_spans(
            "charged", "arrested", "custody", "wanted", "extradited", "sanctioned", "suspected"
        )
        or facts.spans
    )
    return "accused", shown[:3]
