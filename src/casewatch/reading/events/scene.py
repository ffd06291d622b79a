"""The scene of a report: who in its cast can be the one concerned, and who only acts or speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol, TypeVar

from casewatch.model.spans import Span
from casewatch.reading.beside import Beside, beside
from casewatch.reading.cast import Cast, Mention
from casewatch.reading.dates import DateMention, find_dates
from casewatch.reading.events.lexicon import Hit, hits, words
from casewatch.reading.events.principals import principals
from casewatch.reading.language.base import Parse
from casewatch.reading.places import PlaceMention, find_places
from casewatch.reading.prepared import Prepared
from casewatch.reading.terms import TermMention, find_terms
from casewatch.reading.text.sentences import Sentence
from casewatch.reading.triggers import is_spoken, quotations

_NOT_CONCERNED = frozenset({"official", "lawyer", "expert", "journalist", "victim"})
_WORD = re.compile(r"[A-Za-z]+")
#: Groups of these kinds are broken up or do the attacking; others are hit or merely occur.
_TARGETS = frozenset({"gang", "venue", "malware", "company", ""})


#: What tells of prisoners exchanged: there, journalists and victims are freed as well.
SWAP = re.compile(
    r"\b(?:prisoners?|hostages?|detainees?|spy|spies)[ -]{1,2}(?:swap|exchange|trade|deal)s?\b"
    r"|\b(?:swap|exchange|trade)(?:d|ped)? (?:of|for) (?:\w+ ){0,3}(?:prisoners?|hostages?|detainees?|spies)\b"
    r"|\bprisoners? (?:\w+ ){0,4}(?:exchange|swap)\b"
    r"|\b(?:exchange|swap)(?: between [\w ]{3,40})? (?:that|which) (?:freed|released)\b"
    r"|\bprisoners? changed (?:sides|hands)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def swaps(text: str) -> tuple[Span, ...]:
    """Where `text` speaks of an exchange of prisoners."""
    low = text.lower()
    if not any(w in low for w in _SWAPPED):
        return ()
    return tuple(Span(*m.span()) for m in SWAP.finditer(text))


_SWAPPED = ("prisoner", "hostage", "detainee", "spy ", "spies ", "that freed", "that released", "which freed",
            "which released")  # fmt: skip


class Placed(Protocol):
    """Something that stands in the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


_P = TypeVar("_P", bound=Placed)


def inside(items: Sequence[_P], span: Span) -> list[_P]:
    """Those of `items`, which are in the order of the text, that lie within `span`."""
    found = []
    for item in items[bisect_left(items, span.start, key=lambda i: i.span.start) :]:
        if item.span.start >= span.end:
            break
        if item.span.end <= span.end:
            found.append(item)
    return found


@dataclass(frozen=True)
class Scene:
    """What the parts that find events share about one report."""

    prepared: Prepared
    cast: Cast

    @property
    def text(self) -> str:
        """The report's clean text."""
        return self.prepared.text

    @cached_property
    def sorts(self) -> dict[str, str]:
        """What is known of each member before events are read, by name."""
        return {m.name: m.sort for m in self.cast.members}

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """All dates of the text, in order."""
        return find_dates(self.text, self.prepared.day)

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """All places of the text, in order."""
        return find_places(self.text)

    @cached_property
    def home(self) -> str:
        """The country whose places are named most: the one that prosecutes, where none is said."""
        named = Counter(p.country for p in self.places if p.kind != "demonym")
        return min(named, key=lambda c: (-named[c], c)) if named else ""

    @cached_property
    def terms(self) -> tuple[TermMention, ...]:
        """All prison terms of the text, in order."""
        return find_terms(self.text)

    @cached_property
    def hits(self) -> dict[int, tuple[Hit, ...]]:
        """The triggers of each parsed sentence that is no speech, by the sentence's number."""
        quotes = quotations(self.text)
        found = {}
        for sentence in self.prepared.sentences:
            if sentence.index in self.prepared.parses:
                told = hits(self.prepared.words(sentence), sentence.start)
                found[sentence.index] = tuple(
                    h for h in told if not is_spoken(h.span, quotes) and not self._named(h.span)
                )
        return found

    def _named(self, span: Span) -> bool:
        """Whether the words are part of a name ("Convict", an alias) and tell nothing."""
        near = self.cast.within(Span(max(0, span.start - 40), span.end + 40))
        return any(m.span.start <= span.start and span.end <= m.span.end for m in near)

    @cached_property
    def principals(self) -> frozenset[str]:
        """The people of whom the report says that they were arrested, charged, sentenced …"""
        return principals(self.text, self.cast, self.prepared.parses, self.hits, self.beside)

    @cached_property
    def beside(self) -> Beside:
        """The people who are told by what they are to another: relatives, lawyers, friends."""
        return beside(self.text, self.cast)

    @cached_property
    def officials(self) -> frozenset[str]:
        """People who act for the state, speak or report: by role, else by title at most mentions."""
        titled: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for mention in self.cast.mentions:
            if mention.kind == "person":
                total[mention.name] += mention.form == "full"
                titled[mention.name] += self._has_title(mention)
        aside = _NOT_CONCERNED if not swaps(self.text) else frozenset({"official"})
        found = {n for n, sort in self.sorts.items() if sort in aside}
        found |= self.beside.lawyers | self.beside.voices
        found |= {n for n, k in titled.items() if k and 2 * k >= total[n]}
        known = {n for n, sort in self.sorts.items() if sort in ("accused", "convicted", "freed")}
        return frozenset(found - known - self.principals)

    def _has_title(self, mention: Mention) -> bool:
        before = self.text[max(0, mention.span.start - 40) : mention.span.start]
        before = before.rsplit("\n", 1)[-1]
        last = _WORD.findall(before)[-2:] if before.endswith(" ") and "," not in before[-2:] else []
        after = self.text[mention.span.end : mention.span.end + 45]
        titles = words("official")
        if last and any(w.lower() in titles and w[0].isupper() for w in last[-1:]):
            return True
        if not after.startswith(", "):
            return False
        first = _WORD.findall(after)[:3]
        return any(w.lower() in titles and w[0].isupper() for w in first[:2])

    def concerns(self, name: str) -> bool:
        """Whether something can happen in law to the person of this name."""
        return name not in self.officials

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The people who may be meant without a name, in the order in which they are first named."""
        named = (m.name for m in self.cast.mentions if m.kind == "person")
        return tuple(n for n in dict.fromkeys(named) if self.is_meant(n))

    @cached_property
    def others(self) -> bool:
        """Whether people are named of whom nothing tells whether they are concerned."""
        return any(
            m.kind == "person"
            and not self.is_meant(m.name)
            and self.concerns(m.name)
            and m.name not in self.beside.names
            for m in self.cast.mentions
        )

    @cached_property
    def first_named(self) -> int:
        """Where the first of `people` is named, or the end of the text."""
        starts = (m.span.start for m in self.cast.mentions if self.is_meant(m.name))
        return next(starts, len(self.text))

    def is_meant(self, name: str) -> bool:
        """Whether "he" or "the defendant" may mean the person: a principal, where there are any."""
        if self.principals:
            return name in self.principals
        return self.concerns(name) and name not in self.beside.relatives

    def is_target(self, name: str) -> bool:
        """Whether the group of this name can be broken up, seized or blamed."""
        return self.sorts.get(name, "") in _TARGETS

    @cached_property
    def main_group(self) -> str:
        """The one target that the report is about: named often, and far more than any other."""
        named = Counter(
            m.name for m in self.cast.mentions if m.kind == "group" and self.is_target(m.name)
        )
        ranked = sorted(named.items(), key=lambda kv: (-kv[1], kv[0]))
        if not ranked or ranked[0][1] < 3:
            return ""
        if len(ranked) > 1 and 2 * ranked[1][1] > ranked[0][1]:
            return ""
        return ranked[0][0]

    def parse(self, sentence: Sentence) -> Parse | None:
        """The parse of the sentence, if it was worth one."""
        return self.prepared.parses.get(sentence.index)

    def people_in(self, span: Span) -> list[Mention]:
        """The mentions, within `span`, of people who may be meant without a name."""
        return [m for m in self.cast.within(span, "person") if self.is_meant(m.name)]
