"""Who was attacked: victims known as groups, or named where the words of an attack put them."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import words
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import (
    child,
    is_passive,
    is_verb,
    object_of,
    subject_of,
    verbs_above,
)
from casewatch.reading.language.base import Parse

_ON = frozenset({"of", "on", "into", "against", "at", "from", "targeting", "to"})
#: Words between the parts of one name ("City of Exampleton").
_INNER = frozenset({"of", "the", "&", "and", "for"})
#: What stands between a system and its owner.
_OWNING = frozenset({"of", "at", "belonging", "from", "by", "to", "in"})
#: Groups of these kinds are no victims: they attack, or are a tool or a place of trade.
_NO_VICTIMS = frozenset({"gang", "malware", "venue", "operation", "platform"})


def named_victims(
    scene: Scene, parse: Parse, index: int, earlier: list[Telling]
) -> tuple[str, ...]:
    """The names that stand where the victim of the attack told by the token stands.

    For verbs the object, or the subject of the passive; for nouns what follows "on" or "of", a
    name right before it ("the Acme hack"), and the subject of "was hit by" or "suffered". "The
    company" and "its network" mean the victim of an attack that is told `earlier`.
    """
    if _is_heading(parse) or parse.tokens[index].tag.startswith("NNP"):
        return ()
    known = [n for t in reversed(earlier) for n in victims_of(t)]
    full = [*known, *(m.name for m in scene.cast.members if m.kind == "group")]
    found: list[str] = []
    for target in _targets(parse, index):
        for i in [target, *_listed(parse, target)]:
            if name := _name_at(scene, parse, i):
                found.append(_whole(name, full))
    if not found and known and not is_verb(parse.tokens[index]) and _is_that_attack(parse, index):
        return tuple(victims_of(next(t for t in reversed(earlier) if victims_of(t))))
    if not found:
        found = [n for t in _targets(parse, index) if (n := _owner(scene, parse, t, known))]
    return tuple(dict.fromkeys(found))


def _is_that_attack(parse: Parse, index: int) -> bool:
    """Whether "the attack" is one told before: it is the subject of what is said of its course."""
    below = {parse.tokens[c].lower for c in parse.children[index]}
    return "the" in below and parse.tokens[index].dep in ("nsubj", "nsubjpass") and len(below) == 1


def victims_of(telling: Telling) -> list[str]:
    """The victims of an attack, as its marks tell them."""
    return [m.removeprefix("victim=") for m in telling.marks if m.startswith("victim=")]


def without_initials(names: tuple[str, ...]) -> tuple[str, ...]:
    """`names` without those that are the initials of another ("ERS" beside its name)."""
    initials = {_initials(n) for n in names if " " in n}
    return tuple(n for n in names if not (n.isupper() and len(n) < 8 and _like(n, initials)))


def _like(short: str, initials: set[str]) -> bool:
    """Whether the letters of `short` lead one of the initials ("ERS" in ERST)."""
    return any(short in i for i in initials if len(short) > 1)


def _whole(name: str, known: list[str]) -> str:
    """The full name of a victim that `name` shortens ("Acme" of "Acme Hospital", initials)."""
    for full in known:
        if full == name or full.startswith((name + " ", name + ",")):
            return full
        if name.isupper() and " " in full and _like(name, {_initials(full)}):
            return full
    return name


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper())


def _owner(scene: Scene, parse: Parse, index: int, known: list[str]) -> str:
    """The victim that "its systems" or "the hospital" means: who says so, else the one told last."""
    token = parse.tokens[index]
    below = [parse.tokens[c] for c in parse.children[index]]
    low = token.lower.removesuffix("s")
    theirs = token.lower in words("systems") and any(
        t.dep == "poss" and t.lower in ("its", "their") for t in below
    )
    owned = next((t for t in below if t.dep == "poss" and t.lower in words("organisation")), None)
    named = low in words("organisation") and any(t.lower in ("the", "this") for t in below)
    if not (theirs or owned or named or token.lower == "it"):
        return ""
    for verb in verbs_above(parse, index):
        speaker = child(parse, verb, "nsubj")
        if (
            speaker is not None
            and speaker != index
            and parse.tokens[verb].lower in words("reports")
        ):
            name = _name_at(scene, parse, speaker)
            if name:
                return _whole(name, known)
    return known[0] if known else ""


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
    below = list(parse.children[index])
    below += [
        d
        for c in parse.children[index]
        if parse.tokens[c].dep == "acl" and parse.tokens[c].lower in words("owned")
        for d in parse.children[c]
    ]
    for c in below:
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


def _name_at(scene: Scene, parse: Parse, index: int, depth: int = 0) -> str:
    """The name that the noun is, owns, or is a system of ("Acme’s network", "servers of Acme")."""
    token = parse.tokens[index]
    if not token.tag.startswith("NNP"):
        if name := _set_beside(scene, parse, index):
            return name
        if token.lower not in words("systems"):
            return ""
        inner = child(parse, index, "poss", "compound", "nmod")
        if inner is None or not parse.tokens[inner].tag.startswith("NNP"):
            inner = next((o for o in _behind(parse, index, _OWNING) if o), None)
            if inner is not None and not parse.tokens[inner].tag.startswith("NNP") and depth < 2:
                return _name_at(scene, parse, inner, depth + 1)
        if inner is None or not parse.tokens[inner].tag.startswith("NNP"):
            return ""
        index = inner
    return _spelled(scene, parse, index)


def _set_beside(scene: Scene, parse: Parse, index: int) -> str:
    """The name set beside a calling of the victim ("the payroll provider Acme", "a bank, Acme,")."""
    beside = child(parse, index, "appos")
    if beside is None or not parse.tokens[beside].tag.startswith("NNP"):
        return ""
    lone = parse.tokens[index].lower.removesuffix("s") in words("organisation")
    return _spelled(scene, parse, beside) if lone else ""


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
