"""Prison terms: what was imposed by a sentence, and what somebody faces at most."""

from __future__ import annotations

from casewatch.reading.events.lexicon import Hit
from casewatch.reading.events.scene import Scene
from casewatch.reading.text.sentences import Sentence


def term_after(scene: Scene, sentence: Sentence, hit: Hit, others: list[int]) -> int | None:
    """The term, in months, that a sentence told by `hit` imposes: the first after it, else before."""
    within = [
        t for t in scene.terms if sentence.span.holds(t.span) and t.kind in ("imposed", "plain")
    ]
    after = [t for t in within if t.span.end > hit.span.start]
    for mention in after:
        return mention.months
    before = [t for t in within if hit.span.start - t.span.end < 40]
    return before[-1].months if before else None
