"""Judgements on identity, as resolving needs them: which mentions are one entity, which not.

Whoever keeps decisions hands in those that stand now; what was undone is simply not among them.
A "not the same" outweighs a "same" about the same two, and it blocks every path between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple


class MentionKey(NamedTuple):
    """One name in one report: the smallest thing that can be judged."""

    report: str
    name: str


Verdict = Literal["same", "not the same", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """That the mentions `a` and the mentions `b` are, or are not, one entity.

    `same` joins all of both; `not the same` keeps each of `a` from each of `b`; `unsure`
    decides nothing. `by` is a person or a rule, `grounds` what it rests on. `kind` is that of
    the entities, `person` or `group`; empty for both.
    """

    a: frozenset[MentionKey]
    b: frozenset[MentionKey]
    verdict: Verdict
    by: str = ""
    grounds: tuple[str, ...] = ()
    kind: str = ""


def forbidden(judgements: Iterable[Judgement]) -> dict[MentionKey, frozenset[MentionKey]]:
    """For each mention, those it must never share an entity with."""
    found: dict[MentionKey, set[MentionKey]] = {}
    for j in judgements:
        if j.verdict != "not the same":
            continue
        for one, other in ((j.a, j.b), (j.b, j.a)):
            for key in one:
                found.setdefault(key, set()).update(other - {key})
    return {key: frozenset(others) for key, others in found.items()}


def demanded(judgements: Iterable[Judgement]) -> list[tuple[MentionKey, ...]]:
    """The sets of mentions that somebody judged to be one entity, in a fixed order."""
    return sorted(tuple(sorted(j.a | j.b)) for j in judgements if j.verdict == "same")
