"""From candidates to named groups: one judgement for each name, on all of its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casewatch.model.reading import Agency, Person
from casewatch.model.spans import Span
from casewatch.reading.groups.candidates import Candidate, candidates, tokens
from casewatch.reading.groups.features import (
    count_features,
    known_kinds,
    mention_features,
    sentence_features,
    shape,
)
from casewatch.reading.places import find_places
from casewatch.reading.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate name with its mentions and all that is seen of them."""

    text: str
    spans: tuple[Span, ...]
    features: tuple[str, ...]


def folded(name: str) -> str:
    """The name without case, marks and a leading article."""
    return re.sub(r"^the ", "", re.sub(r"[^\w]+", " ", name.casefold()).strip())


def names(prepared: Prepared, people: Sequence[Person], agencies: Sequence[Agency]) -> list[Name]:
    """The candidate names of a report, in order of first mention."""
    text = prepared.text
    words = tokens(text)
    taken = sorted(
        s for a in agencies for s in (*a.spans, *(x for n in a.aliases for x in n.spans))
    )
    blocked = _Blocked(text, taken, people)
    by_name: dict[str, list[Candidate]] = {}
    for c in candidates(text, words):
        key = folded(c.text)
        if len(key) > 1 and not blocked(c):
            by_name.setdefault(key, []).append(c)
    lists = _list_kinds(text, by_name)
    found = []
    for key, mentions in by_name.items():
        features: dict[str, None] = {}
        for c in mentions:
            features |= dict.fromkeys(mention_features(text, words, c))
            sentence = prepared.sentence_at(c.span.start)
            if sentence is not None:
                features |= dict.fromkeys(sentence_features(prepared.words(sentence)))
        best = max(mentions, key=lambda c: (sum(x.isupper() for x in c.text), -c.span.start))
        texts = [c.text for c in mentions]
        best_text = max(dict.fromkeys(texts), key=lambda t: (texts.count(t), -texts.index(t)))
        features |= dict.fromkeys(shape(best_text))
        known = {k for t in dict.fromkeys(texts) for k in known_kinds(t)}
        features |= dict.fromkeys(f"known={k}" for k in sorted(known))
        features |= dict.fromkeys(f"listed={k}" for k in sorted(lists.get(key, ())))
        count = len({c.span for c in mentions})
        features |= dict.fromkeys(count_features(count, best.span.start / max(1, len(text))))
        found.append(
            Name(best_text, tuple(dict.fromkeys(c.span for c in mentions)), tuple(features))
        )
    return found


class _Blocked:
    """What is already somebody or somewhere else."""

    def __init__(self, text: str, taken: Sequence[Span], people: Sequence[Person]) -> None:
        self._text = text
        self._taken = taken
        self._names = {folded(p.name) for p in people}
        self._names |= {folded(a.value) for p in people for a in p.aliases}
        self._words = {w for p in people for w in folded(p.name).split()}
        self._places = {p.span for p in find_places(text)}

    def __call__(self, c: Candidate) -> bool:
        if c.span in self._places or any(t.overlaps(c.span) for t in self._taken):
            return True
        key = folded(c.text)
        return key in self._names or all(w in self._words for w in key.split())


def _list_kinds(text: str, by_name: dict[str, list[Candidate]]) -> dict[str, set[str]]:
    """For names in an enumeration: the kinds of the well-known names in the same one."""
    spots = sorted(
        ((c.span, key, known_kinds(c.text)) for key, found in by_name.items() for c in found),
        key=lambda s: (s[0].start, -s[0].end),
    )
    runs: list[list[tuple[str, tuple[str, ...]]]] = [[]]
    end = -1
    for span, key, kinds in spots:
        if span.start < end:
            continue
        if (
            end >= 0
            and re.fullmatch(r"[;,]? ?(?:and |or |& )?(?:the )?[“\"]?", text[end : span.start])
            is None
        ):
            runs.append([])
        runs[-1].append((key, kinds))
        end = span.end
    found: dict[str, set[str]] = {}
    for run in runs:
        if len(run) < 2:
            continue
        for i, (key, _) in enumerate(run):
            beside = {k for j, (_, ks) in enumerate(run) if j != i for k in ks}
            found.setdefault(key, set()).update(beside or {"unknown"})
    return found


def overlapping(spans: Iterable[Span], taken: Sequence[Span]) -> bool:
    """Whether every one of `spans` overlaps one of `taken`."""
    return all(any(t.overlaps(s) for t in taken) for s in spans)
