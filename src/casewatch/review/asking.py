"""What all kinds of questions need of a store: its projection, its decisions, its case files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casewatch.cases import wording
from casewatch.cases.model import CaseFile, Sources
from casewatch.cases.project import Projection
from casewatch.resolving.anchors import Anchors
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.kept import keys_of_text, standing
from casewatch.resolving.mentions import Mention
from casewatch.review.passages import passages
from casewatch.review.questions import Passage
from casewatch.store import Decision


@dataclass(slots=True)
class Asked:
    """A projection with its decisions, looked up the way questions need it."""

    now: Projection
    decisions: tuple[Decision, ...]
    cases: dict[str, CaseFile] = field(init=False)
    entities: dict[str, Entity] = field(init=False)
    _judged: list[tuple[Decision, frozenset[MentionKey], frozenset[MentionKey]]] = field(init=False)

    def __post_init__(self) -> None:
        resolution = self.now.resolution
        every = (*resolution.people, *resolution.groups)
        self.cases = {c.id: c for c in self.now.cases}
        self.entities = {e.id: e for e in every}
        anchors = Anchors(m for e in every for m in e.mentions)
        self._judged = [
            (d, *anchors.sides(keys_of_text(d.a), keys_of_text(d.b)))
            for d in standing(self.decisions)
        ]

    def between(self, a: Iterable[MentionKey], b: Iterable[MentionKey]) -> list[Decision]:
        """The decisions that stand and touch both sides."""
        one, two = frozenset(a), frozenset(b)
        return [d for d, x, y in self._judged if (x & one and y & two) or (x & two and y & one)]

    def on(self, keys: Iterable[MentionKey], kind: str) -> list[Decision]:
        """The decisions of one kind that stand and are about one of the mentions."""
        wanted = frozenset(keys)
        return [d for d, x, _ in self._judged if d.kind == kind and x & wanted]

    def told(self, entity: Entity) -> tuple[str, ...]:
        """What is known of an entity, in a few lines."""
        case = self.cases.get(entity.id)
        if case is None:
            roles = sorted({m.role for m in entity.mentions if m.role})
            return (f"Role: {', '.join(roles)}",) if roles else ()
        lines = list(wording.who(case))
        if case.kind == "person":
            lines.append(wording.standing(case.status)[0])
        lines += [
            f"{line.date or 'no date'}  {wording.happening(line)}" for line in case.timeline[:4]
        ]
        return tuple(lines)

    def heading(self, entity: Entity) -> str:
        """Name, id and number of reports."""
        count = len(entity.reports)
        return f"{entity.name}  [{entity.id}, {count} report{'s' * (count != 1)}]"

    def passages_of(self, sources: Sources, most: int = 2) -> tuple[Passage, ...]:
        """Pieces of the first reports among the sources."""
        readings, found = self.now.resolution.readings, list[Passage]()
        for report in dict.fromkeys(s.report for s in sources):
            if report in readings and len(found) < most:
                spans = [s.span for s in sources if s.report == report]
                found += passages(readings[report], spans, 1)
        return tuple(found)


def copy_groups(mentions: Iterable[Mention]) -> int:
    """How many independent texts name them."""
    return len({m.copy_group for m in mentions})


def reports(count: int) -> str:
    """A number of independent reports in words."""
    return f"{count} independent report{'s' * (count != 1)}"
