"""The schemes of the case: of the kinds that the report tells of, those that are its matter."""

from __future__ import annotations

from casewatch.model.reading import Event, Group, Person, Scheme
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Cast
from casewatch.reading.linear import Linear, linear
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate, candidates, features, setting
from casewatch.reading.schemes.people import concerned
from casewatch.reading.schemes.years import years

MODEL = "schemes"
#: A kind is reported from this probability on; by cross-validation on the labelled reports.
LEAST = 0.42
#: A second or third topic of what is called `other` needs more.
LEAST_MORE = 0.55
#: What states are said to do to each other, where the sentence names nobody: a passing remark.
LEAST_REMARK = 0.75
_REMARKED = frozenset({"espionage", "influence"})
#: Of many places that tell of a scheme, the first ones are kept.
MAX_SPANS = 8


def find_schemes(
    prepared: Prepared,
    people: tuple[Person, ...],
    groups: tuple[Group, ...],
    cast: Cast,
    events: tuple[Event, ...],
    model: Linear | None = None,
) -> tuple[Scheme, ...]:
    """The schemes of the case, in the order of the text, with those concerned and the years.

    `model` takes the place of the shipped classifier, so that one may be judged before it ships.
    """
    every = candidates(prepared, cast)
    subjects = sum(p.role in SUBJECT_ROLES for p in people)
    at = setting(prepared, cast, every, subjects)
    judge = model or linear(MODEL)
    judged = [(c, judge.probabilities(features(at, c))["yes"]) for c in every]
    found = [_scheme(prepared, people, groups, cast, c) for c in _chosen(cast, judged)]
    return tuple(sorted(found, key=lambda s: (s.spans[0], s.kind)))


def _chosen(cast: Cast, judged: list[tuple[Candidate, float]]) -> list[Candidate]:
    """Those likely enough; of the topics called `other` the likeliest."""
    kept = [c for c, p in judged if c.kind != "other" and p >= _least(cast, c)]
    others = sorted((j for j in judged if j[0].kind == "other"), key=lambda j: -j[1])
    kept += [c for i, (c, p) in enumerate(others) if p >= (LEAST_MORE if i else LEAST)]
    return kept


def _least(cast: Cast, candidate: Candidate) -> float:
    if candidate.kind not in _REMARKED:
        return LEAST
    named = any(cast.within(s.span, "person", "group") for s in candidate.sentences)
    return LEAST if named else LEAST_REMARK


def _scheme(
    prepared: Prepared,
    people: tuple[Person, ...],
    groups: tuple[Group, ...],
    cast: Cast,
    candidate: Candidate,
) -> Scheme:
    who = concerned(prepared, people, groups, cast, candidate)
    start, end = years(prepared, cast, candidate)
    plainest = [h for h in candidate.hits if h.grade != "hint"] or candidate.hits
    spans = tuple(dict.fromkeys(h.span for h in plainest))[:MAX_SPANS]
    return Scheme(candidate.kind, spans, who, start, end)
