"""The store as one reader sees it: one state, from which every page of that state is made."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from casewatch.between import Cooperation, cooperation
from casewatch.cases.judged import judged_of
from casewatch.cases.lookup import look_up
from casewatch.cases.model import CaseFile
from casewatch.cases.project import Projection, project, project_store
from casewatch.errors import NotFoundError
from casewatch.model.reading import Reading
from casewatch.outcomes import outcomes
from casewatch.outcomes.model import Outcome
from casewatch.resolving.compare import Comparison
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.kept import NOTE, judgements_of
from casewatch.review.questions import Question
from casewatch.review.queue import questions
from casewatch.screening.casefiles import Entries, case_entries
from casewatch.serving.search import NameSearch
from casewatch.store import Decision, Store
from casewatch.watching.asked import Field
from casewatch.watching.weeks import monday

T = TypeVar("T")


class Once(Generic[T]):
    """Something that is made when it is first asked for, by one thread while others wait."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []

    def get(self) -> T:
        """The one thing."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]


class Snapshot:
    """One state of a store. Whatever takes long is made once, when it is first asked for."""

    def __init__(self, store: Store, version: str, projection: Projection,
                 decisions: tuple[Decision, ...]) -> None:  # fmt: skip
        self.version = version
        self.projection = projection
        self.decisions = decisions
        self.cases = {c.id: c for c in projection.cases}
        self.changed = {c.id: self._last_day(c) for c in projection.cases}
        self.recent = tuple(
            sorted(projection.cases, key=lambda c: (self.changed[c.id], c.id), reverse=True)
        )
        self.decision_ids = frozenset(d.id for d in decisions)
        self.field = Field(store, projection, judged_of(decisions))
        self._store = store
        self._names = Once(lambda: NameSearch(projection.cases))
        self._questions = Once(lambda: questions(projection, decisions))
        self._entries = Once(lambda: case_entries(projection.cases))
        self._outcomes = Once(lambda: tuple(outcomes(projection.cases, self.readings)))
        self._between = Once(lambda: cooperation(projection.cases, projection.resolution))
        self._entities = Once(self._by_id)
        self._cases_of = Once(self._by_report)
        self._joins = Once(self._by_key)
        groups = projection.copies.groups
        self._copies = Once(lambda: {r: group for group in groups for r in group})

    @classmethod
    def of(cls, store: Store, version: str) -> Snapshot:
        """The state of a store now."""
        decisions = store.decisions()
        return cls(store, version, project_store(store), decisions)

    def _last_day(self, case: CaseFile) -> str:
        readings = self.projection.resolution.readings
        days = [(readings[r].report.published or "")[:10] for r in case.reports if r in readings]
        marks = [c.resolved.on for c in case.contradictions if c.resolved]
        return max([*days, *marks, *(j.on for j in case.joined)], default="")

    def _by_id(self) -> dict[str, Entity]:
        resolution = self.projection.resolution
        return {e.id: e for e in (*resolution.people, *resolution.groups)}

    def _by_report(self) -> dict[str, tuple[CaseFile, ...]]:
        found: dict[str, list[CaseFile]] = {}
        for case in self.projection.cases:
            for report in case.reports:
                found.setdefault(report, []).append(case)
        return {report: tuple(cases) for report, cases in found.items()}

    def _by_key(self) -> dict[tuple[str, MentionKey], tuple[Comparison, ...]]:
        found: dict[tuple[str, MentionKey], list[Comparison]] = {}
        for join in self.projection.resolution.joined:
            for mention in (join.a, join.b):
                found.setdefault((mention.kind, mention.key), []).append(join)
        return {key: tuple(every) for key, every in found.items()}

    def joins_by_key(self) -> dict[tuple[str, MentionKey], tuple[Comparison, ...]]:
        """What rules joined, by the mentions on either side."""
        return self._joins.get()

    @property
    def readings(self) -> Mapping[str, Reading]:
        """The current reading of each report."""
        return self.projection.resolution.readings

    @property
    def names(self) -> NameSearch:
        """The search over names."""
        return self._names.get()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions."""
        return self._questions.get()

    @property
    def entries(self) -> Entries:
        """The case files, to be screened against."""
        return self._entries.get()

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How cases ended."""
        return self._outcomes.get()

    @property
    def between(self) -> Cooperation:
        """What passed between states."""
        return self._between.get()

    @cached_property
    def newest(self) -> str:
        """The day of the newest report."""
        days = ((r.report.published or "")[:10] for r in self.readings.values())
        return max(days, default="")

    @cached_property
    def weeks(self) -> int:
        """How many weeks lie between the first and the newest report."""
        days = [d for r in self.readings.values() if (d := r.report.day)]
        return (monday(max(days)) - monday(min(days))).days // 7 + 1 if days else 0

    def reading(self, report: str) -> Reading:
        """The reading of a report. Raises `NotFoundError`."""
        found = self.readings.get(report)
        if found is None:
            raise NotFoundError(f"no report {report} in this store")
        return found

    def case(self, name: str) -> CaseFile:
        """The case file of an id, also of an old one. Raises `NotFoundError`."""
        if name in self.cases:
            return self.cases[name]
        found = look_up(self.projection, self._store, name)
        if not found:
            raise NotFoundError(f"no case file goes by “{name}”")
        if len(found) > 1:
            told = ", ".join(f"{c.name} ({c.id})" for c in found[:8])
            raise NotFoundError(f"“{name}” may be {told}", hint="give the id")
        return found[0]

    def entity(self, case: CaseFile) -> Entity:
        """The entity behind a case file."""
        return self._entities.get()[case.id]

    def cases_of(self, report: str) -> tuple[CaseFile, ...]:
        """The case files that rest on a report."""
        return self._cases_of.get().get(report, ())

    def copies_of(self, report: str) -> tuple[str, ...]:
        """The other reports that carry the same text."""
        return tuple(r for r in self._copies.get().get(report, ()) if r != report)

    def standing(self) -> tuple[Decision, ...]:
        """The decisions, newest first, without notes."""
        return tuple(d for d in reversed(self.decisions) if d.kind != NOTE)

    def seen(
        self, as_of: str | None = None, known_by: str | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> Snapshot:  # fmt: skip
        """The same state as of a day, as known by one, or without some reports.

        It is for looking only: what is judged is judged on the whole.
        """
        readings = [r for name, r in self.readings.items() if name not in hidden]
        judgements, judged = judgements_of(self.decisions), judged_of(self.decisions)
        then = project(readings, as_of, judgements, judged, known_by)
        apart = hashlib.sha256("\n".join(sorted(hidden)).encode()).hexdigest()[:12]
        version = f"{self.version};{as_of};{known_by};{apart if hidden else ''}"
        return Snapshot(self._store, version, then, self.decisions)
