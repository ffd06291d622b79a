"""What is seized, searched or taken down: groups, kinds of things, how many."""

from __future__ import annotations

from dataclasses import dataclass

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import is_thing, words
from casewatch.reading.events.participants import count_of
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import owner_of, phrase, plain_subtree
from casewatch.reading.language.base import Parse


@dataclass(frozen=True, slots=True)
class What:
    """Groups named in a noun phrase, people it is said to belong to, a number of things."""

    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    count: int | None = None
    money: bool = False
    thing: bool = False


def what_at(scene: Scene, parse: Parse, index: int) -> What:
    """What the noun phrase headed by the token is."""
    under = plain_subtree(parse, index)
    owner = owner_of(parse, index)
    span = Span(parse.tokens[under[0]].start, parse.tokens[under[-1]].end)
    whole = parse.subtree(index)
    far = min(parse.tokens[whole[-1]].end, parse.tokens[index].end + 120)
    near = Span(span.start, max(far, parse.tokens[index].end))
    groups = tuple(n for n in scene.cast.names(near, "group") if scene.is_target(n))
    people = tuple(dict.fromkeys(m.name for m in scene.people_in(near)))
    if not groups and owner != index:
        span = Span(parse.tokens[owner].start, parse.tokens[owner].end)
        groups = tuple(m.name for m in scene.cast.within(Span(span.start - 60, span.end), "group")
                       if m.span.end >= span.end and scene.is_target(m.name))  # fmt: skip
    heads = phrase(parse, index)
    tokens = [parse.tokens[i] for i in heads]
    money = any(t.tag == "$" or t.text in "$€£" for t in (parse.tokens[i] for i in under))
    money = money or any(t.lower in words("currency") for t in tokens) or _is_sum(parse, under)
    thing = any(is_thing(t.text) for t in tokens)
    count = None if money or _is_named_by_number(scene, span) else count_of(parse, index)
    token = parse.tokens[index]
    low = token.lower.removesuffix("s")
    if not groups and not people and thing:
        groups = _owning_group(scene, parse, [c for c in parse.children[index] if c < index])
    if (
        not groups
        and not people
        and (low in words("infrastructure") or token.lower in words("infrastructure"))
    ):
        groups = group_around(scene, parse, index)
    if (
        not groups
        and money
        and any(parse.tokens[i].lower in words("infrastructure") for i in under)
    ):
        groups = group_around(scene, parse, index)
    if not groups and thing:
        groups = _owning_group(scene, parse, [i for i in whole if i != index])
    if not groups and thing and token.lower in words("group_noun"):
        groups = last_group(scene, parse, index)
    if not groups and token.lower == "it":
        groups = last_group(scene, parse, index)
        thing = bool(groups)
    return What(groups, people, count, money, thing)


def _is_named_by_number(scene: Scene, span: Span) -> bool:
    """Whether the number in a phrase is part of a name ("the 404 Exploit service")."""
    return any(scene.text[m.span.start].isdigit() for m in scene.cast.within(span, "group"))


def _owning_group(scene: Scene, parse: Parse, under: list[int]) -> tuple[str, ...]:
    """The group to which things are said to belong ("servers linked to the network")."""
    for i in under:
        token = parse.tokens[i]
        behind = parse.tokens[token.head].lower in ("to", "with", "by", "of", "from")
        if (behind or token.dep == "poss") and token.lower in words("owning_group"):
            return last_group(scene, parse, i)
    return ()


def _is_sum(parse: Parse, under: list[int]) -> bool:
    """Whether a code of a currency stands right before or behind a number."""
    for i in under:
        if parse.tokens[i].lower in words("currency"):
            beside = [parse.tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(parse.tokens)]
            if any(t.tag == "CD" for t in beside):
                return True
    return False


def group_around(scene: Scene, parse: Parse, index: int) -> tuple[str, ...]:
    """Whose infrastructure it is: the target named before it in the sentence, else the report's."""
    start, at = parse.tokens[0].start, parse.tokens[index].start
    near = [m.name for m in scene.cast.within(Span(start, at), "group") if scene.is_target(m.name)]
    if near:
        return (near[-1],)
    return (scene.main_group,) if scene.main_group else ()


def last_group(scene: Scene, parse: Parse, index: int) -> tuple[str, ...]:
    """The group that "the forum" or "the botnet" means: the target named last before it."""
    below = [parse.tokens[c].lower for c in parse.children[index]]
    token = parse.tokens[index]
    if token.lower != "it" and not any(w in ("the", "this", "its", "that", "their") for w in below):
        return ()
    for mention in scene.cast.before(token.start, "group"):
        if mention.span.start < token.start - 800:
            break
        if scene.is_target(mention.name):
            return (mention.name,)
    return ()
