"""Prison terms: what was imposed by a sentence, and what somebody faces at most."""

from __future__ import annotations

import re
from dataclasses import replace

from casewatch.reading.events.lexicon import Hit
from casewatch.reading.events.referred import plural, singular
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling
from casewatch.reading.terms import TermMention
from casewatch.reading.text.sentences import Sentence

_SEVERAL = re.compile(r"\b(?:they|defendants|each|both|all)\b", re.IGNORECASE)
#: What somebody has served so far is no term imposed.
_SERVED = re.compile(r"\b(?:served|spent)\s(?:\w+\s){0,3}$")
#: What a maximum belongs to, first what is nearest to the sentence.
_FACED = ("conviction", "plea", "charge")
#: How far behind its trigger, in code points, a term that stands before it may end.
_BEHIND = 40


def term_after(scene: Scene, sentence: Sentence, hit: Hit, others: list[int]) -> int | None:
    """The term in months that the sentence told by `hit` imposes: the first after it, else before."""
    within = [t for t in inside(scene.terms, sentence.span) if t.kind in ("imposed", "plain")]
    within = [
        t for t in within if not _SERVED.search(scene.text, max(0, t.span.start - 40), t.span.start)
    ]
    beside = [t for t in within if 0 <= hit.span.start - t.span.end <= 2]
    if beside:
        return beside[-1].months
    after = [t for t in within if t.span.end > hit.span.start]
    if after:
        return after[0].months
    before = [t for t in within if hit.span.start - t.span.end < _BEHIND]
    return before[-1].months if before else None


def with_maxima(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with the most that somebody faces on what he was charged with or pleaded to."""
    found = list(tellings)
    for mention in scene.terms:
        if mention.kind != "maximum":
            continue
        who = _who_faces(scene, mention)
        for i in _bearers(found, who):
            most = max(mention.months, found[i].max_term_months or 0)
            found[i] = replace(found[i], max_term_months=most)
    return found


def _who_faces(scene: Scene, mention: TermMention) -> set[str]:
    sentence = scene.prepared.sentence_at(mention.span.start)
    if sentence is None:
        return set()
    named = {m.name for m in scene.people_in(sentence.span)}
    if named:
        return named
    if _SEVERAL.search(scene.text[sentence.start : mention.span.start]):
        return set(plural(scene, sentence.start, None))
    return set(singular(scene, sentence.start)) or set(scene.people)


def _bearers(tellings: list[Telling], who: set[str]) -> list[int]:
    """The first telling, for each set of people, of the gravest kind that some of `who` have."""
    for kind in _FACED:
        found, sets = [], []
        for i, telling in enumerate(tellings):
            people = set(telling.who)
            if (
                telling.type == kind
                and telling.modality == "asserted"
                and people & who
                and people not in sets
            ):
                found.append(i)
                sets.append(people)
        if found:
            return found
    return []
