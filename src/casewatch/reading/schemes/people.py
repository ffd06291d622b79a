"""Whom a scheme concerns: those accused of it, and the gang, malware or venue behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

from casewatch.model.reading import Group, Person
from casewatch.model.spans import Span
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.reading.cast import Cast, Mention
from casewatch.reading.prepared import Prepared
from casewatch.reading.schemes.features import Candidate

#: A venue stands so near, in code points, to the word that says what it is.
_NEAR = 60
#: Co-defendants named less than this share of the most named one are others' cases.
_SHARE = 0.25
#: Words by which a sentence speaks of all the accused together.
_TOGETHER = re.compile(
    r"(?i)\b(?:(?:co-?)?defendants|(?:co-?)?conspirators|they|their|members|the (?:men|women|group|ring|crew|gang|trio|pair|couple|suspects)|all)\b"
)
_ONE = re.compile(r"(?i)\b(?:he|she|his|her|him)\b")
#: What begins a clause about the name before it.
_CLAUSE = re.compile(r",? ?(?:\d{2}, ?)?(?:who|whose|whom)\b")
#: What of groups can be behind which kind: those of the other kinds only carry, use or suffer it.
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "gang": (),
    "malware": (
        "ransomware", "banking_malware", "botnet", "data_theft", "phishing", "extortion", "carding",
        "account_takeover", "crypto_theft", "other",
    ),
    "venue": (
        "marketplace", "laundering", "ddos_for_hire", "phishing", "investment_fraud", "other", "carding",
    ),
    "company": ("investment_fraud", "laundering", "marketplace", "other"),
}  # fmt: skip
_ORDER = ("gang", "malware", "venue", "company")


def concerned(
    prepared: Prepared,
    people: tuple[Person, ...],
    groups: tuple[Group, ...],
    cast: Cast,
    candidate: Candidate,
) -> tuple[str, ...]:
    """The names of those whom the scheme concerns, people before groups."""
    told = _tellings(prepared, cast, candidate)
    named = {name for _, names in told for name in names}
    # Who was let go need not be accused of anything: only those whom the telling itself names.
    subjects = [
        p.name for p in people if p.role in SUBJECT_ROLES and (p.role != "freed" or p.name in named)
    ]
    if len(subjects) > 1:
        subjects = _principals(cast, told, subjects)
    if len(subjects) > 1:
        return tuple(subjects)
    return (*subjects, *_behind(prepared, groups, cast, candidate))


def _tellings(
    prepared: Prepared, cast: Cast, candidate: Candidate
) -> list[tuple[str, frozenset[str]]]:
    """Each place that tells of the scheme: its sentence's words, and whom it may mean there."""
    by_place = sorted(candidate.sentences, key=lambda s: s.start)
    starts = [s.start for s in by_place]
    named: dict[int, tuple[list[Mention], list[int], frozenset[str]]] = {}
    found = []
    for hit in candidate.hits:
        i = bisect_right(starts, hit.span.start) - 1
        if hit.grade == "hint" or i < 0 or not by_place[i].span.holds(hit.span):
            continue
        sentence = by_place[i]
        if i not in named:
            people = cast.within(sentence.span, "person")
            named[i] = (people, [m.span.end for m in people], frozenset(m.name for m in people))
        found.append((prepared.words(sentence), _meant(prepared.text, hit.span, *named[i])))
    return found


def _meant(
    text: str, place: Span, people: list[Mention], ends: list[int], every: frozenset[str]
) -> frozenset[str]:
    """The people of the sentence; of "A, who did it, and B" only A, whose clause tells it."""
    i = bisect_right(ends, place.start) - 1
    if i >= 0 and _CLAUSE.match(text, people[i].span.end):
        return frozenset({people[i].name})
    return every


def _principals(
    cast: Cast, told: list[tuple[str, frozenset[str]]], subjects: list[str]
) -> list[str]:
    """Of several accused, those whom the report is about: named often beside the others.

    Fewer where every sentence that tells of the scheme names some of them and speaks of no others.
    """
    counts = Counter(m.name for m in cast.mentions if m.kind == "person")
    most = max(counts[n] for n in subjects)
    main = [n for n in subjects if counts[n] >= _SHARE * most]
    named = [names & set(main) for _, names in told]
    texts = dict.fromkeys(w for w, _ in told)
    one = {w for w in texts if _ONE.search(w)}
    single = all(n or w in one for n, (w, _) in zip(named, told, strict=True))
    if any(named) and single and not any(map(_TOGETHER.search, texts)):
        return [n for n in main if any(n in names for names in named)]
    return main


def _behind(
    prepared: Prepared, groups: tuple[Group, ...], cast: Cast, candidate: Candidate
) -> list[str]:
    """The group that the sentences of the scheme name most, of those that can be behind it."""
    kinds = {g.name: g.kind for g in groups if _can(g.kind, candidate.kind)}
    found: Counter[str] = Counter()
    for sentence in candidate.sentences:
        found.update(m.name for m in cast.within(sentence.span, "group") if m.name in kinds)
    for hit in candidate.hits:
        around = Span(max(0, hit.span.start - _NEAR), hit.span.end + _NEAR)
        found.update(m.name for m in cast.within(around, "group") if m.name in kinds)
    if not found:
        return []
    return [max(found, key=lambda n: (found[n], -_ORDER.index(kinds[n]), n))]


def _can(group: str, kind: str) -> bool:
    return group == "gang" or kind in _BEHIND.get(group, ())
