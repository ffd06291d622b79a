"""From readings and judgements to copies and entities: the whole of resolving in one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casewatch.model.reading import Reading
from casewatch.resolving.anchors import anchored
from casewatch.resolving.blocking import group_blocks, pairs, person_blocks
from casewatch.resolving.clusters import Clustering, cluster, judged_apart
from casewatch.resolving.compare import Comparison, Setting, compare_people
from casewatch.resolving.copies import Copies, find_copies
from casewatch.resolving.decisions import Judgement, MentionKey, demanded, forbidden
from casewatch.resolving.entities import Entity, entity, entity_id, main_group_name
from casewatch.resolving.groups import compare_groups
from casewatch.resolving.mentions import Kind, Mention, mentions_of
from casewatch.resolving.names import fold
from casewatch.resolving.words import table

Compare = Callable[[Mention, Mention, Setting], Comparison | None]


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


def _setting(readings: Iterable[Reading], copies: Copies) -> Setting:
    named: dict[str, set[str]] = {}
    groups: set[str] = set()
    for reading in readings:
        group = copies.group(reading.report.id)
        groups.add(group)
        for agency in reading.agencies:
            named.setdefault(fold(agency.name), set()).add(group)
    return Setting(len(groups), Counter({a: len(g) for a, g in named.items()}))


def _compared(
    mentions: list[Mention], blocks: list[frozenset[str]], compare: Compare, setting: Setting
) -> tuple[list[Comparison], list[Comparison]]:
    joins, unsure = [], []
    lowest = float(table("grounds")["unsure"])
    for i, j in pairs(mentions, blocks):
        found = compare(mentions[i], mentions[j], setting)
        if found is None:
            continue
        if found.joins:
            joins.append(found)
        elif found.points >= lowest:
            unsure.append(found)
    return joins, unsure


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
    setting = _setting(by_report.values(), copies)
    people: list[Mention] = []
    groups: list[Mention] = []
    for key, reading in by_report.items():
        for mention in mentions_of(reading, copies.group(key), ("person", "group")):
            (people if mention.kind == "person" else groups).append(mention)
    people.sort(key=lambda m: m.order)
    groups.sort(key=lambda m: m.order)
    on_people, on_groups = anchored(judged, "person", people), anchored(judged, "group", groups)
    joins, unsure = _compared(people, [person_blocks(m) for m in people], compare_people, setting)
    found = cluster(people, joins, demanded(on_people), forbidden(on_people))
    group_joins, _ = _compared(groups, [group_blocks(m) for m in groups], compare_groups, setting)
    found_groups = cluster(
        groups, group_joins, demanded(on_groups), forbidden(on_groups), judged_apart
    )
    return Resolution(
        readings=by_report,
        copies=copies,
        people=tuple(entity("person", c) for c in found.clusters),
        groups=tuple(
            Entity(entity_id("group", c[0]), "group", main_group_name(c), c)
            for c in found_groups.clusters
        ),
        joined=found.joined,
        unsure=tuple(_still_unsure(found, unsure)),
        refused=found.refused,
    )
