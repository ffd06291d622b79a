"""Which runs are people: one judgement for all mentions of a name in the report together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casewatch.reading.linear import linear
from casewatch.reading.people.evidence import Sight, features, key_of, lower_words, see
from casewatch.reading.people.runs import Run, is_initials, runs
from casewatch.reading.people.words import bare, people_words, plain

#: The probability from which a candidate counts as a person.
THRESHOLD = 0.5
Key = tuple[str, str]


@dataclass(slots=True)
class Candidate:
    """A possible person: the sights of names of two words or more that share first and last."""

    key: Key
    sights: list[Sight] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates in the order of the text, and the sights of single words."""

    candidates: tuple[Candidate, ...]
    singles: tuple[Sight, ...]


def size(run: Run) -> int:
    """How many words a run has, suffixes and particles apart."""
    return sum(
        bare(w) not in people_words("suffix") and w not in people_words("particle") for w in run.words
    )


def gather(text: str) -> Judged:
    """The candidates of a text with their features, not yet judged."""
    lowered = lower_words(text)
    found: dict[Key, Candidate] = {}
    singles: list[Sight] = []
    for run in runs(text):
        sight = see(text, run)
        if size(run) < 2:
            singles.append(sight)
            continue
        key = key_of(run.words)
        candidate = found.setdefault(key, Candidate(key))
        candidate.sights.append(sight)
        candidate.features.update(features(text, sight, lowered))
    _pool_short_forms(text, found.values(), singles, lowered)
    return Judged(tuple(found.values()), tuple(singles))


def _pool_short_forms(
    text: str, candidates: Iterable[Candidate], singles: Sequence[Sight], lowered: frozenset[str]
) -> None:
    alone: dict[str, list[Sight]] = {}
    for sight in singles:
        alone.setdefault(plain(sight.run.words[-1]), []).append(sight)
    for candidate in candidates:
        candidate.features.add(f"times={min(len(candidate.sights), 3)}")
        for part, name in ((candidate.key[1], "last"), (candidate.key[0], "first")):
            sights = alone.get(part, [])
            candidate.features.add(f"{name}_alone={min(len(sights), 3)}")
            for sight in sights:
                for feature in features(text, sight, lowered):
                    if feature.startswith(("title=", "r_crime", "r_speech", "owns", "l=in", "l=of")):
                        candidate.features.add(f"{name}_{feature}")


def judge(text: str) -> Judged:
    """The candidates that are people, with their probability, and the single words."""
    judged = gather(text)
    model = linear("people_judge")
    kept = []
    for candidate in judged.candidates:
        candidate.probability = model.probabilities(sorted(candidate.features))["person"]
        if candidate.probability >= THRESHOLD:
            kept.append(candidate)
    return Judged(tuple(kept), judged.singles)


__all__ = ["Candidate", "Judged", "gather", "is_initials", "judge", "size"]
