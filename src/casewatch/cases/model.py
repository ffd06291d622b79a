"""The parts of a case file. Every leaf carries the sources on which it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casewatch.model.spans import Span

NameKind = Literal["name", "handle", "spelling"]


@dataclass(frozen=True, slots=True)
class Source:
    """The words of one report on which a fact rests.

    `context` is the sentence around a quote too short to show its item alone; else empty.
    """

    report: str
    span: Span
    quote: str
    publisher: str = ""
    day: str = ""
    context: str = ""


Sources = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name, handle or spelling that reports give.

    `shared_with` names another entity that is called so too; the name then tells neither apart.
    """

    name: str
    kind: NameKind
    sources: Sources
    shared_with: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that a report gives, and why it is not counted among the entity's names."""

    name: str
    reason: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Trait:
    """A simple statement on a person: nationality, residence, year of birth."""

    value: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Line:
    """One happening of the timeline.

    `manner` says how it happened where the words tell (on bond, superseding, pardoned). For what
    is expected, `overdue` says that its day has passed and no report shows it done; `expected`
    are the earlier words that expected what this line shows as done. `confidence` is the highest
    probability of its tellings (see `reading.confidence`), None where no reader gives one.
    """

    date: str | None
    type: str
    modality: str
    term_months: int | None
    max_term_months: int | None
    place: str | None
    details: tuple[str, ...]
    independent_sources: int
    sources: Sources
    parties: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    manner: str = ""
    overdue: bool = False
    expected: Sources = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One change of a person's standing: the status reached, since when, by what."""

    status: str
    since: str | None
    by: str
    manner: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Term:
    """The prison term that ends last, or the one imposed anew. `unserved_months` is what an early release left of it,
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
    `manner` is how the status was reached (on bond, pardoned, exchange), `history` every change.
    """

    proven: str | None
    since: str | None
    finding: bool
    alleged: tuple[str, ...]
    cleared: str | None
    term: Term | None
    sources: Sources
    manner: str = ""
    history: tuple[Stage, ...] = ()


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
class Later:
    """A happening after a forecast that may bear it out."""

    date: str
    type: str
    modality: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says about the case; `denied` where they say that it is not so.

    `later` is for a forecast: what later reports tell that may bear it out.
    """

    speaker: str
    via: str | None
    content: str
    kind: str
    hedged: bool
    forecast: bool
    denied: bool
    sources: Sources
    later: tuple[Later, ...] = ()


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
    known_by: str | None = None
    doubtful_names: tuple[Doubt, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    joined: tuple[Resolved, ...] = ()
