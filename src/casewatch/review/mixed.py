"""Case files that rules joined and that may hold two: grown past a size, or at odds within.

The joins of one entity form a tree. The question is about its weakest join between members
that do not fit each other, or, in a large one, its weakest join at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from casewatch.resolving.compare import Comparison
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.mentions import Mention
from casewatch.review.asking import Asked, copy_groups, reports
from casewatch.review.grounds import readable_grounds
from casewatch.review.judging import side_of
from casewatch.review.odds import MOST_PAIRS, at_odds, with_odds
from casewatch.review.passages import passages, telling_spans
from casewatch.review.questions import Question, Shown, question_id

VERDICTS = {
    "accept": "it is one: leave it as it is, and do not ask again",
    "not the same": "they are two: take them apart",
    "reject": "leave it as it is; asked again when it has grown",
}
#: A case file of more independent reports than this is looked at as a whole.
LARGE = 40


def _odd_pair(entity: Entity) -> tuple[Mention, Mention, str] | None:
    first: dict[str, Mention] = {}
    for m in entity.mentions:
        first.setdefault(m.copy_group, m)
    several = {n for m in first.values() if len(m.nationality) > 1 for n in m.nationality}
    for n, (a, b) in enumerate(combinations(first.values(), 2)):
        if n >= MOST_PAIRS:
            break
        why = at_odds(a, b)
        if why and not (why.startswith("nationality") and a.nationality | b.nationality <= several):
            return a, b, why
    return None


def _sides(
    keys: frozenset[MentionKey], edges: Sequence[Comparison], cut: Comparison
) -> set[MentionKey]:
    """The members that hang on the one end of `cut` when it is taken away."""
    near: dict[MentionKey, list[MentionKey]] = {k: [] for k in keys}
    for e in edges:
        if e is not cut:
            near[e.a.key].append(e.b.key)
            near[e.b.key].append(e.a.key)
    found, open_ = {cut.a.key}, [cut.a.key]
    while open_:
        for key in near[open_.pop()]:
            if key not in found:
                found.add(key)
                open_.append(key)
    return found


def _cut(
    entity: Entity, edges: Sequence[Comparison], apart: tuple[Mention, Mention] | None
) -> tuple[Comparison, set[MentionKey]] | None:
    """The weakest join that parts the entity, and, where given, the two members."""
    for edge in sorted(edges, key=lambda e: (e.points, e.a.order, e.b.order)):
        side = _sides(entity.keys, edges, edge)
        if edge.b.key in side:
            continue
        if apart is None or (apart[0].key in side) != (apart[1].key in side):
            return edge, side
    return None


def _question(
    asked: Asked, entity: Entity, cut: Comparison, part: set[MentionKey], why: str
) -> Question:
    a, b = side_of(entity, part), side_of(entity, entity.keys - part)
    count = copy_groups(entity.mentions)
    readings = asked.now.resolution.readings
    in_favour, against = readable_grounds(cut, readings)
    shown = []
    for mention, other, side in ((cut.a, cut.b, a), (cut.b, cut.a, b)):
        reading = readings[mention.key.report]
        names = sorted({k.name for k in side.keys})
        where = len({k.report for k in side.keys})
        shown.append(
            Shown(
                f"{', '.join(names[:3])}  [{where} report{'s' * (where != 1)}]",
                (),
                passages(reading, telling_spans(reading, mention, other)),
            )
        )
    return Question(
        id=question_id("cluster", sorted((k.report, k.name) for k in (cut.a.key, cut.b.key))),
        kind="cluster",
        ask=f"Is the case file of {entity.name} on one {entity.kind}?",
        weight=float(count),
        hangs=f"{reports(count)} in one case file",
        cases=(entity.id,),
        grounds_for=in_favour,
        grounds_against=with_odds(against, [why]),
        shown=tuple(shown),
        verdicts=VERDICTS,
        a=a,
        b=b,
        points=float(count),
    )  # fmt: skip


def _answered(asked: Asked, question: Question) -> bool:
    assert question.b is not None
    for d in asked.between(question.a.keys, question.b.keys):
        if d.kind == "cluster" and d.verdict == "accept":
            return True
        then = d.grounds.get("points")
        if d.verdict == "unsure" and isinstance(then, int | float) and question.points <= then:
            return True
    return False


def mixed(asked: Asked) -> Iterator[Question]:
    """One question for each case file that may be on two, while there is a join to ask about."""
    edges: dict[MentionKey, list[Comparison]] = {}
    for join in asked.now.resolution.joined:
        if join.a.kind == "person":
            edges.setdefault(join.a.key, []).append(join)
    for entity in asked.now.resolution.people:
        if entity.id not in asked.cases or len(entity.mentions) < 2:
            continue
        odd = _odd_pair(entity)
        large = copy_groups(entity.mentions) > LARGE
        if odd is None and not large:
            continue
        tree = [e for k in sorted(entity.keys) for e in edges.get(k, ())]
        found = _cut(entity, tree, odd[:2] if odd else None)
        if found is None:
            continue
        why = odd[2] if odd else f"grown past {LARGE} independent reports"
        question = _question(asked, entity, *found, why)
        if not _answered(asked, question):
            yield question
