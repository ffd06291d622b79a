"""Anchoring: old judgements on new readings.

A judgement names mentions by report and name. A newer reader, or a newer version of a report,
may give the person another form of the name; the judgement then holds for the one mention of
the same report that goes by that name, and for none where that is not plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def anchored_keys(
    keys: Iterable[MentionKey], pools: Mapping[str, Sequence[Mention]]
) -> frozenset[MentionKey]:
    """All of `keys`, as they go now."""
    return frozenset(anchor(k, pools.get(k.report, ())) for k in keys)


def anchored(
    judgements: Iterable[Judgement], kind: Kind, mentions: Iterable[Mention]
) -> list[Judgement]:
    """The judgements on entities of `kind`, with the keys that their mentions have now."""
    judged = [j for j in judgements if j.kind in ("", kind)]
    if not judged:
        return []
    pools = by_report(mentions)
    return [replace(j, a=anchored_keys(j.a, pools), b=anchored_keys(j.b, pools)) for j in judged]
