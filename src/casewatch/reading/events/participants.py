"""Who is concerned: names, pronouns and descriptions on a trigger, resolved to the cast."""

from __future__ import annotations

import re

from casewatch.model.spans import Span
from casewatch.reading import numbers
from casewatch.reading.events.covering import named_at
from casewatch.reading.events.lexicon import person_nouns, words
from casewatch.reading.events.referred import introduced, plural, singular
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import behind, owner_of, phrase, plain_subtree
from casewatch.reading.events.who import NOBODY, Who
from casewatch.reading.language.base import Parse, Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "said"})
_INDEFINITE = frozenset({"a", "an", "another"})


def number_of(token: Token) -> int | None:
    """The whole number that a token says, in digits or words."""
    found = numbers.value(token.text)
    if found is None or found != int(found) or not 0 < found < 1e12:
        return None
    return int(found)


def count_of(parse: Parse, index: int) -> int | None:
    """The number before a noun ("12 people", "two suspects", "three men")."""
    token = parse.tokens[index]
    if token.tag == "CD":
        return number_of(token)
    for c in parse.children[index]:
        below = parse.tokens[c]
        if below.dep == "nummod" and below.tag == "CD":
            text = below.text
            parts = [
                parse.tokens[k] for k in parse.children[c] if parse.tokens[k].dep == "compound"
            ]
            whole = " ".join([*(p.text for p in parts), text])
            found = numbers.value(whole)
            if found is not None and found == int(found) and 0 < found < 1e12:
                return int(found)
    return None


def who_at(scene: Scene, parse: Parse, index: int) -> Who:
    """Who the noun phrase headed by the token is."""
    heads = phrase(parse, index)
    names = _names(scene, parse, heads)
    owner = owner_of(parse, index)
    if not names and owner != index:
        names = _names(scene, parse, [owner])
    if names:
        covering = _names(scene, parse, [index])
        if covering:
            wide = _names(scene, parse, plain_subtree(parse, index))
            names = (
                tuple(dict.fromkeys([*names, *wide])) if len(heads) > 1 or len(wide) > 1 else names
            )
        count = count_of(parse, index)
        return Who(names, count if count and count > len(names) else None, "named")
    token = parse.tokens[index]
    low = token.lower
    if low in words("singular_pronouns"):
        return Who(singular(scene, token.start, low), None, "pronoun")
    if low in words("plural_pronouns") and token.tag in ("PRP", "PRP$", "DT", "NN"):
        return Who(plural(scene, token.start, None), None, "pronoun")
    return _described(scene, parse, index)


def _names(scene: Scene, parse: Parse, heads: list[int]) -> tuple[str, ...]:
    named = named_at(scene.cast, parse, heads, "person")
    return tuple(dict.fromkeys(m.name for m in named if scene.concerns(m.name)))


def _described(scene: Scene, parse: Parse, index: int) -> Who:
    token = parse.tokens[index]
    low = token.lower
    if low in _SUMS and (inside := behind(parse, [index], ("of",))) is not None:
        return who_at(scene, parse, inside)  # "a total of 37 suspects"
    count = count_of(parse, index)
    nouns = person_nouns()
    if low not in nouns:
        if token.tag == "CD" and count is not None and count < 100_000:
            return _numbered(scene, token, count)
        one = _is_one_of(parse, index) or _is_doer(parse, index)
        return introduced(scene, token.start) if one else NOBODY
    beside = _beside(scene, parse, index)
    if beside and not (nouns[low] and count and count != len(beside)):
        return Who(beside, None, "named")
    below = [parse.tokens[c].lower for c in parse.children[index]]
    if any(w in ("each", "every") for w in below):
        return Who(plural(scene, token.start, None), None, "definite")
    if nouns[low]:
        if count is not None:
            definite = any(w in _DEFINITE or w == "all" for w in below)
            names = plural(scene, token.start, count) if definite else ()
            if len(names) == count:
                return Who(names, None, "definite")
            return _numbered(scene, token, count)
        if any(w in _DEFINITE or w in ("both", "all") for w in below):
            return Who(plural(scene, token.start, None), None, "definite")
        return Who((), None, "bare")
    if any(w in _DEFINITE for w in below):
        names = singular(scene, token.start)
        return Who(names, None, "definite") if names else introduced(scene, token.start)
    first = index == 0 or all(parse.tokens[k].dep != "det" for k in parse.children[index])
    if count == 1 or any(w in _INDEFINITE for w in below) or first:
        return introduced(scene, token.start)
    return Who((), None, "bare")


#: "The last of five defendants" is one person.
_ONE_OF = frozenset(
    {"last", "first", "second", "third", "fourth", "fifth", "latest", "youngest", "oldest"}
)
_DOER = re.compile(
    r"[a-z]{3,}(?:er|or|ist|man|woman|ee|ant|ian|eur)|[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?:an|ian|ese|i|ish|ot)"
)
_NO_DOER = frozenset(
    {
        "server",
        "number",
        "computer",
        "router",
        "order",
        "letter",
        "matter",
        "error",
        "author",
        "door",
        "month",
    }
)


def _is_one_of(parse: Parse, index: int) -> bool:
    """Whether the noun phrase is "the last of five defendants"."""
    if parse.tokens[index].lower not in _ONE_OF:
        return False
    for c in parse.children[index]:
        for k in parse.children[c] if parse.tokens[c].lower == "of" else ():
            if person_nouns().get(parse.tokens[k].lower) or parse.tokens[k].tag == "CD":
                return True
    return False


def _is_doer(parse: Parse, index: int) -> bool:
    """Whether "a" noun that no list holds means a person: a calling or a nation's ("a plumber")."""
    token = parse.tokens[index]
    if token.lower in ("accused", "suspected", "wanted") and parse.tokens[index].tag == "VBN":
        below = {parse.tokens[c].lower for c in parse.children[index] if c < index}
        return bool(below & _INDEFINITE)  # "a Cypriot accused of …", as parsers hang it
    if token.tag not in ("NN", "NNP", "JJ") or token.lower in _NO_DOER | words("organisation"):
        return False
    below = {parse.tokens[c].lower for c in parse.children[index] if c < index}
    return bool(below & _INDEFINITE) and _DOER.fullmatch(token.text) is not None


_SUMS = frozenset({"total", "number", "handful", "majority", "dozen", "sum"})

#: What may stand between a name and the description set beside it: age, home, aliases.
_ASIDE = re.compile(r",(?: \d{1,2},)?(?: of [^,;.]{2,40}(?:, [A-Z][^,;.]{2,30})?,)? $")
_BEFORE_NAME = re.compile(r"(?: and \w+)?,? $")


def _beside(scene: Scene, parse: Parse, index: int) -> tuple[str, ...]:
    """The person whom the description is set beside: "X, a dealer", "the owner, X"."""
    token = parse.tokens[index]
    start = min([token.start, *(parse.tokens[c].start for c in parse.children[index] if c < index)])
    for mention in scene.cast.before(start, "person"):
        if start - mention.span.end > 90:
            break
        if _ASIDE.match(scene.text[mention.span.end : start]) and scene.concerns(mention.name):
            return (mention.name,)
    for mention in scene.people_in(Span(token.end, token.end + 60)):
        if _BEFORE_NAME.fullmatch(scene.text[token.end : mention.span.start]):
            return (mention.name,)
        break
    return ()


def _numbered(scene: Scene, token: Token, count: int) -> Who:
    if count == 1:
        return introduced(scene, token.start)
    people = scene.people
    if count == len(people):
        return Who(people, None, "number")
    included = _included(scene, token)
    if included:
        return Who(included, count, "number")
    following = scene.people_in(Span(token.start, token.start + 900))
    names = tuple(dict.fromkeys(m.name for m in following))
    if len(names) == count and len(people) < count + 3:
        return Who(names, None, "number")
    return Who((), count, "number")


def _included(scene: Scene, token: Token) -> tuple[str, ...]:
    """The names of "16 people …, including A and B", to the end of the sentence."""
    sentence = scene.prepared.sentence_at(token.start)
    if sentence is None:
        return ()
    at = scene.text.find("including", token.end, min(sentence.end, token.end + 90))
    if at < 0:
        return ()
    return tuple(dict.fromkeys(m.name for m in scene.people_in(Span(at, sentence.end))))
