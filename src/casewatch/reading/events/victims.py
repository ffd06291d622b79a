"""Who was attacked: victims known as groups, or named where the words of an attack put them."""

from __future__ import annotations

import re
from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.model.vocabulary import Modality
from casewatch.reading.events.lexicon import words
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import child, is_passive, is_verb, object_of, subject_of
from casewatch.reading.events.when import said_of
from casewatch.reading.language.base import Parse

_ON = frozenset({"of", "on", "into", "against", "at", "from", "targeting", "to"})
#: Words between the parts of one name ("City of Exampleton").
_INNER = frozenset({"of", "the", "&", "and", "for"})
#: Groups of these kinds are no victims: they attack, or are a tool or a place of trade.
_NO_VICTIMS = frozenset({"gang", "malware", "venue", "operation", "platform"})
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
    r"\b(?:hack(?:ed|ing|er|ers|s)?|ransomware|ddos|denial[- ]of[- ]service|cyber-?attacks?|intrusions?|infiltrated|unauthori[sz]ed access)\b",
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


def named_victims(scene: Scene, parse: Parse, index: int) -> tuple[str, ...]:
    """The names that stand where the victim of the attack told by the token stands.

    For verbs the object, or the subject of the passive; for nouns what follows "on" or "of", a
    name right before it ("the Acme hack"), and the subject of "was hit by" or "suffered".
    """
    if _is_heading(parse) or parse.tokens[index].tag.startswith("NNP"):
        return ()
    found: list[str] = []
    for target in _targets(parse, index):
        name = _name_at(scene, parse, target)
        if name:
            found.append(name)
        found += [n for c in _listed(parse, target) if (n := _name_at(scene, parse, c))]
    return tuple(dict.fromkeys(found))


def _is_heading(parse: Parse) -> bool:
    """Whether most words are in title case, where a proper noun says nothing."""
    if parse.tokens[-1].text in ".!?":
        return False
    long = [t.text for t in parse.tokens if len(t.text) > 3 and t.text.isalpha()]
    return bool(long) and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _targets(parse: Parse, index: int) -> list[int]:
    token = parse.tokens[index]
    found: list[int | None] = []
    if is_verb(token):
        if is_passive(parse, index):
            found.append(subject_of(parse, index))
        else:
            thing = object_of(parse, index)
            found.append(thing)
            found += _behind(parse, index, _ON)
            if thing is not None:
                found += _behind(parse, thing, _ON)
    else:
        found += _behind(parse, index, _ON)
        found += [
            c for c in parse.children[index] if parse.tokens[c].dep in ("compound", "nmod", "poss")
        ]
        head = token.head
        if parse.tokens[head].dep in ("prep", "agent"):
            head = parse.tokens[head].head
        verb = parse.tokens[head]
        if verb.lower in words("victim_noun"):
            head = verb.head
            if parse.tokens[head].lower in ("to", "of"):
                head = parse.tokens[head].head
            verb = parse.tokens[head]
        struck = verb.lower in words("struck") and is_passive(parse, head)
        if is_verb(verb) and (struck or verb.lower in words("suffered")):
            found.append(_spoken_of(parse, subject_of(parse, head)))
    return [f for f in found if f is not None]


def _spoken_of(parse: Parse, subject: int | None) -> int | None:
    """The subject, or for "it" who says so ("Acme said it had fallen victim": Acme)."""
    if subject is None or parse.tokens[subject].lower not in ("it", "they"):
        return subject
    verb = parse.tokens[parse.tokens[subject].head]
    return child(parse, verb.head, "nsubj") if verb.dep == "ccomp" else None


def _behind(parse: Parse, index: int, prepositions: frozenset[str]) -> list[int | None]:
    found: list[int | None] = []
    for c in parse.children[index]:
        token = parse.tokens[c]
        if token.lower in prepositions and token.dep in ("prep", "acl", "agent", "pcomp"):
            found.append(child(parse, c, "pobj", "dobj"))
    return found


def _listed(parse: Parse, index: int) -> list[int]:
    found, at = [], index
    for _ in range(12):
        joined = child(parse, at, "conj")
        if joined is None:
            break
        found.append(joined)
        at = joined
    return found


def _name_at(scene: Scene, parse: Parse, index: int) -> str:
    """The name that the noun is, owns, or is a system of ("Acme’s network", "servers of Acme")."""
    token = parse.tokens[index]
    if not token.tag.startswith("NNP"):
        if token.lower not in words("systems"):
            return ""
        inner = child(parse, index, "poss", "compound", "nmod")
        if inner is None or not parse.tokens[inner].tag.startswith("NNP"):
            owner = next(
                (o for o in _behind(parse, index, frozenset({"of", "at", "belonging"})) if o), None
            )
            inner = owner
        if inner is None or not parse.tokens[inner].tag.startswith("NNP"):
            return ""
        index = inner
    return _spelled(scene, parse, index)


def name_of(scene: Scene, parse: Parse, index: int) -> str:
    """The name of an organisation that the proper noun is, or "": none in a heading."""
    if _is_heading(parse) or not parse.tokens[index].tag.startswith("NNP"):
        return ""
    name = _spelled(scene, parse, index)
    return "" if name.isupper() and len(name) < 6 else name


def _spelled(scene: Scene, parse: Parse, index: int) -> str:
    """The whole name around a proper noun, or "" where it is no organisation's."""
    low = high = index
    tokens = parse.tokens
    while low > 0 and tokens[low - 1].tag.startswith("NNP") and high - low < 8:
        low -= 1
    while high + 1 < len(tokens) and high - low < 8:
        following = tokens[high + 1]
        then = tokens[high + 2] if high + 2 < len(tokens) else None
        if following.tag.startswith("NNP"):
            high += 1
        elif (
            following.lower in ("of", "&", "for")
            and then is not None
            and then.tag.startswith("NNP")
        ):
            high += 2
        else:
            break
    span = Span(tokens[low].start, tokens[high].end)
    for mention in scene.cast.within(Span(span.start - 40, span.end + 40)):
        if mention.span.start < span.end and span.start < mention.span.end:
            kind = scene.sorts.get(mention.name, "")
            if mention.kind == "person" or (mention.kind == "group" and kind in _NO_VICTIMS):
                return ""
            return mention.name
    name = scene.text[span.start : span.end]
    if any(d.span.start < span.end and span.start < d.span.end for d in scene.dates):
        return ""
    if inside(scene.places, span) and len(name.split()) < 3:
        return ""
    return name if len(name) > 2 and name.lower() not in words("no_victim") else ""


def with_victims(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with an attack on each known victim of whom none is told yet.

    Only in reports of intrusions, and where the victim's own sentence has words of one.
    """
    told = {n for t in tellings if t.type == "attack" for n in t.who}
    open_ = {n for n, sort in scene.sorts.items() if sort == "victim"} - told
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
