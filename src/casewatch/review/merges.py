"""Proposed merges: pairs with evidence short of what a rule asks for, or against a veto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casewatch.resolving.chance import chance
from casewatch.resolving.compare import Comparison
from casewatch.resolving.entities import Entity
from casewatch.resolving.mentions import Mention
from casewatch.resolving.names import compare_names
from casewatch.resolving.words import table
from casewatch.review.asking import Asked, copy_groups, reports
from casewatch.review.grounds import readable_grounds
from casewatch.review.judging import side_of
from casewatch.review.odds import between, with_odds
from casewatch.review.passages import passages, telling_spans
from casewatch.review.questions import Question, Shown, question_id

VERDICTS = {
    "accept": "they are one: merge them",
    "merge": "they are one: merge them",
    "not the same": "they are two: keep them apart for ever",
    "reject": "leave them apart; asked again when more speaks for it",
}
#: Vetoes that a person may know better than the rule.
_OPEN_VETOES = frozenset({"ages do not fit", "suffixes differ", "one report names both as two"})


def _pairs(asked: Asked) -> list[tuple[Comparison, str]]:
    """What is proposed, each with the veto it ran into, the strongest first."""
    found = [(c, "") for c in asked.now.resolution.unsure]
    for comparison, veto in asked.now.resolution.refused:
        # Two names that share no more than an alias, and that one report tells apart, are two.
        alike = compare_names(comparison.a.name, comparison.b.name) is not None
        two = comparison.a.key.report == comparison.b.key.report
        if veto in _OPEN_VETOES and alike and not two:
            found.append((comparison, veto))
    return sorted(found, key=lambda x: (-x[0].points, x[0].a.order, x[0].b.order))


def _answered(asked: Asked, a: Entity, b: Entity, points: float) -> bool:
    """Whether somebody judged the two, and nothing more speaks for it since."""
    for decision in asked.between(a.keys, b.keys):
        if decision.verdict != "unsure":
            return True
        then = decision.grounds.get("points")
        if not isinstance(then, int | float) or points <= then:
            return True
    return False


def _weight(
    asked: Asked, a: Entity, b: Entity, points: float, odds: Sequence[str]
) -> tuple[float, str]:
    """Reports of both, more where a standing in law is at stake, less where little speaks for it."""
    count = copy_groups((*a.mentions, *b.mentions))
    cases = [asked.cases[e.id] for e in (a, b) if e.id in asked.cases]
    stake = {c.status.proven for c in cases if c.status.proven}
    hangs = reports(count)
    if len(stake) > 1 or any(c.status.finding for c in cases):
        hangs += f", and who is {' / '.join(sorted(s.replace('_', ' ') for s in stake))}"
        count *= 2
    share = min(1.0, points / float(table("grounds")["threshold"])) / (1 + len(odds))
    return round(count * share, 2), hangs


def _shown(asked: Asked, entity: Entity, mention: Mention, other: Mention) -> Shown:
    reading = asked.now.resolution.readings[mention.key.report]
    pieces = passages(reading, telling_spans(reading, mention, other))
    return Shown(asked.heading(entity), asked.told(entity), pieces)


def merges(asked: Asked) -> Iterator[Question]:
    """One question for each two entities, of which one at least has a case file."""
    of = asked.now.resolution.entity_of()
    met: set[tuple[str, str]] = set()
    for c, veto in _pairs(asked):
        a, b = of[c.a.kind, c.a.key], of[c.b.kind, c.b.key]
        pair = (min(a.id, b.id), max(a.id, b.id))
        if a.id == b.id or pair in met or not {a.id, b.id} & asked.cases.keys():
            continue
        met.add(pair)
        if _answered(asked, a, b, c.points):
            continue
        odds = between(a, b)
        weight, hangs = _weight(asked, a, b, c.points, odds)
        in_favour, against = readable_grounds(c, asked.now.resolution.readings)
        yield Question(
            id=question_id("merge", pair),
            kind="merge",
            ask=f"Are {a.name} and {b.name} one {a.kind}?",
            weight=weight,
            hangs=hangs,
            cases=(a.id, b.id),
            grounds_for=in_favour,
            grounds_against=with_odds(against, [veto, *odds]),
            shown=(_shown(asked, a, c.a, c.b), _shown(asked, b, c.b, c.a)),
            verdicts=VERDICTS,
            a=side_of(a),
            b=side_of(b),
            points=c.points,
            chance=chance(c.a, c.b),
        )
