"""The schemes of the case: of the kinds that the report tells of, those that are its matter."""

from __future__ import annotations

from casewatch.model.reading import Event, Person, Scheme
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Cast
from casewatch.reading.linear import linear
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate, candidates, features
from casewatch.reading.schemes.people import concerned
from casewatch.reading.schemes.years import years

MODEL = "schemes"
#: A kind is reported from this probability on; fitted on the labelled reports for the best F1.
LEAST = 0.38
#: Of many places that tell of a scheme, the first ones are kept.
MAX_SPANS = 8
#: The same where no sentence about it names a person or a group.
LEAST_NOBODY = 0.5
#: And for what states are said to do to each other, as reports remark in passing.
LEAST_REMARK = 0.75
_REMARKED = frozenset({"espionage", "influence"})


def find_schemes(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, events: tuple[Event, ...]
) -> tuple[Scheme, ...]:
    """The schemes of the case, in the order of the text, with those concerned and the years."""
    every = candidates(prepared, cast)
    subjects = sum(p.role in SUBJECT_ROLES for p in people)
    model = linear(MODEL)
    chosen = [
        c
        for c in every
        if model.probabilities(features(prepared, cast, c, every, subjects))["yes"]
        >= _least(cast, c)
    ]
    found = [_scheme(prepared, people, cast, c) for c in chosen]
    return tuple(sorted(found, key=lambda s: (s.spans[0], s.kind)))


def _least(cast: Cast, candidate: Candidate) -> float:
    if any(cast.within(s.span, "person", "group") for s in candidate.sentences):
        return LEAST
    return LEAST_REMARK if candidate.kind in _REMARKED else LEAST_NOBODY


def _scheme(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, candidate: Candidate
) -> Scheme:
    who = concerned(prepared, people, cast, candidate)
    start, end = years(prepared, cast, candidate)
    spans = tuple(dict.fromkeys(h.span for h in candidate.hits))[:MAX_SPANS]
    return Scheme(candidate.kind, spans, who, start, end)
