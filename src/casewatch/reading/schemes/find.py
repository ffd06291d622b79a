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
        if model.probabilities(features(prepared, cast, c, every, subjects))["yes"] >= LEAST
    ]
    found = [_scheme(prepared, people, cast, c) for c in chosen]
    return tuple(sorted(found, key=lambda s: (s.spans[0], s.kind)))


def _scheme(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, candidate: Candidate
) -> Scheme:
    who = concerned(prepared, people, cast, candidate)
    start, end = years(prepared, candidate)
    spans = tuple(dict.fromkeys(h.span for h in candidate.hits))[:MAX_SPANS]
    return Scheme(candidate.kind, spans, who, start, end)


#: Of many places that tell of a scheme, the first ones are kept.
MAX_SPANS = 8
