"""Whom a scheme concerns: those accused of it, else the gang, malware or venue behind it."""

from __future__ import annotations

from collections import Counter

from casewatch.model.reading import Person
from casewatch.model.spans import Span
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Cast
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate

#: A venue stands so near, in code points, to the word that says what it is.
_NEAR = 60
#: Co-defendants named less than this share of the most named one are others' cases.
_SHARE = 0.34


def concerned(
    prepared: Prepared, people: tuple[Person, ...], cast: Cast, candidate: Candidate
) -> tuple[str, ...]:
    """The names of those whom the scheme concerns, as people or else groups of the cast."""
    subjects = [p.name for p in people if p.role in SUBJECT_ROLES]
    if candidate.kind == "marketplace":
        venue = _venue(prepared, cast, candidate)
        if venue and (len(subjects) <= 1 or not _named(prepared, cast, candidate, subjects)):
            return (venue,)
    if len(subjects) <= 1:
        return tuple(subjects) or _groups(prepared, cast, candidate)
    return _principals(prepared, cast, candidate, subjects)


def _named(prepared: Prepared, cast: Cast, candidate: Candidate, subjects: list[str]) -> list[str]:
    """The subjects whom the sentences about the scheme name, else their paragraphs."""
    named = {m.name for s in candidate.sentences for m in cast.within(s.span, "person")}
    if not named & set(subjects):
        numbers = {s.paragraph for s in candidate.sentences}
        around = [s for s in prepared.sentences if s.paragraph in numbers]
        named = {m.name for s in around for m in cast.within(s.span, "person")}
    return [n for n in subjects if n in named]


def _principals(
    prepared: Prepared, cast: Cast, candidate: Candidate, subjects: list[str]
) -> tuple[str, ...]:
    """Of several accused, those whom the report is about: named often beside the others."""
    counts = Counter(m.name for m in cast.mentions if m.kind == "person")
    most = max(counts[n] for n in subjects)
    main = [n for n in subjects if counts[n] >= _SHARE * most]
    close = _named(prepared, cast, candidate, main)
    if close and len(close) < len(main):
        return tuple(close)
    return tuple(main or subjects)


def _venue(prepared: Prepared, cast: Cast, candidate: Candidate) -> str | None:
    """The market, forum or site that a phrase of the scheme says it is: "X, a darknet market"."""
    found: Counter[str] = Counter()
    for hit in candidate.hits:
        around = Span(max(0, hit.span.start - _NEAR), hit.span.end + _NEAR)
        for mention in cast.within(around, "group"):
            if not mention.name.startswith("Operation "):
                found[mention.name] += 1
    if not found:
        return None
    return max(found, key=lambda n: (found[n], n))


def _groups(prepared: Prepared, cast: Cast, candidate: Candidate) -> tuple[str, ...]:
    """The group most named in the sentences that tell of the scheme, where there is one."""
    named = Counter(m.name for s in candidate.sentences for m in cast.within(s.span, "group"))
    kept = {n: c for n, c in named.items() if not n.startswith("Operation ")}
    if not kept:
        return ()
    return (max(kept, key=lambda n: (kept[n], n)),)
