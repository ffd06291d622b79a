"""Which runs are people: one judgement for all mentions of a name in the report together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casewatch.reading.linear import Linear, linear
from casewatch.reading.people.credits import credits_in
from casewatch.reading.people.evidence import (
    Sight,
    features,
    in_lists,
    key_of,
    lower_words,
    see,
)
from casewatch.reading.people.runs import Run, runs
from casewatch.reading.people.titles import is_titled
from casewatch.reading.people.words import bare, people_words, plain

#: The log-odds from which a candidate counts as a person.
THRESHOLD = -0.3
#: So many mentions by a short form are looked at.
MOST_SHORT = 5
Key = tuple[str, str]


@dataclass(slots=True)
class Candidate:
    """A possible person: the sights of names of two words or more that share first and last.

    `features` holds one list for each sight; those of its short forms are in every list.
    """

    key: Key
    sights: list[Sight] = field(default_factory=list)
    features: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates in the order of the text, and the sights of single words."""

    candidates: tuple[Candidate, ...]
    singles: tuple[Sight, ...]


def size(run: Run) -> int:
    """How many words a run has, suffixes and particles apart."""
    return sum(
        bare(w) not in people_words("suffix") and w not in people_words("particle")
        for w in run.words
    )


def gather(text: str) -> Judged:
    """The candidates of a text with their features, not yet judged."""
    lowered = lower_words(text)
    found: dict[Key, Candidate] = {}
    singles: list[Sight] = []
    nobody = people_words("placeholder")
    own = credits_in(text)
    every = [
        (run, size(run) > 1)
        for run in runs(text)
        if " ".join(run.words).lower() not in nobody and not own.hold(text, run)
    ]
    keys = {run.span: key_of(run.words) for run, whole in every if whole}
    parts = {part for key in keys.values() for part in key}
    for sight in in_lists(text, [see(text, run) for run, whole in every if whole]):
        key = keys[sight.run.span]
        candidate = found.setdefault(key, Candidate(key))
        candidate.sights.append(sight)
        candidate.features.append(features(text, sight, lowered))
    for run, whole in every:
        if whole:
            continue
        known = plain(run.words[-1]) in parts
        if known or (run.words[-1].lower() not in lowered and is_titled(text, run.span.start)):
            singles.append(see(text, run))
    _pool_short_forms(text, found.values(), singles, lowered)
    return Judged(tuple(found.values()), tuple(singles))


def _pool_short_forms(
    text: str, candidates: Iterable[Candidate], singles: Sequence[Sight], lowered: frozenset[str]
) -> None:
    alone: dict[str, list[list[str]]] = {}
    for sight in singles:
        told = alone.setdefault(plain(sight.run.words[-1]), [])
        kept = features(text, sight, lowered) if len(told) < MOST_SHORT else []
        told.append([f for f in kept if f.startswith(_SHORT_FORM)])
    for candidate in candidates:
        pooled = {f"times={min(len(candidate.sights), 3)}"}
        for part, name in ((candidate.key[1], "last"), (candidate.key[0], "first")):
            sights = alone.get(part, [])
            pooled.add(f"{name}_alone={min(len(sights), 3)}")
            pooled.update(f"{name}_{feature}" for told in sights for feature in told)
        for own in candidate.features:
            own.extend(sorted(pooled))


_SHORT_FORM = ("title=", "r_crime", "r_speech", "owns", "l=in", "l=of")


def leaning(candidate: Candidate, model: Linear) -> float:
    """The mean log-odds for a person of the three sights that speak most for one."""
    odds = []
    for own in candidate.features:
        p = min(max(model.probabilities(own)["person"], 1e-9), 1 - 1e-9)
        odds.append(math.log(p / (1 - p)))
    best = sorted(odds, reverse=True)[:3]
    return sum(best) / len(best)


def judge(text: str) -> Judged:
    """The candidates that are people, and the sights of single words."""
    judged = gather(text)
    model = linear("people_judge")
    kept = tuple(c for c in judged.candidates if leaning(c, model) >= THRESHOLD)
    return Judged(kept, judged.singles)
