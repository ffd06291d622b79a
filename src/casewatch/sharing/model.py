"""The neutral rows: what leaves, whatever the format.

    Share = cases (a Subject with its Items) and the reports that their quotes come from

An item is one statement on one subject, with its modality and its quotes. The fields of its
value, by kind, stand in `data/kinds.toml`; every format is a function of these rows alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "name", "trait", "standing", "term", "stage", "happening", "scheme", "sum", "said", "link",
    "contradiction",
]  # fmt: skip
#: How far an item or report may be passed on: Traffic Light Protocol 2.0, from open to closed.
Tlp = Literal["clear", "green", "amber", "amber+strict", "red"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report on which an item rests: `[start, end)` in code points of its clean text.

    `part` says which part of the item they show; empty for the item as a whole. `context` is the
    sentence around a quote too short to show its item alone.
    """

    report: str
    start: int
    end: int
    quote: str
    context: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement on a subject. `value` has the fields of its kind, in plain JSON values."""

    id: str
    kind: Kind
    modality: str
    value: Mapping[str, Any]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a case file is about. `tlp` is set where another producer marked it."""

    id: str
    kind: str
    group_kind: str | None
    name: str
    tlp: Tlp | None = None
    producer: str = ""


@dataclass(frozen=True, slots=True)
class SharedCase:
    """A subject with all items that leave with it."""

    subject: Subject
    items: tuple[Item, ...]

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """The items of one kind, in their order."""
        return tuple(i for i in self.items if i.kind == kind)

    @property
    def found_guilty(self) -> bool:
        """Whether a court, or the person's own plea, found guilt."""
        return any(i.value.get("finding") is True for i in self.of("standing"))

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that the items rest on, in order of first use."""
        return tuple(dict.fromkeys(q.report for i in self.items for q in i.quotes))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it is cited: nothing of its text but the quotes leaves.

    `published` keeps the precision given. `sha256` is the hash of what was fetched, `text_sha256`
    that of the clean text in which the spans count.
    """

    id: str
    title: str
    publisher: str
    published: str | None
    url: str
    sha256: str
    text_sha256: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Share:
    """What leaves. `cases` may be a stream, which is read once.

    `left_out` counts by reason what was kept back (victims, minors, markings). `scope` tells one
    choice of cases from another, empty for all of a store; `known` are all subjects that might
    leave, chosen or not.
    """

    cases: Iterable[SharedCase]
    reports: Mapping[str, ReportRow]
    tlp: Tlp = "green"
    left_out: Mapping[str, int] = field(default_factory=dict)
    scope: str = ""
    known: frozenset[str] = frozenset()
