"""What passes between states. Every row carries the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casewatch.cases.model import Sources, Value

Kind = Literal["extradition", "joint_operation", "exchange", "state_hacking"]
KINDS: tuple[Kind, ...] = ("extradition", "joint_operation", "exchange", "state_hacking")
#: In place of a state that no report names.
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or group that it is about: the id of the case file, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One surrender, operation or accusation, told by however many reports.

    `states` has a direction for an extradition (who surrendered, who received) and an
    accusation (who accuses, who is accused); for a joint operation it is all that acted, sorted.
    """

    kind: Kind
    states: tuple[str, ...]
    date: str | None
    what: tuple[str, ...]
    who: tuple[Subject, ...]
    independent_sources: int
    sources: Sources

    @property
    def year(self) -> str:
        """The year, or `?`."""
        return (self.date or UNKNOWN)[:4]


@dataclass(frozen=True, slots=True)
class Freed:
    """One person of an exchange: who let them go, where they went, what was left of their term.

    `basis` says how the way is known: by the words of a report, or by nationality alone.
    `left_months` is None where no sentence or no date is known.
    """

    person: Subject
    freed_by: str | None
    went_to: str | None
    basis: str
    term_months: int | None
    left_months: int | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange of prisoners. `counts` are all that reports give, side by side."""

    date: str | None
    states: tuple[str, ...]
    freed: tuple[Freed, ...]
    counts: tuple[Value, ...]
    independent_sources: int
    sources: Sources

    @property
    def year(self) -> str:
        """The year, or `?`."""
        return (self.date or UNKNOWN)[:4]


@dataclass(frozen=True, slots=True)
class Cell:
    """What passed between two states in one year, of one kind.

    `a` and `b` have a direction as the kind has one: surrendered by `a` to `b`, `a` accuses `b`.
    """

    kind: Kind
    a: str
    b: str
    year: str
    occurrences: tuple[Occurrence | Exchange, ...]

    @property
    def people(self) -> int:
        """How many named people or groups it is about."""
        found = set()
        for one in self.occurrences:
            if isinstance(one, Exchange):
                found |= {
                    f.person.id for f in one.freed if {f.freed_by, f.went_to} & {self.a, self.b}
                }
            else:
                found |= {s.id for s in one.who}
        return len(found)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports behind it, each once."""
        return tuple(dict.fromkeys(s.report for one in self.occurrences for s in one.sources))


@dataclass(frozen=True, slots=True)
class Cooperation:
    """All of it: the occurrences, the exchanges as their own list, and the cells by pair."""

    occurrences: tuple[Occurrence, ...]
    exchanges: tuple[Exchange, ...]
    cells: tuple[Cell, ...]
    country: str | None = None
    year: str | None = None
