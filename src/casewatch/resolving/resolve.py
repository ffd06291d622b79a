"""From readings and judgements to copies and entities: the whole of resolving in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casewatch.model.reading import Reading
from casewatch.resolving.anchors import anchored
from casewatch.resolving.blocking import pairs
from casewatch.resolving.clusters import Clustering, cluster, judged_apart, refusal
from casewatch.resolving.compare import Comparison, compare_people
from casewatch.resolving.copies import Copies, find_copies
from casewatch.resolving.decisions import Judgement, MentionKey, demanded, forbidden
from casewatch.resolving.digest import digest_of
from casewatch.resolving.entities import Entity, entity
from casewatch.resolving.groups import compare_groups
from casewatch.resolving.mentions import Kind, Mention
from casewatch.resolving.words import table

Compare = Callable[[Mention, Mention], Comparison | None]
COMPARE: Mapping[Kind, Compare] = {"person": compare_people, "group": compare_groups}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in a set of readings. A pure function of readings and judgements.

    `unsure` are the pairs with evidence short of the threshold, strongest first; `refused` are
    joins that had the evidence and ran into a veto. Both are questions for a person.
    """

    readings: Mapping[str, Reading]
    copies: Copies
    people: tuple[Entity, ...]
    groups: tuple[Entity, ...]
    joined: tuple[Comparison, ...]
    unsure: tuple[Comparison, ...]
    refused: tuple[tuple[Comparison, str], ...]

    def entity_of(self) -> dict[tuple[Kind, MentionKey], Entity]:
        """The entity behind each mention."""
        return {(e.kind, k): e for e in (*self.people, *self.groups) for k in e.keys}


def compared(mentions: Sequence[Mention]) -> Iterator[Comparison]:
    """All pairs of mentions of one kind that have a name in common, compared."""
    if not mentions:
        return
    compare = COMPARE[mentions[0].kind]
    for i, j in pairs(mentions):
        found = compare(mentions[i], mentions[j])
        if found is not None:
            yield found


def _sorted_out(found: Iterable[Comparison]) -> tuple[list[Comparison], list[Comparison]]:
    """Those that a rule may join, and those worth a question."""
    joins, unsure = [], []
    lowest = float(table("grounds")["unsure"])
    for comparison in found:
        if comparison.joins:
            joins.append(comparison)
        elif comparison.points >= lowest:
            unsure.append(comparison)
    return joins, unsure


def clustered(
    kind: Kind,
    mentions: Sequence[Mention],
    joins: Iterable[Comparison],
    judgements: Sequence[Judgement],
) -> Clustering:
    """The clusters of mentions of one kind, whose judgements are anchored."""
    vetoes = refusal if kind == "person" else judged_apart
    return cluster(mentions, joins, demanded(judgements), forbidden(judgements), vetoes)


def _still_unsure(clustering: Clustering, unsure: list[Comparison]) -> list[Comparison]:
    """Of each two entities only the strongest question, and none within one entity."""
    of = {m.key: n for n, c in enumerate(clustering.clusters) for m in c}
    best: dict[tuple[int, int], Comparison] = {}
    for c in sorted(unsure, key=lambda c: (-c.points, c.a.order, c.b.order)):
        a, b = sorted((of[c.a.key], of[c.b.key]))
        if a != b:
            best.setdefault((a, b), c)
    return list(best.values())


def resolve(readings: Iterable[Reading], judgements: Iterable[Judgement] = ()) -> Resolution:
    """Copies, people and groups of `readings`; the same for any order of them.

    `judgements` are those that stand now; `anchored` says what becomes of names read anew. Of
    two readings of one report, the last one counts.
    """
    by_report = {r.report.id: r for r in readings}
    by_report = {key: by_report[key] for key in sorted(by_report)}
    judged = list(judgements)
    copies = find_copies([r.report for r in by_report.values()])
    digests = [(digest_of(r), copies.group(key)) for key, r in by_report.items()]
    people = sorted((m for d, g in digests for m in d.of("person", g)), key=lambda m: m.order)
    groups = sorted((m for d, g in digests for m in d.of("group", g)), key=lambda m: m.order)
    joins, unsure = _sorted_out(compared(people))
    found = clustered("person", people, joins, anchored(judged, "person", people))
    group_joins, _ = _sorted_out(compared(groups))
    found_groups = clustered("group", groups, group_joins, anchored(judged, "group", groups))
    return Resolution(
        readings=by_report,
        copies=copies,
        people=tuple(entity("person", c) for c in found.clusters),
        groups=tuple(entity("group", c) for c in found_groups.clusters),
        joined=found.joined,
        unsure=tuple(_still_unsure(found, unsure)),
        refused=found.refused,
    )
