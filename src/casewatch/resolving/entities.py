"""Entities: clusters of mentions with an id and a name. Derived, and never stored as truth."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.mentions import Kind, Mention
from casewatch.resolving.names import fold, parse_name


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or group behind mentions of many reports.

    The id comes from the earliest mention, so that later reports do not change it.
    """

    id: str
    kind: Kind
    name: str
    mentions: tuple[Mention, ...]

    @property
    def keys(self) -> frozenset[MentionKey]:
        """The mentions by key, for judgements."""
        return frozenset(m.key for m in self.mentions)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that name it, earliest first."""
        return tuple(dict.fromkeys(m.key.report for m in self.mentions))


def id_of(kind: Kind, report: str, name: str) -> str:
    """The id that follows from one mention."""
    raw = "\x1f".join((kind, report, name)).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.sha256(raw).hexdigest()[:12]}"


def entity_id(kind: Kind, first: Mention) -> str:
    """The id that follows from an entity's earliest mention."""
    return id_of(kind, first.key.report, first.name)


def _fullness(name: str) -> int:
    """Words up to three; a word that is an initial counts as none."""
    return min(3, sum(len(w) > 1 for w in fold(name).split()))


def main_name(mentions: Sequence[Mention]) -> str:
    """The name shown first: most words, then named by most copy groups, then earliest."""
    groups: dict[str, set[str]] = {}
    for mention in mentions:
        groups.setdefault(mention.name, set()).add(mention.copy_group)
    every = {g for found in groups.values() for g in found}
    by_size: Counter[int] = Counter()
    for name, found in groups.items():
        by_size[_fullness(name)] += len(found)
    # A longer form of which one report in ten knows is more likely a slip than the full name.
    telling = [n for n in groups if by_size[_fullness(n)] * 10 >= len(every)]
    # A name torn by the page (Mar A Testova) is the one that more reports write whole.
    letters: dict[str, str] = {}
    for name in sorted(groups, key=lambda n: (-len(groups[n]), n)):
        letters.setdefault(fold(name).replace(" ", ""), name)
    telling = [n for n in telling if letters[fold(n).replace(" ", "")] == n] or telling
    first = {m.name: i for i, m in reversed(list(enumerate(mentions)))}
    return min(
        telling,
        key=lambda n: (
            not parse_name(n).given, -_fullness(n), -len(groups[n]), first[n], n,
        ),
    )  # fmt: skip


def entity(kind: Kind, mentions: Sequence[Mention]) -> Entity:
    """The entity of one cluster, whose mentions are in order."""
    name = main_name(mentions) if kind == "person" else main_group_name(mentions)
    return Entity(entity_id(kind, mentions[0]), kind, name, tuple(mentions))


def main_group_name(mentions: Sequence[Mention]) -> str:
    """The name of a group that most copy groups use, then the shortest."""
    groups: dict[str, set[str]] = {}
    for mention in mentions:
        groups.setdefault(mention.name, set()).add(mention.copy_group)
    return min(groups, key=lambda n: (-len(groups[n]), len(n), n))
