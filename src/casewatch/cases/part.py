"""Case files of a part of a store: those asked for, as the whole projection would give them.

A case file needs whole entities only: its own, those that its reports name beside it, and those
that bear one of its names. The index finds their mentions; of the readings only those of the
reports that name the entity are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casewatch.cases.build import Around, case_file
from casewatch.cases.doubts import Names
from casewatch.cases.gather import is_subject
from casewatch.cases.judged import NO_JUDGEMENT, Judged
from casewatch.cases.links import Finder
from casewatch.cases.model import CaseFile
from casewatch.model.reading import Reading
from casewatch.resolving.blocking import form_keys, is_narrow
from casewatch.resolving.decisions import Judgement, MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.local import Local
from casewatch.resolving.mentions import Kind
from casewatch.resolving.names import fold, parse_name
from casewatch.resolving.resolve import Resolution
from casewatch.store.index import Index

KINDS: tuple[Kind, ...] = ("person", "group")


class _Readings(Mapping[str, Reading]):
    """Readings by report, loaded as they are asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._loaded: dict[str, Reading] = {}

    def fetch(self, reports: Iterable[str]) -> None:
        """Loads many at once."""
        wanted = sorted(set(reports) - self._loaded.keys())
        self._loaded.update(self._index.readings(wanted))

    def __getitem__(self, report: str) -> Reading:
        if report not in self._loaded:
            self.fetch([report])
        return self._loaded[report]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


class Part:
    """A part of a store that is resolved as far as it is asked for."""

    def __init__(
        self,
        index: Index,
        judgements: Sequence[Judgement] = (),
        judged: Judged = NO_JUDGEMENT,
        as_of: str | None = None,
        known_by: str | None = None,
    ) -> None:
        self.index = index
        self.local = Local(index, judgements)
        self._judged = judged
        self._as_of = as_of
        self._known_by = known_by
        self._readings = _Readings(index)

    def entities_of(self, kind: Kind, mentions: Iterable[MentionKey]) -> list[Entity]:
        """The entities that hold these mentions, whole."""
        wanted = frozenset(mentions)
        self.local.close(kind, wanted)
        return [e for e in self.local.entities(kind) if wanted & e.keys]

    def case_files(self, entities: Iterable[Entity]) -> tuple[CaseFile, ...]:
        """The case files of entities, people first, each kind by id.

        People about whom no case is, and what is rather a group, have none.
        """
        every = sorted(entities, key=lambda e: (e.kind != "person", e.id))
        every = [e for e in every if e.kind == "group" or is_subject(e)]
        self._take_in_around(every)
        resolution = Resolution(
            readings=self._readings,
            copies=self.local.copies,
            people=self.local.entities("person"),
            groups=self.local.entities("group"),
            joined=(),
            unsure=(),
            refused=(),
        )
        known = Names(resolution)
        people = [e for e in resolution.people if is_subject(e) and not known.is_rather_a_group(e)]
        subjects = {e.id for e in people}
        every = [e for e in every if e.kind == "group" or e.id in subjects]
        self._readings.fetch(r for e in every for r in e.reports)
        today = self._as_of or self._known_by or self.index.newest_day()
        around = Around(Finder(resolution, people), known, today)
        return tuple(case_file(e, resolution, around, self._as_of, self._judged) for e in every)

    def _take_in_around(self, entities: Sequence[Entity]) -> None:
        """Takes in whom the reports name beside, and who bears one of the names."""
        reports = sorted({r for e in entities for r in e.reports})
        people = {m.key for r in reports for m in self.local.mentions("person", r) if m.subject}
        groups = {m.key for r in reports for m in self.local.mentions("group", r)}
        self.local.close("person", people)
        self.local.close("group", groups)
        names = {f for e in entities if e.kind == "person" for m in e.mentions for f in m.forms}
        self._take_in_named("person", names)
        called = {e.name for e in self.local.entities("person") if e.keys & people}
        self._take_in_named("group", names | called)
        # Whom a group is called like may have namesakes that bear the name more often.
        also = {fold(e.name) for e in self.local.entities("group")}
        self._take_in_named("person", {name for name in called if fold(name) in also})

    def _take_in_named(self, kind: Kind, names: Iterable[str]) -> None:
        """Takes in the mentions whose name it is, but for case and marks."""
        seeds: set[MentionKey] = set()
        for form, mentions in self.local.holding(kind, self._spelled(kind, names)).items():
            if kind == "group" or parse_name(form).given:
                seeds.update(m.key for m in mentions if m.name == form)
        self.local.close(kind, seeds)

    def _spelled(self, kind: Kind, names: Iterable[str]) -> list[str]:
        """The forms of names that are these names, but for case and marks."""
        keys: dict[str, set[str]] = {}
        for name in names:
            for key in form_keys(kind, name):
                if is_narrow(key):
                    keys.setdefault(key, set()).add(fold(name))
        under = self.index.forms_under(kind, sorted(keys))
        return sorted({f for key, forms in under.items() for f in forms if fold(f) in keys[key]})
