"""From judged names to groups: which of overlapping ones stands, and which name the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from casewatch.model.reading import Alias, Group
from casewatch.model.spans import Span
from casewatch.model.vocabulary import GroupKind
from casewatch.reading.groups.classify import Name, folded

NONE = "none"
#: A name is a group from this share of belief on.
LEAST = 0.45


def settle_groups(
    text: str, judged: Sequence[tuple[Name, Mapping[str, float]]]
) -> tuple[Group, ...]:
    """The groups among `judged`, without overlap, short forms as aliases."""
    likely = sorted(
        ((1 - p[NONE], n, p) for n, p in judged if 1 - p[NONE] >= LEAST),
        key=lambda x: (-x[0], x[1].spans[0]),
    )
    taken: list[Span] = []
    kept: list[tuple[Name, GroupKind, tuple[Span, ...]]] = []
    for _, name, p in likely:
        free = tuple(s for s in name.spans if not any(t.overlaps(s) for t in taken))
        if not free:
            continue
        taken += free
        kind = max((k for k in sorted(p) if k != NONE), key=lambda k: p[k])
        kept.append((name, cast(GroupKind, kind), free))
    return _merge(kept)


def _merge(kept: Sequence[tuple[Name, GroupKind, tuple[Span, ...]]]) -> tuple[Group, ...]:
    longest = sorted(kept, key=lambda k: (-len(k[0].text), k[2][0]))
    groups: list[tuple[Name, GroupKind, list[Span], list[Alias]]] = []
    for name, kind, spans in longest:
        for held, _, all_spans, aliases in groups:
            if _short_form(name.text, held.text):
                all_spans += spans
                aliases.append(Alias(name.text, spans))
                break
        else:
            groups.append((name, kind, list(spans), []))
    found = [Group(n.text, k, tuple(s), tuple(a)) for n, k, s, a in groups]
    return tuple(sorted(found, key=lambda g: min(s.start for s in g.spans)))


def _short_form(short: str, full: str) -> bool:
    """Whether `short` is `full` without its last or first common word."""
    a, b = folded(short).split(), folded(full).split()
    if len(a) >= len(b):
        return False
    return b[: len(a)] == a or (b[0] == "operation" and b[1:] == a)
