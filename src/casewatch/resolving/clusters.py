"""Clusters: from compared pairs to entities, the surest first, and nothing against a veto.

Pairs are joined in the order of their evidence. A join is refused where it would bring together
mentions that somebody judged to be different, two people whom one report tells apart, people
whose ages do not fit or whose suffixes differ: by whatever path the pair came together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casewatch.resolving.compare import Comparison
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.mentions import Mention
from casewatch.resolving.names import SOUND, compare_names, fold, parse_name

#: The most years between two birth years that rounding and errors explain.
AGE_SLACK = 2


@dataclass(slots=True)
class _Cluster:
    members: list[Mention]
    keys: set[MentionKey]
    barred: set[MentionKey]
    reports: dict[str, list[Mention]]
    born: list[tuple[int, int]]
    suffixes: set[str]
    middles: set[tuple[str, ...]] = field(default_factory=set)


def _single(mention: Mention, barred: frozenset[MentionKey]) -> _Cluster:
    name = parse_name(mention.name)
    return _Cluster(
        [mention],
        {mention.key},
        set(barred),
        {mention.key.report: [mention]},
        [mention.born] if mention.born else [],
        {name.suffix} - {""},
        {name.middle} - {()},
    )


def _absorb(into: _Cluster, other: _Cluster) -> None:
    into.members += other.members
    into.keys |= other.keys
    into.barred |= other.barred
    for report, mentions in other.reports.items():
        into.reports.setdefault(report, []).extend(mentions)
    into.born += other.born
    into.suffixes |= other.suffixes
    into.middles |= other.middles


def _letters(name: str) -> str:
    """The letters of a name in a row, without initials: a page may tear it (Mar A Testova)."""
    words = fold(name).split()
    whole = [w for w in words if len(w) > 1]
    return "".join(whole if len(whole) > 1 else words)


def one_person_twice(a: Mention, b: Mention) -> bool:
    """Whether two names in one report are so alike that they must be one person."""
    if fold(a.name) in b.handles or fold(b.name) in a.handles:
        return True
    if parse_name(a.name).suffix != parse_name(b.name).suffix:
        return False
    if _letters(a.name) == _letters(b.name):
        return True
    match = compare_names(a.name, b.name)
    if match is None or match.middle == "differ":
        return False
    return match.level >= SOUND or match.middle == "same"


def _told_apart(a: _Cluster, b: _Cluster) -> bool:
    small, large = (a, b) if len(a.reports) <= len(b.reports) else (b, a)
    return any(
        not one_person_twice(x, y)
        for report, mentions in small.reports.items()
        for x in mentions
        for y in large.reports.get(report, ())
    )


def _ages_apart(a: _Cluster, b: _Cluster) -> bool:
    if not a.born or not b.born:
        return False
    latest = max(low for low, _ in a.born), max(low for low, _ in b.born)
    earliest = min(high for _, high in a.born), min(high for _, high in b.born)
    return max(latest) - min(earliest) > AGE_SLACK


def judged_apart(a: _Cluster, b: _Cluster) -> str:
    """Why the two may not be joined, by judgements alone; empty where they may."""
    return "judged not the same" if a.barred & b.keys else ""


def refusal(a: _Cluster, b: _Cluster) -> str:
    """Why the two may not be joined; empty where they may."""
    if judged_apart(a, b):
        return judged_apart(a, b)
    if a.suffixes and b.suffixes and a.suffixes != b.suffixes:
        return "suffixes differ"
    if _told_apart(a, b):
        return "one report names both as two"
    if _ages_apart(a, b):
        return "ages do not fit"
    return ""


def _may_meet(a: _Cluster, b: _Cluster) -> bool:
    return not judged_apart(a, b)


def _least_barred(
    keys: Sequence[MentionKey], barred: Mapping[MentionKey, frozenset[MentionKey]]
) -> list[MentionKey]:
    """The keys of one demand, those first that fewest others of it must not meet.

    So one mention that was taken out of a case later leaves the rest of the case together.
    """
    none: frozenset[MentionKey] = frozenset()
    return sorted(keys, key=lambda k: (len(barred.get(k, none).intersection(keys)), k))


@dataclass(frozen=True, slots=True)
class Clustering:
    """The sets of mentions, each in order; joins made and joins refused, with their reasons."""

    clusters: tuple[tuple[Mention, ...], ...]
    joined: tuple[Comparison, ...]
    refused: tuple[tuple[Comparison, str], ...]


def cluster(
    mentions: Sequence[Mention],
    comparisons: Iterable[Comparison],
    demanded: Iterable[tuple[MentionKey, ...]],
    barred: Mapping[MentionKey, frozenset[MentionKey]],
    refuse: Callable[[_Cluster, _Cluster], str] = refusal,
) -> Clustering:
    """Join what judgements demand, then what the comparisons suggest, the surest first."""
    none: frozenset[MentionKey] = frozenset()
    of: dict[MentionKey, _Cluster] = {m.key: _single(m, barred.get(m.key, none)) for m in mentions}

    def merge(a: MentionKey, b: MentionKey) -> None:
        into, other = of[a], of[b]
        if len(into.members) < len(other.members):
            into, other = other, into
        _absorb(into, other)
        for member in other.members:
            of[member.key] = into

    for keys in demanded:
        ends: list[MentionKey] = []
        for key in _least_barred([k for k in keys if k in of], barred):
            end = next((e for e in ends if of[e] is of[key] or _may_meet(of[e], of[key])), None)
            if end is None:
                ends.append(key)
            elif of[end] is not of[key]:
                merge(end, key)
    joined, refused = [], []
    ranked = sorted(comparisons, key=lambda c: (-c.points, c.a.order, c.b.order))
    for comparison in ranked:
        a, b = of[comparison.a.key], of[comparison.b.key]
        if a is b:
            continue
        why = refuse(a, b)
        if why:
            refused.append((comparison, why))
            continue
        joined.append(comparison)
        merge(comparison.a.key, comparison.b.key)
    unique = {id(c): c for c in of.values()}.values()
    ordered = [tuple(sorted(c.members, key=lambda m: m.order)) for c in unique]
    ordered.sort(key=lambda c: c[0].order)
    return Clustering(tuple(ordered), tuple(joined), tuple(refused))
