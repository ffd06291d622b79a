"""Modality of a trigger: what stands over it sets it in the future, in doubt, or denies it."""

from __future__ import annotations

from casewatch.model.vocabulary import Modality
from casewatch.reading.events.lexicon import words
from casewatch.reading.events.tree import is_verb, verbs_above
from casewatch.reading.language.base import Parse, Token

_FUTURE = frozenset({"will", "shall", "'ll"})
_DOUBT = frozenset({"may", "might", "could", "would", "can", "should", "must"})
_CONDITION = frozenset({"if", "unless", "whether", "should"})
#: An event of these types set in an infinitive of purpose happened, as reports tell it.
_PURPOSE = frozenset({"takedown", "seizure", "search", "attack"})
#: What proves guilt or ends a case: a claim or rumour of it is not enough.
_PROVING = frozenset({"conviction", "sentence", "plea", "acquittal", "dismissal", "death"})
#: Relations through which what stands above governs the trigger's reality.
_THROUGH = frozenset({"xcomp", "ccomp", "dobj", "nsubj", "nsubjpass", "pobj", "prep", "conj", "auxpass", "aux",
                      "attr", "oprd", "pcomp", "compound", "acl", "dep", "advcl", "ROOT", "relcl"})  # fmt: skip


def modality_of(parse: Parse, index: int, kind: str) -> Modality:
    """The modality of the event that the token tells."""
    i = index
    infinitive = False
    verb = parse.tokens[parse.tokens[index].head]
    if kind in ("arrest", "extradition") and not is_verb(parse.tokens[index]) and (
        verb.lower in words("secured") or parse.tokens[verb.head].lower in words("secured")
    ):  # fmt: skip
        return "asserted"
    if _is_asked(parse) or _had_it(parse, index):
        return "possible"
    for step in range(5):
        token = parse.tokens[i]
        below = [parse.tokens[c] for c in parse.children[i]]
        aux = {t.lower for t in below if t.dep in ("aux", "auxpass")}
        marks = {t.lower for t in below if t.dep in ("mark", "advmod")}
        if step == 0 or is_verb(token):
            if not step and _nor(parse, index):
                return "denied"
            if any(t.dep == "neg" or (t.dep == "det" and t.lower == "no") for t in below):
                return "denied"
            if marks & {"nearly", "almost"}:
                return "denied"
            if marks & _CONDITION or (i < index and token.lower in _CONDITION):
                return "possible"
            if "how" in marks and "to" in aux:
                return "possible"
            if "when" in marks and token.tag == "VBN" and not aux:
                return "possible"
            if "when" in marks and token.tag == "VBN" and aux & {"is", "are"}:
                return "expected"
            if aux & _FUTURE or (token.lower == "going" and infinitive):
                return "expected"
            if aux & _DOUBT:
                return "possible"
        if step and token.lower in ("is", "are", "was", "were") and _is_to(parse, i):
            return "expected" if token.lower in ("is", "are") else "possible"
        if step and (undone := _undone(token, aux, below, kind)):
            return undone
        ahead = step and token.lower in words("expected") and (is_verb(token) or token.tag == "JJ")
        if ahead and not (token.lower.startswith("seek") and kind == "arrest"):
            return "expected"
        if any(
            t.lower in ("pending", "upcoming", "awaiting", "scheduled")
            and t.dep in ("amod", "prep")
            for t in below
        ):
            return "expected"
        if "to" in aux and is_verb(token) and not infinitive:
            infinitive = True
            head = parse.tokens[token.head]
            if token.dep == "conj":
                head = parse.tokens[head.head]
            if head.lower in words("intent") or _is_aim(parse, i):
                return "possible"
            if head.lower in words("achieved"):
                return _achieved(parse, head.index)
            if kind == "plea" and head.lower in words("intends"):
                return "possible" if _had_been(parse, head) else "expected"
            if head.lower in ("was", "were") and head.index == token.head:
                return "possible"
            if head.lower in words("done_with") and kind in ("forfeiture", "sentence"):
                return "asserted"
        if token.dep == "pcomp" and parse.tokens[parse.tokens[token.head].head].lower in words(
            "intent"
        ):
            return "possible"
        if token.head == i or (
            step and is_verb(token) and token.dep not in ("xcomp", "ccomp", "auxpass", "aux")
        ):
            break
        if token.dep not in _THROUGH or token.dep == "relcl":
            break
        leaves = is_verb(token) and token.dep in ("advcl", "conj", "acl", "pcomp", "prep")
        if leaves and not infinitive and (token.dep != "conj" or aux):
            break
        i = token.head
    if kind == "seizure" and any(
        parse.tokens[v].lower in ("alleges", "alleged", "allege") for v in verbs_above(parse, index)
    ):
        return "alleged"
    if infinitive and kind not in _PURPOSE:
        return "possible"
    return "asserted"


def _is_aim(parse: Parse, index: int) -> bool:
    """Whether an infinitive stands right behind a word of intent ("our mission to dismantle")."""
    to = next((c for c in parse.children[index] if parse.tokens[c].lower == "to"), 0)
    return to > 0 and parse.tokens[to - 1].lower in words("intent")


def _achieved(parse: Parse, index: int) -> Modality:
    """What "able", "managed" or "allowed" above makes of an infinitive: done, where they are past."""
    token = parse.tokens[index]
    over = [index]
    if token.tag == "JJ" or token.dep == "conj":
        over.append(token.head)
    below = [parse.tokens[c] for i in over for c in parse.children[i]]
    if any(t.dep == "neg" for t in below):
        return "denied"
    aux = {t.lower for t in below if t.dep in ("aux", "auxpass")}
    if aux & (_FUTURE | _DOUBT | {"to"}):
        return "possible"
    tags = {parse.tokens[i].tag for i in over} | {t.tag for t in below if t.dep == "aux"}
    return "asserted" if "VBD" in tags or "VBN" in tags else "possible"


def _had_been(parse: Parse, token: Token) -> bool:
    """Whether what was expected was so before ("had been expected to plead")."""
    return any(parse.tokens[c].lower == "had" for c in parse.children[token.index])


def _is_asked(parse: Parse) -> bool:
    """Whether the sentence is a question."""
    return any(t.text == "?" for t in parse.tokens[-3:])


def _had_it(parse: Parse, index: int) -> bool:
    """Whether the verb is set in a condition by word order ("Had he been caught")."""
    for c in parse.children[index]:
        token = parse.tokens[c]
        if token.dep in ("aux", "auxpass") and token.lower in ("had", "were", "should"):
            leads = c == 0 or parse.tokens[c - 1].text in (",", ";", "–", "—", "“", '"')
            subject = next(
                (k for k in parse.children[index] if parse.tokens[k].dep.startswith("nsubj")), -1
            )
            if leads and subject > c:
                return True
    return False


def _is_to(parse: Parse, index: int) -> bool:
    """Whether a form of "be" sets what is to come ("his trial was to begin")."""
    return any(
        parse.tokens[c].dep == "xcomp" and parse.tokens[c].tag == "VB"
        for c in parse.children[index]
    )


def _nor(parse: Parse, index: int) -> bool:
    """Whether the verb's auxiliary stands behind "nor" ("nor was he charged")."""
    first = min([index, *(c for c in parse.children[index] if parse.tokens[c].dep[:3] == "aux")])
    return first > 0 and parse.tokens[first - 1].lower in ("nor", "neither")


def _undone(token: Token, aux: set[str], below: list[Token], kind: str) -> Modality | None:
    """What a word above makes of an event: refused, wished, feared, only claimed; None if nothing."""
    low = token.lower
    if kind == "trial" and token.dep == "prep" and low in ("before", "until", "pending", "till"):
        return "possible"
    if kind == "trial" and low in ("ordered", "orders", "ordering"):
        return "expected"
    if kind == "charge" and low in words("dropped"):
        return "denied"
    if not is_verb(token):
        return "possible" if low in words("unreal") else None
    if low in words("put_off"):
        until = any(t.dep == "prep" and t.lower in ("until", "till", "to") for t in below)
        return "expected" if until else "possible"
    if low in words("refused"):
        return "denied"
    if low in words("wished"):
        return "possible"
    if kind in _PROVING and low in words("claimed"):
        return "possible"
    if low in ("expect", "expects", "expected"):
        active = any(t.dep == "nsubj" for t in below)
        return "possible" if active or {"had", "have"} & aux else None
    return None
