"""Whom a scheme concerns: the accused, else the gang, malware or venue behind it."""

from __future__ import annotations

from collections import Counter

from casewatch.model.reading import Person
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate


def concerned(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, candidate: Candidate
) -> tuple[str, ...]:
    """The names of those whom the scheme concerns, as people or else groups of the cast."""
    subjects = [p.name for p in people if p.role in SUBJECT_ROLES]
    if subjects:
        return tuple(subjects)
    return _groups(cast, candidate)


def _groups(cast: Cast, candidate: Candidate) -> tuple[str, ...]:
    """The group named most in the sentences that tell of the scheme."""
    named = Counter(
        m.name for s in candidate.sentences for m in cast.within(s.span, "group")
    )
    if not named:
        return ()
    return (max(named, key=lambda n: (named[n], n)),)
