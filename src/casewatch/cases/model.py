"""The parts of a case file. Every leaf carries the sources on which it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casewatch.model.spans import Span

NameKind = Literal["name", "handle", "spelling"]


@dataclass(frozen=True, slots=True)
class Source:
    """The words of one report on which a fact rests."""

    report: str
    span: Span
    quote: str


Sources = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name, handle or spelling that reports give."""

    name: str
    kind: NameKind
    sources: Sources


@dataclass(frozen=True, slots=True)
class Trait:
    """A simple statement on a person: nationality, residence, year of birth."""

    value: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Line:
    """One happening of the timeline."""

    date: str | None
    type: str
    modality: str
    term_months: int | None
    max_term_months: int | None
    place: str | None
    details: tuple[str, ...]
    independent_sources: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Term:
    """The prison term that ends last. `unserved_months` is what an early release left of it,
    counted from the sentence (time held before it is not known as a rule)."""

    months: int
    from_date: str | None
    unserved_months: int | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in law: proven and alleged apart.

    `proven` is the status that the law has reached (being charged is such a status, and no
    finding of guilt); `finding` says whether a court or the person's own plea found guilt.
    `cleared` names an acquittal or dismissal. `alleged` are the offences charged and unproven.
    """

    proven: str | None
    since: str | None
    finding: bool
    alleged: tuple[str, ...]
    cleared: str | None
    term: Term | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values that contradict each other."""

    value: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who judged, on which day, in which decision, and why (empty where they did not say)."""

    by: str
    on: str
    decision: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values that reports give for one property, the one shown first by `rule` in front.

    Where a person chose, `resolved` says who, and the chosen value stands in front instead.
    """

    property: str
    values: tuple[Value, ...]
    rule: str
    resolved: Resolved | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """An event, or a report's last word (`status`), that a person judged not to count."""

    what: str
    judged: Resolved
    sources: Sources


@dataclass(frozen=True, slots=True)
class Link:
    """Another entity and how it is linked."""

    id: str
    name: str
    kind: str
    how: tuple[str, ...]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Way:
    """How the crime worked, by kind, with the years that reports give."""

    kind: str
    from_year: str | None
    to_year: str | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of the case. Copies do not add up; sums are never added to each other."""

    amount: float
    currency: str
    kind: str
    modality: str
    independent_sources: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says about the case; `denied` where they say that it is not so."""

    speaker: str
    via: str | None
    content: str
    kind: str
    hedged: bool
    forecast: bool
    denied: bool
    sources: Sources


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that is known of one entity, now or as of a date."""

    id: str
    kind: str
    name: str
    names: tuple[Named, ...]
    nationality: tuple[Trait, ...]
    residence: tuple[Trait, ...]
    born: tuple[Trait, ...]
    status: Standing
    timeline: tuple[Line, ...]
    contradictions: tuple[Contradiction, ...]
    associates: tuple[Link, ...]
    venues: tuple[Link, ...]
    schemes: tuple[Way, ...]
    money: tuple[Sum, ...]
    attributions: tuple[Word, ...]
    reports: tuple[str, ...]
    as_of: str | None = None
    group_kind: str | None = None
    set_aside: tuple[Aside, ...] = ()
