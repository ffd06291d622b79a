"""From judged names to groups: which of overlapping ones stands, and which name the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import cast

from casewatch.model.reading import Alias, Group
from casewatch.model.spans import Span
from casewatch.model.vocabulary import GroupKind
from casewatch.reading.groups.classify import INSIDE, Name, folded
from casewatch.reading.tables import table
from casewatch.reading.text.spelled import spelled

NONE = "none"
#: A name is a group from this share of belief on.
LEAST = 0.48
#: So many names with one beginning are looked at; it keeps the work on hostile texts small.
_MOST = 50

#: What makes a public body one of the harmed.
_HARMED = frozenset(
    ["agency of taxes", *(f"agency harmed quietly={k}" for k in ("victims", "paid", "taken"))]
)
_TOWN = re.compile(r"(?:City|State|Town|County|Village|Port) of [A-Z]")
_TOLD = frozenset(["sentence victims", "listed=unknown", "listed=victim"])
#: A name beside one of which the belief is as great needs less of its own.
SURE = 0.75
_LISTED = 0.25
_NEXT_IN_LIST = re.compile(r"[”\"]?[,;]? ?(?:and |or |& )?(?:the )?[“\"]?")
_UNMISTAKABLE = ("gang", "malware", "venue")
_ALSO = re.compile(
    r"[”\"]?,?(?: \([^()\n]{0,40})?,?[ (]{1,2}(?:[a-z]+ ){0,3}?"
    r"(?:also (?:known|referred to) as|a\.?k\.?a\.?|(?:formerly|previously|sometimes|better) known as|"
    r"also called|or simply|rebranded as|with aliases (?:such as|including)|known under the names?|tracked (?:by \w+ )?as|alias)(?: (?:the|both|simply))?,? ?[“\"]?"
)
_LIST_ON = re.compile(r"[”\"]?,?[”\"]? (?:(?:and|or) )?(?:the )?(?:as )?[“\"]?|[”\"]?, [“\"]?")
_BRACKET = re.compile(r"[”\"]? \((?:or |the |aka |a/k/a )?[“\"]?")
#: An abbreviation, and the capitalised words right before its bracket.
_SHORT = re.compile(r"[A-Z]{2,7}")
_LONG = re.compile(
    r"((?:[A-Z][\w’'-]*|of|and|for|the|on|&)(?: (?:[A-Z][\w’'-]*|of|and|for|the|on|&)){1,9}) \([“\"]?$"
)
_OPERATION = re.compile(r"Operation [A-Z\d“\"]")


@dataclass(slots=True)
class _Held:
    """A group in the making."""

    name: Name
    kind: GroupKind
    spans: list[Span]
    aliases: dict[str, list[Span]] = field(default_factory=dict)


def settle_groups(
    text: str, judged: Sequence[tuple[Name, Mapping[str, float]]]
) -> tuple[Group, ...]:
    """The groups among `judged`, without overlap, other names of the same as aliases."""
    taken = bytearray(len(text))
    kept: list[_Held] = []
    for _, name, kind in sorted(_with_lists(text, _likely(judged)), key=_order):
        free = [s for s in name.spans if taken.find(1, s.start, s.end) < 0]
        if free:
            for s in free:
                taken[s.start : s.end] = b"\1" * (s.end - s.start)
            kept.append(_Held(name, kind, free))
    groups = [h for h in _short_forms(_also_known(text, kept)) if not _of_no_group(text, h, kept)]
    found = [
        Group(
            h.name.text,
            h.kind,
            tuple(h.spans),
            tuple(Alias(a, held) for a, s in h.aliases.items() if (held := spelled(text, s, a))),
        )
        for h in groups
    ]
    return tuple(sorted(found, key=lambda g: min(s.start for s in g.spans)))


def _of_no_group(text: str, held: _Held, kept: Sequence[_Held]) -> bool:
    """Whether it only abbreviates words that are no group ("the Rapid Payment Protocol (RPP)")."""
    first = min(held.spans)
    short = text[first.start : first.end]
    if not _SHORT.fullmatch(short) or any(
        f.startswith(("known=", "agency")) for f in held.name.features
    ):
        return False
    run = _LONG.search(text, max(0, first.start - 160), first.start)
    if run is None:
        return False
    initials = "".join(w[0] for w in re.findall(r"[^\W_]+", run[1]) if w[0].isupper())
    if not initials.endswith(short):
        return False
    return not any(s.start < run.end(1) and run.start(1) < s.end for h in kept for s in h.spans)


def _order(one: tuple[float, Name, GroupKind]) -> tuple[float, int, int]:
    """The surest first; of equals the longer."""
    belief, name, _ = one
    return -belief, name.spans[0].start, -name.spans[0].end


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(table("groups_words")["edges"]["doubtful"])


def _likely(
    judged: Sequence[tuple[Name, Mapping[str, float]]],
) -> list[tuple[float, Name, GroupKind]]:
    found = []
    for name, p in judged:
        belief = 1 - p[NONE]
        kinds = [k for k in sorted(p) if k != NONE]
        if [f for f in name.features if f.startswith("known=")] == ["known=platform"]:
            # An ordinary service is a tool or a victim, never the criminals' own.
            kinds = ["platform", "victim"]
            if INSIDE not in name.features and name.text not in _doubtful():
                # Named with its service's name alone, it occurs: no more is asked.
                belief = max(belief, LEAST)
        kind = max(kinds, key=lambda k: p[k])
        sure = [k for k in _UNMISTAKABLE if f"known={k}" in name.features]
        if sure and "camel" in name.features:
            # Nothing else is called QakBot or LockBit, whatever stands beside it.
            belief, kind = max(belief, LEAST), max(sure, key=lambda k: p[k])
        if not _HARMED.isdisjoint(name.features):
            # So rare a role that the weights alone never reach it.
            belief, kind = max(belief, LEAST), "victim"
        if _TOWN.match(name.text) and not _TOLD.isdisjoint(name.features):
            # Of one town told with its state and without, the longer name stands.
            belief, kind = max(belief, LEAST + len(name.text) / 1000), "victim"
        if _OPERATION.match(name.text):
            # The form alone says so; the longer of two names stands.
            belief, kind = 2 + len(name.text) / 1000, "operation"
        if belief >= _LISTED:
            found.append((belief, name, cast(GroupKind, kind)))
    return found


def _with_lists(
    text: str, likely: Sequence[tuple[float, Name, GroupKind]]
) -> list[tuple[float, Name, GroupKind]]:
    """The likely names, and the less likely ones that stand in a list with a sure one."""
    spots = sorted((s, i) for i, (_, name, _) in enumerate(likely) for s in name.spans[:_MOST])
    lifted = dict.fromkeys(i for i, (belief, _, _) in enumerate(likely) if belief >= LEAST)
    for (left, i), (right, j) in pairwise(spots):
        between = right.start - left.end
        if 1 < between < 12 and _NEXT_IN_LIST.fullmatch(text, left.end, right.start):
            if likely[i][0] >= SURE:
                lifted[j] = None
            elif likely[j][0] >= SURE:
                lifted[i] = None
    return [
        (max(belief, LEAST), name, kind)
        for i, (belief, name, kind) in enumerate(likely)
        if i in lifted
    ]


def _join(into: _Held, other: _Held) -> None:
    into.spans += other.spans
    into.aliases.setdefault(other.name.text, []).extend(other.spans)
    for alias, spans in other.aliases.items():
        into.aliases.setdefault(alias, []).extend(spans)


def _also_known(text: str, kept: Sequence[_Held]) -> list[_Held]:
    """Names that the text itself equates: "X, also known as Y and Z", "X Corporation (X)"."""
    spots = sorted((s, i) for i, h in enumerate(kept) for s in h.spans)
    owner = list(range(len(kept)))
    names_of: int | None = None
    for (left, i), (right, j) in pairwise(spots):
        between = text[left.end : right.start]
        if i == j or len(between) > 80:
            names_of = None
        elif _ALSO.fullmatch(between):
            owner[j] = names_of = owner[i]
        elif _BRACKET.fullmatch(between) and _abbreviates(text, right, kept[j], kept[i]):
            owner[j] = owner[i]
            names_of = None
        elif names_of is not None and _LIST_ON.fullmatch(between):
            owner[j] = names_of
        else:
            names_of = None
    for j in range(len(kept)):
        top = _top(owner, j)
        if top != j:
            _join(kept[top], kept[j])
    return [h for j, h in enumerate(kept) if _top(owner, j) == j]


def _top(owner: Sequence[int], i: int) -> int:
    for _ in range(len(owner)):
        if owner[i] == i:
            return i
        i = owner[i]
    return min(i, len(owner) - 1)


def _abbreviates(text: str, span: Span, short: _Held, full: _Held) -> bool:
    """Whether a name in brackets is another one of the name before."""
    if not text.startswith((")", "”)", '")'), span.end):
        return False
    initials = "".join(w[0] for w in re.findall(r"[^\W_]+", full.name.text)).casefold()
    bare = folded(short.name.text).replace(" ", "")
    return bool(bare) and (short.kind == full.kind or bare[0] == initials[:1])


def _short_forms(kept: Sequence[_Held]) -> list[_Held]:
    groups: list[_Held] = []
    by_start: dict[str, list[_Held]] = {}
    for one in sorted(kept, key=lambda h: (-len(h.name.text), h.spans[0])):
        words = folded(one.name.text).split() or [""]
        starts = {words[0], "".join(words)}
        for held in (h for s in sorted(starts) for h in by_start.get(s, ())[:_MOST]):
            if _short_form(one, held):
                _join(held, one)
                break
        else:
            groups.append(one)
            if words[0] == "operation" and len(words) > 1:
                starts.add(words[1])
            for start in sorted(starts):
                by_start.setdefault(start, []).append(one)
    return groups


def _short_form(one: _Held, full: _Held) -> bool:
    """Whether `one` is `full` without its last words, or an operation without that word."""
    a, b = folded(one.name.text).split(), folded(full.name.text).split()
    if len(a) >= len(b):
        return "".join(a) == "".join(b)
    if b[0] == "operation" and b[1:] == a:
        return True
    same = one.kind == full.kind or "platform" in (one.kind, full.kind)
    return same and b[: len(a)] == a and not any(w.isdigit() for w in b[len(a) :])
