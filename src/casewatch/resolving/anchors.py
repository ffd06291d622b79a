"""Anchoring: old judgements on new readings.

A judgement names mentions by report and name. A newer reader, or a newer version of a report,
may give the person another form of the name; the judgement then holds for the one mention of
the same report that goes by that name, and for none where that is not plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from casewatch.resolving.decisions import Judgement, MentionKey
from casewatch.resolving.mentions import Kind, Mention
from casewatch.resolving.names import compare_names, fold


def _same_name(mention: Mention, name: str) -> bool:
    return fold(mention.name) == fold(name)


def _other_form(mention: Mention, name: str) -> bool:
    return any(fold(form) == fold(name) for form in mention.forms)


def _like(mention: Mention, name: str) -> bool:
    return compare_names(mention.name, name) is not None


_WAYS: tuple[Callable[[Mention, str], bool], ...] = (_same_name, _other_form, _like)


def anchor(key: MentionKey, pool: Sequence[Mention]) -> MentionKey:
    """The key under which a mention goes now, given the mentions of its report.

    The key itself where it stands, or where nothing or several things fit.
    """
    if any(m.key == key for m in pool):
        return key
    for fits in _WAYS:
        found = [m for m in pool if fits(m, key.name)]
        if found:
            return found[0].key if len(found) == 1 else key
    return key


def by_report(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each report."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.key.report, []).append(mention)
    return found


class Anchors:
    """The mentions of one kind as they are now, to put judgements on them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._pools = by_report(mentions)
        self._copies: dict[tuple[str, str], list[MentionKey]] = {}
        self._alike: dict[MentionKey, tuple[str, str]] = {}
        for mention in (m for pool in self._pools.values() for m in pool):
            alike = (mention.copy_group, fold(mention.name))
            self._copies.setdefault(alike, []).append(mention.key)
            self._alike[mention.key] = alike

    def keys(self, keys: Iterable[MentionKey]) -> frozenset[MentionKey]:
        """All of `keys`, as they go now."""
        return frozenset(anchor(k, self._pools.get(k.report, ())) for k in keys)

    def _with_copies(self, keys: Iterable[MentionKey]) -> set[MentionKey]:
        return {c for k in keys for c in self._copies.get(self._alike.get(k, ("", "")), (k,))}

    def sides(
        self, a: Iterable[MentionKey], b: Iterable[MentionKey]
    ) -> tuple[frozenset[MentionKey], frozenset[MentionKey]]:
        """Both sides of a judgement as they go now, and with them the same names in copies.

        A copy says what its original says, so that who is judged in the one is judged in the
        other, whenever it comes in. Where somebody judged the copies themselves, that stands.
        """
        one, two = self.keys(a), self.keys(b)
        more, other = self._with_copies(one), self._with_copies(two)
        both = more & other
        return one | (more - both - two), two | (other - both - one)

    def judgement(self, judged: Judgement) -> Judgement:
        """A judgement with its sides as they go now."""
        a, b = self.sides(judged.a, judged.b)
        return replace(judged, a=a, b=b)


def anchored(
    judgements: Iterable[Judgement], kind: Kind, mentions: Iterable[Mention]
) -> list[Judgement]:
    """The judgements on entities of `kind`, with the keys that their mentions have now."""
    judged = [j for j in judgements if j.kind in ("", kind)]
    if not judged:
        return []
    anchors = Anchors(mentions)
    return [anchors.judgement(j) for j in judged]
