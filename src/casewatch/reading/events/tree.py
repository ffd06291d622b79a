"""Walks over a sentence's tree: subjects, objects, the parts of a noun phrase, verbs above."""

from __future__ import annotations

from bisect import bisect_right

from casewatch.reading.language.base import Parse, Token

#: Relations under a noun that open a clause of their own.
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: How far up a tree is walked: deeper is a broken parse.
_DEPTH = 12


def token_at(parse: Parse, offset: int) -> Token | None:
    """The token that holds `offset`, or None between tokens and outside."""
    i = bisect_right(parse.tokens, offset, key=lambda t: t.start) - 1
    if i < 0 or offset >= parse.tokens[i].end:
        return None
    return parse.tokens[i]


def is_verb(token: Token) -> bool:
    """Whether the tag is a verb's."""
    return token.tag.startswith("VB")


def child(parse: Parse, index: int, *deps: str) -> int | None:
    """The first child of the token with one of the relations."""
    for c in parse.children[index]:
        if parse.tokens[c].dep in deps:
            return c
    return None


def is_passive(parse: Parse, index: int) -> bool:
    """Whether the verb is in the passive, told by its auxiliary or subject."""
    return child(parse, index, "auxpass", "nsubjpass", "csubjpass") is not None


def subject_of(parse: Parse, index: int) -> int | None:
    """The subject of a verb, taken from the verb above or the noun it describes if need be."""
    i = index
    for _ in range(_DEPTH):
        token = parse.tokens[i]
        found = child(parse, i, "nsubj", "nsubjpass", "csubj")
        if found is not None:
            relative = parse.tokens[found].lower in _RELATIVE
            return token.head if relative and token.dep in _CLAUSES else _whole(parse, i, found)
        if token.dep in ("relcl", "acl"):
            return token.head
        if token.head == i:
            return None
        i = token.head
    return None


def _whole(parse: Parse, index: int, subject: int) -> int:
    """The last piece of a subject that is torn apart ("co", "-", "founder") or told twice.

    Of "two of the defendants, A and B, pleaded" parsers make two subjects; the named one counts.
    """
    pieces = parse.children[index]
    named = [
        c
        for c in pieces
        if subject < c < index
        and parse.tokens[c].dep == parse.tokens[subject].dep
        and parse.tokens[c].tag.startswith("NNP")
    ]
    if named and parse.tokens[subject].tag in ("CD", "NNS"):
        return named[-1]
    while subject + 1 in pieces and parse.tokens[subject + 1].dep == parse.tokens[subject].dep:
        subject += 1
    return subject


def owner_of(parse: Parse, index: int) -> int:
    """The noun to which an apposition belongs ("Xmarket, a shop that was closed": Xmarket)."""
    for _ in range(3):
        if parse.tokens[index].dep != "appos":
            break
        index = parse.tokens[index].head
    return index


def object_of(parse: Parse, index: int) -> int | None:
    """The object of a verb: for "whom police arrested" the one described, for "found her guilty" her."""
    found = child(parse, index, "dobj", "dative")
    token = parse.tokens[index]
    if found is not None and token.dep == "relcl" and parse.tokens[found].lower in _RELATIVE:
        return token.head
    if found is None and token.lower in ("found", "finds", "find"):
        state = child(parse, index, "ccomp", "oprd", "xcomp")
        if state is not None and parse.tokens[state].lower == "guilty":
            return child(parse, state, "nsubj")
    return found


def of_noun(parse: Parse, index: int) -> list[int]:
    """The prepositional objects of a noun by the prepositions that carry a participant."""
    found = []
    for c in parse.children[index]:
        token = parse.tokens[c]
        if token.dep in ("prep", "agent") and token.lower in ("of", "against", "for", "involving"):
            obj = child(parse, c, "pobj")
            if obj is not None:
                found.append(obj)
    return found


def phrase(parse: Parse, index: int) -> list[int]:
    """The heads of a noun phrase: the noun, what is joined to it, what is set beside it."""
    found, open_ = [], [index]
    while open_:
        i = open_.pop()
        found.append(i)
        for c in parse.children[i]:
            token = parse.tokens[c]
            if token.dep in ("conj", "appos"):
                open_.append(c)
            elif token.dep == "prep" and token.lower in ("including", "of", "like", "as"):
                if token.lower == "of" and not _counts(parse.tokens[i]):
                    continue
                obj = child(parse, c, "pobj")
                if obj is not None:
                    open_.append(obj)
    return sorted(found)


def _counts(token: Token) -> bool:
    return token.tag == "CD" or token.lower in (
        "both", "each", "all", "some", "many", "most", "several", "dozens", "hundreds", "scores",
        "one", "number", "total", "dozen", "couple", "none", "majority", "pair", "group", "team",
    )  # fmt: skip


def plain_subtree(parse: Parse, index: int) -> list[int]:
    """The tokens under a noun without the clauses that hang on it."""
    found, open_ = [], [index]
    while open_:
        i = open_.pop()
        found.append(i)
        open_.extend(
            c
            for c in parse.children[i]
            if not (parse.tokens[c].dep in _CLAUSES and is_verb(parse.tokens[c]))
        )
    return sorted(found)


def verbs_above(parse: Parse, index: int) -> list[int]:
    """The token itself where it is a verb, then the verbs above it, nearest first."""
    found, i = [], index
    for _ in range(_DEPTH):
        if is_verb(parse.tokens[i]):
            found.append(i)
        head = parse.tokens[i].head
        if head == i:
            break
        i = head
    return found


def behind(parse: Parse, around: list[int], prepositions: tuple[str, ...]) -> int | None:
    """The noun behind one of the prepositions on one of the tokens."""
    for i in around:
        for c in parse.children[i]:
            if parse.tokens[c].lower in prepositions:
                found = child(parse, c, "pobj")
                if found is not None:
                    return found
    return None
