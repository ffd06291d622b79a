"""What all facts of a reading are judged against: counts, places and quotations of its report."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from casewatch.model.reading import Reading
from casewatch.model.spans import Span
from casewatch.reading.triggers import quotations

#: A line of fewer characters is a heading, an item of a list or a caption.
_SHORT_LINE = 80
#: What counts as the head of a report, in characters.
_HEAD = 600


def bucket(n: float, edges: Sequence[int]) -> int:
    """How many of `edges`, which ascend, `n` reaches."""
    return bisect_right(edges, n)


class Scene:
    """One reading seen from above. Linear in its report's length, and only when asked."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.events = Counter(e.type for e in reading.events)
        self.actors = Counter(name for e in reading.events for name in e.who)
        self.speakers = Counter(a.speaker for a in reading.attributions)
        self.schemes = Counter(s.kind for s in reading.schemes)
        self.nationalities = {c for p in reading.people for c in p.nationality}
        self.seats = {a.country for a in reading.agencies}
        self.starts: dict[str, list[int]] = {}
        for named in (reading.people, reading.groups):
            self.starts.update({x.name: sorted(s.start for s in x.spans) for x in named})

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """The long quotations."""
        return quotations(self.text)

    @cached_property
    def title(self) -> str:
        """The title, for names that stand in it."""
        return self.reading.report.title.casefold()

    def quoted(self, span: Span) -> bool:
        """Whether the span begins in a quotation."""
        i = bisect_right(self.quotes, span.start, key=lambda q: q.start) - 1
        return i >= 0 and self.quotes[i].end > span.start

    def place(self, spans: Sequence[Span]) -> Iterator[str]:
        """Where the first span stands: head or later, heading or prose, spoken or not."""
        if not spans:
            yield "at:nowhere"
            return
        span = spans[0]
        yield f"at:{bucket(span.start, (_HEAD, 2 * _HEAD, 5 * _HEAD, 10 * _HEAD))}"
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        length = (len(self.text) if end < 0 else end) - start
        yield f"line:{bucket(length, (_SHORT_LINE, 200, 400, 800))}"
        if self.quoted(span):
            yield "quoted"
        yield f"spans:{bucket(len(spans), (2, 3, 5, 9))}"

    def near(self, name: str, span: Span) -> int | None:
        """How far, in characters, the nearest mention of `name` begins from `span`."""
        starts = self.starts.get(name)
        if not starts:
            return None
        i = bisect_right(starts, span.start)
        return min(abs(s - span.start) for s in starts[max(0, i - 1) : i + 1] or starts[-1:])

    def who(self, who: Sequence[str], spans: Sequence[Span]) -> Iterator[str]:
        """How many take part, and how near the nearest of them is named."""
        yield f"who:{bucket(len(who), (1, 2, 4, 8))}"
        if who and spans:
            found = [d for name in who if (d := self.near(name, spans[0])) is not None]
            yield f"near:{bucket(min(found), (40, 100, 200, 500, 1500)) if found else 'no'}"
