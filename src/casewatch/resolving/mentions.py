"""What one report says of one person or group, prepared for comparison with other reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from casewatch.model.reading import Alias, Event, Group, Person, Reading, Spans
from casewatch.model.vocabulary import SUBJECT_ROLES
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.names import fold, given_key, parse_name, skeleton
from casewatch.resolving.words import word_set

Kind = Literal["person", "group"]
#: In a report on so few subjects, everything belongs to their case.
FEW_SUBJECTS = 3
#: Else only what is told within so many code points of the person.
NEAR = 600
#: A sum below this many units says nothing of who somebody is.
TELLING_SUM = 1_000.0


@dataclass(frozen=True, slots=True)
class Mention:
    """One person or group of one report, with what can tell it from a namesake.

    All sets hold folded or canonical values. `born` is the range of birth years that an age
    at the report's day leaves open. `happened` are (type, day) of dated happenings.
    """

    key: MentionKey
    order: tuple[str, str, str]
    kind: Kind
    name: str
    forms: tuple[str, ...]
    handles: frozenset[str]
    role: str
    copy_group: str
    born: tuple[int, int] | None
    gender: str
    nationality: frozenset[str]
    residence: frozenset[str]
    companions: frozenset[str]
    officials: frozenset[str]
    groups: frozenset[str]
    agencies: frozenset[str]
    schemes: frozenset[str]
    offences: frozenset[str]
    happened: frozenset[tuple[str, str]]
    terms: frozenset[int]
    sums: frozenset[tuple[float, str]]
    countries: frozenset[str]
    page_groups: frozenset[str] = frozenset()
    group_kind: str = ""

    @property
    def subject(self) -> bool:
        """Whether the person is one whom a case is about."""
        return self.role in SUBJECT_ROLES


def person_key(name: str) -> str:
    """One key for the spellings of a name, middle names left out, in either order."""
    parts = parse_name(name)
    if not parts.given:
        return skeleton(parts.surname)
    return " ".join(sorted((given_key(parts.given), given_key(parts.surname))))


def group_key(name: str) -> str:
    """A group's name without what reports add to it: Lockbit, LockBit 3.0, LockBit gang."""
    generic = word_set("groups", "generic")
    words = fold(re.sub(r"\.(?=\w)", " ", name)).split()
    kept = [w for w in words if w not in generic]
    while len(kept) > 1 and kept[-1].isdigit():
        kept.pop()
    return "".join(kept or words)


def distance(spans: Spans, other: Spans) -> int:
    """Code points between the nearest two of the spans; 0 where they overlap."""
    return min(
        (max(0, a.start - b.end, b.start - a.end) for a in spans for b in other),
        default=1 << 30,
    )


def _born(person: Person, reading: Reading) -> tuple[int, int] | None:
    day = reading.report.day
    if person.age is None or day is None:
        return None
    return day.year - person.age - 1, day.year - person.age


_TITLE = re.compile(r"(?:\b(Mr|Ms|Mrs|Miss)\.?\s+)$", re.IGNORECASE)


def _gender(person: Person, text: str) -> str:
    found = set()
    for span in person.spans:
        before = _TITLE.search(text[max(0, span.start - 6) : span.start])
        if before:
            found.add("m" if before.group(1).casefold() == "mr" else "f")
    return found.pop() if len(found) == 1 else ""


class _Page:
    """What is looked up for every person of one report, computed once."""

    def __init__(self, reading: Reading, copy_group: str) -> None:
        self.reading = reading
        self.copy_group = copy_group
        self.subjects = [p for p in reading.people if p.role in SUBJECT_ROLES]
        self.keys = {p.name: person_key(p.name) for p in reading.people}
        self.officials = [p for p in reading.people if p.role in ("official", "lawyer")]
        generic = word_set("groups", "everybody")
        self.groups = [
            (g.spans, key)
            for g in reading.groups
            if g.kind not in ("platform", "victim")
            and len(key := group_key(g.name)) > 2
            and key not in generic
        ]
        self.agencies = frozenset(fold(a.name) for a in reading.agencies)
        self.countries = frozenset(reading.countries)

    @property
    def few(self) -> bool:
        """Whether the report is about so few people that all in it is theirs."""
        return len(self.subjects) <= FEW_SUBJECTS

    def near(self, person: Person, spans: Spans) -> bool:
        """Whether what is told at `spans` belongs with the person."""
        return self.few or distance(person.spans, spans) <= NEAR


def _happened(events: Iterable[Event]) -> frozenset[tuple[str, str]]:
    """The asserted events of a full date, as type and day."""
    found: set[tuple[str, str]] = set()
    for e in events:
        if e.date and len(e.date) == 10 and e.modality == "asserted":
            found.add((e.type, e.date))
    return frozenset(found)


def _person(page: _Page, person: Person) -> Mention:
    reading, name = page.reading, person.name
    report = reading.report
    events = [e for e in reading.events if name in e.who]
    alone = page.subjects == [person]
    schemes = {s.kind for s in reading.schemes if name in s.who or (alone and not s.who)}
    return Mention(
        key=MentionKey(report.id, name),
        order=((report.published or "9999")[:10], report.id, name),
        kind="person",
        name=name,
        forms=(name, *(a.value for a in person.aliases)),
        handles=frozenset(fold(a.value) for a in person.aliases) - {""},
        role=person.role,
        copy_group=page.copy_group,
        born=_born(person, reading),
        gender=_gender(person, report.text),
        nationality=frozenset(person.nationality),
        residence=frozenset(fold(person.residence or "").split())
        - word_set("groups", "place_words"),
        companions=frozenset(
            page.keys[p.name]
            for p in page.subjects
            if p is not person and page.near(person, p.spans)
        ),
        officials=frozenset(page.keys[p.name] for p in page.officials),
        groups=frozenset(key for spans, key in page.groups if page.near(person, spans)),
        agencies=page.agencies,
        schemes=frozenset(schemes - {"other"}),
        offences=frozenset(o for e in events for o in e.offences) - {"other", "conspiracy"},
        happened=_happened(events),
        terms=frozenset(e.term_months for e in events if e.term_months),
        sums=frozenset(
            (m.amount, m.currency)
            for m in reading.money
            if m.amount >= TELLING_SUM and (name in m.who or alone)
        ),
        countries=page.countries,
        page_groups=frozenset(key for _, key in page.groups),
    )


def _alias_handles(aliases: Iterable[Alias]) -> frozenset[str]:
    return frozenset(group_key(a.value) for a in aliases) - {""}


def _group(page: _Page, group: Group) -> Mention:
    report = page.reading.report
    empty: frozenset[str] = frozenset()
    return Mention(
        key=MentionKey(report.id, group.name),
        order=((report.published or "9999")[:10], report.id, group.name),
        kind="group",
        name=group.name,
        forms=(group.name, *(a.value for a in group.aliases)),
        handles=_alias_handles(group.aliases),
        role="",
        copy_group=page.copy_group,
        born=None,
        gender="",
        nationality=empty,
        residence=empty,
        companions=frozenset(page.keys[p.name] for p in page.subjects),
        officials=empty,
        groups=frozenset(key for _, key in page.groups) - {group_key(group.name)},
        agencies=page.agencies,
        schemes=frozenset(s.kind for s in page.reading.schemes) - {"other"},
        offences=empty,
        happened=frozenset(),
        terms=frozenset(),
        sums=frozenset(),
        countries=page.countries,
        group_kind=group.kind,
    )


def mentions_of(reading: Reading, copy_group: str, kinds: Sequence[Kind]) -> list[Mention]:
    """The mentions of one reading, of the kinds asked for; one for each name."""
    page = _Page(reading, copy_group)
    found: dict[tuple[str, str], Mention] = {}
    if "person" in kinds:
        for person in reading.people:
            if fold(person.name):
                found.setdefault(("person", person.name), _person(page, person))
    if "group" in kinds:
        for group in reading.groups:
            if group.kind in CASE_GROUPS and group_key(group.name):
                found.setdefault(("group", group.name), _group(page, group))
    return list(found.values())


#: The kinds of groups that have case files of their own.
CASE_GROUPS = frozenset({"gang", "venue", "malware"})
