"""What is known of each person when roles are settled: mentions, titles, events, signs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from casewatch.model.reading import Event, Person, Spans
from casewatch.model.spans import Span
from casewatch.reading.beside import Beside
from casewatch.reading.cast import Cast
from casewatch.reading.people.titles import Title, title_after, title_before
from casewatch.reading.standing.signs import Sign

_FINDINGS = frozenset({"conviction", "sentence", "plea", "arrest"})
_WISH = re.compile(
    r"\b(?:leading to|lead to|if|until|unless|committed to|and/or|pursu\w+|seek\w*|information)\b[^.\n]{0,50}$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Facts:
    """One person with everything that tells where he or she stands."""

    text: str
    person: Person
    spans: tuple[Span, ...]
    titles: list[tuple[Title, str]]
    events: list[Event] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    #: What the person is to somebody of the case ("lawyer", "relative", "voice"), if told by that.
    beside: str = ""
    #: Whether the person says something where named.
    speaks: bool = False

    def event_spans(
        self, *types: str, modality: tuple[str, ...] = ("asserted",)
    ) -> tuple[Span, ...]:
        """The first span of each event of these types and modalities."""
        return tuple(
            e.spans[0]
            for e in self.events
            if e.type in types and e.modality in modality and e.spans and not self._is_wish(e)
        )

    def _is_wish(self, event: Event) -> bool:
        """Whether the words speak of what might come: "information leading to the conviction of"."""
        span = event.spans[0]
        around = self.text[max(0, span.start - 60) : span.end]
        return event.type in _FINDINGS and _WISH.search(around) is not None

    def proven(self) -> Spans:
        """The words that tell a guilty plea, a verdict or a sentence of this person.

        "Agreed to plead guilty" is none, nor what is admitted in an agreement not yet entered.
        """
        if self.sign_spans("overturned"):
            return ()
        found = self.event_spans("conviction", "sentence") or self.sign_spans(
            "sentenced", "serving", "convicted", "awaiting"
        )
        if found:
            return found
        if self.sign_spans("agreed"):
            return ()
        return self.event_spans("plea") or self.sign_spans("admitted")

    def sign_spans(self, *kinds: str) -> tuple[Span, ...]:
        """The spans of the signs of these kinds."""
        return tuple(s.span for s in self.signs if s.kind in kinds)


def gather_facts(
    text: str, people: Sequence[Person], cast: Cast, events: Sequence[Event], aside: Beside
) -> list[Facts]:
    """The facts of each person, without signs."""
    places: dict[str, list[Span]] = defaultdict(list)
    for mention in cast.mentions:
        if mention.kind == "person":
            places[mention.name].append(mention.span)
    told: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for name in event.who:
            told[name].append(event)
    by_end = {s.end: s for spans in places.values() for s in spans}
    found = []
    for person in people:
        spans = tuple(dict.fromkeys([*person.spans, *places[person.name]]))
        titles = []
        for span in spans[:5]:
            for side, title in (
                ("before", title_before(text, span.start)),
                ("after", title_after(text, span.end)),
            ):
                if title is not None:
                    titles.append((title, side))
        _inherit(text, spans, by_end, titles)
        found.append(
            Facts(
                text, person, tuple(sorted(spans)), titles, list(told[person.name]),
                beside=aside.kind(person.name), speaks=person.name in aside.speakers,
            )
        )  # fmt: skip
    return found


_LIST_GAP = re.compile(r"(?:,|;)?\s(?:(?:and|&)\s)?$")


def _inherit(
    text: str, spans: tuple[Span, ...], by_end: dict[int, Span], titles: list[tuple[Title, str]]
) -> None:
    """Names in a list share the title before its first ("Attorneys Jo Bloggs and Al Other")."""
    if titles:
        return
    for span in spans[:4]:
        at, steps = span, 0
        while steps < 8:
            gap = _LIST_GAP.search(text, max(0, at.start - 7), at.start)
            previous = by_end.get(gap.start()) if gap else None
            if previous is None:
                break
            at, steps = previous, steps + 1
            title = title_before(text, at.start)
            if title is not None and title.near:
                titles.append((title, "list"))
                return
