"""Short ways to read the events of a text written for a test."""

from __future__ import annotations

from functools import cache

from casewatch.model.reading import Event
from casewatch.model.report import Report
from casewatch.reading.cast import Member, cast
from casewatch.reading.events.find import find_events
from casewatch.reading.language.spacy_base import SpacyBase
from casewatch.reading.prepared import prepare

DAY = "2031-03-12"  # a Wednesday


@cache
def language() -> SpacyBase:
    return SpacyBase()


def events(
    text: str, *people: str, groups: dict[str, str] | None = None, **sorts: str
) -> tuple[Event, ...]:
    """The events of `text` with this cast; `sorts` gives roles by the last word of a name."""
    members = [Member(p, "person", (), sorts.get(p.split()[-1], "other")) for p in people]
    members += [Member(name, "group", (), kind) for name, kind in (groups or {}).items()]
    prepared = prepare(Report("r", text, published=DAY), language())
    found = find_events(prepared, cast(text, members))
    for event in found:
        assert all(0 <= s.start < s.end <= len(text) for s in event.spans)
    return found


def kinds(found: tuple[Event, ...]) -> list[str]:
    return [e.type for e in found]


def only(found: tuple[Event, ...], kind: str) -> Event:
    """The one event of this type."""
    mine = [e for e in found if e.type == kind]
    assert len(mine) == 1, found
    return mine[0]
