"""The probability of every fact of a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casewatch.model.reading import Reading
from casewatch.reading.confidence import features as of
from casewatch.reading.confidence.odds import odds
from casewatch.reading.confidence.scene import Scene
from casewatch.reading.foreign import is_foreign

#: The kinds of facts that carry a probability, as data and tables name them.
KINDS = (
    "people", "roles", "aliases", "groups", "agencies", "events", "event_dates", "terms",
    "schemes", "money", "quantities", "attributions", "countries", "status",
)  # fmt: skip
#: How the version of the rules reader begins.
RULES = "rules-"
#: A fact of a kind: the number of its item (or its name), and which of the item's values.
Place = tuple[int | str, int]


@dataclass(frozen=True, slots=True)
class Confidence:
    """Probabilities by kind, and within it by place: the item's number in the reading (countries
    by code, status by name) and, for aliases, the number of the alias; else 0.
    """

    by_kind: Mapping[str, Mapping[Place, float]] = field(default_factory=dict)

    def of(self, kind: str, item: int | str, part: int = 0) -> float | None:
        """That of one fact; None where the reading has no such fact."""
        return self.by_kind.get(kind, {}).get((item, part))

    def lowest(self) -> list[tuple[float, str, int | str, int]]:
        """All facts, the most doubtful first: probability, kind, item, part."""
        found = [
            (p, kind, item, part)
            for kind, facts in self.by_kind.items()
            for (item, part), p in facts.items()
        ]
        return sorted(found, key=lambda f: (f[0], KINDS.index(f[1]), str(f[2]), f[3]))


def featured(reading: Reading) -> Iterator[tuple[str, Place, Iterable[str]]]:
    """Each fact of the reading with its features: kind, place, features."""
    scene = Scene(reading)
    for i, p in enumerate(reading.people):
        seen = list(of.person(scene, p))
        yield "people", (i, 0), seen
        yield "roles", (i, 0), [*seen, *of.role(scene, p)]
        for k, a in enumerate(p.aliases):
            yield "aliases", (i, k), of.alias(scene, p, a)
        status = reading.final_status.get(p.name)
        if status is not None:
            yield "status", (p.name, 0), of.status(scene, p, status)
    for i, e in enumerate(reading.events):
        seen = list(of.event(scene, e))
        yield "events", (i, 0), seen
        if e.date:
            yield "event_dates", (i, 0), [*seen, *of.event_date(scene, e)]
        if e.term_months is not None:
            yield "terms", (i, 0), [*seen, *of.term(scene, e)]
    listed: tuple[tuple[str, tuple[Any, ...], Any], ...] = (
        ("groups", reading.groups, of.group),
        ("agencies", reading.agencies, of.agency),
        ("schemes", reading.schemes, of.scheme),
        ("money", reading.money, of.money),
        ("quantities", reading.quantities, of.quantity),
        ("attributions", reading.attributions, of.attribution),
    )
    for kind, items, features in listed:
        for i, item in enumerate(items):
            yield kind, (i, 0), features(scene, item)
    for code, spans in reading.countries.items():
        yield "countries", (code, 0), of.country(scene, code, spans)


def event_confidence(reading: Reading, number: int) -> float | None:
    """That of the event with this number alone; None where `confidence` has none."""
    known = reading.reader.startswith(RULES) and not is_foreign(reading.report)
    if not known or not 0 <= number < len(reading.events):
        return None
    return odds("events").probability(of.event(Scene(reading), reading.events[number]))


def confidence(reading: Reading) -> Confidence:
    """The probability, from 0 to 1, that a careful analyst would find each fact too.

    The weights know the rules reader alone, and English: other readings have none.
    """
    if not reading.reader.startswith(RULES) or is_foreign(reading.report):
        return Confidence()
    found: dict[str, dict[Place, float]] = {}
    for kind, place, features in featured(reading):
        found.setdefault(kind, {})[place] = odds(kind).probability(features)
    return Confidence(found)
