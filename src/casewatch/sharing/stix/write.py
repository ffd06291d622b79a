"""From neutral rows to a STIX 2.1 bundle: closed, in a fixed order, an object at a time."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Literal

from casewatch.resolving.names import fold
from casewatch.sharing.model import Share, SharedCase, Tlp
from casewatch.sharing.stix import fixed
from casewatch.sharing.stix.fixed import NAMESPACE, PRODUCER, Object
from casewatch.sharing.stix.objects import (
    Setting,
    contradiction_object,
    happening_object,
    link_object,
    persona,
    report_object,
    subject_object,
    subject_ref,
)
from casewatch.sharing.stix.stamps import Stamp, Stamps
from casewatch.sharing.stix.withdrawn import withdrawn
from casewatch.sharing.tlp import LEVELS

Profile = Literal["full", "opencti"]
PROFILES: tuple[Profile, ...] = ("full", "opencti")
_DUMP = json.JSONEncoder(ensure_ascii=False, indent=None, separators=(", ", ": ")).encode


@dataclass(frozen=True, slots=True)
class Told:
    """An object of a bundle, and whom it is about: an internal id, empty for the rest."""

    subject: str
    object: Object


def objects(
    share: Share,
    stamps: Stamps,
    *,
    profile: Profile = "full",
    producer: str = PRODUCER,
    concerns: Callable[[Stamp], bool] | None = None,
) -> Iterator[Told]:
    """The objects of a bundle, every reference among them, as a stream.

    `concerns` says which objects that left before are withdrawn where they are not there any
    more: all by default. For the `opencti` profile the cases are gone through twice.
    """
    plain = profile == "opencti"
    called = distinct_names(share.cases, producer) if plain else None
    setting = Setting(share.tlp, producer, share.reports, plain, called, share.scope)
    writer = _Writer(share, stamps, setting)
    yield from writer.cases()
    yield from writer.cited()
    for name, stamp in stamps.retired(setting.key(producer), concerns or (lambda _: True)):
        yield writer.withdrawn(name, stamp)
    yield from writer.fixed()


def distinct_names(cases: Iterable[SharedCase], producer: str) -> dict[str, str]:
    """By subject: a name that no other subject has, for tools that make ids of names.

    Namesakes get what tells them apart, the years of birth or else the id, behind the name.
    """
    every = [(c.subject.id, c.subject.name, _born(c)) for c in cases]
    count = Counter(fold(name) for _, name, _ in every)
    found = {
        key: f"{name} ({'born ' + born if born else key})" if count[fold(name)] > 1 else name
        for key, name, born in every
    }
    again = Counter(fold(name) for name in found.values())
    return {
        key: f"{name} ({key})" if again[fold(found[key])] > 1 else found[key]
        for key, name, _ in every
    }


def _born(case: SharedCase) -> str:
    return next(
        (str(i.value["value"]) for i in case.of("trait") if i.value["property"] == "born"), ""
    )


def of_choice(scope: str) -> str:
    """Under which subject the reports of a choice of cases are remembered; empty for all cases."""
    return f"choice {scope}" if scope else ""


class _Writer:
    """What is gathered on the way through the cases: who makes what, what rests on which report."""

    def __init__(self, share: Share, stamps: Stamps, setting: Setting) -> None:
        self.share, self.stamps, self.setting = share, stamps, setting
        self.makers: dict[str, None] = {}
        self.markings: set[Tlp] = set()
        self.resting: dict[tuple[str, str], list[str]] = {}
        self.closed: dict[tuple[str, str], Tlp] = {}

    def cases(self) -> Iterator[Told]:
        targets = {c.subject.id: subject_ref(c, self.setting) for c in self.share.cases}
        for case in self.share.cases:
            self.makers[self.setting.by(case)] = None
            self.markings.add(case.subject.tlp or self.share.tlp)
            yield from self._case(case, targets)

    def _case(self, case: SharedCase, targets: dict[str, str]) -> Iterator[Told]:
        yield self._made(subject_object(case, self.setting), case, case.reports)
        for made in persona(case, self.setting):
            yield self._made(made, case, ())
        for item in case.items:
            reports = dict.fromkeys(q.report for q in item.quotes)
            if item.kind == "happening":
                yield self._made(happening_object(item, case, self.setting), case, reports)
            elif item.kind == "contradiction":
                yield self._made(contradiction_object(item, case, self.setting), case, reports)
            elif item.kind == "link" and item.value["to"] in targets:
                target = targets[str(item.value["to"])]
                yield self._made(link_object(item, case, target, self.setting), case, reports)

    def _made(self, made: Object, case: SharedCase, reports: Iterable[str]) -> Told:
        by, tlp = self.setting.by(case), case.subject.tlp or self.share.tlp
        for report in reports:
            if report in self.share.reports:
                key = (by, report)
                self.resting.setdefault(key, []).append(made["id"])
                before = self.closed.get(key, tlp)
                self.closed[key] = max(before, tlp, key=LEVELS.index)
        return Told(
            case.subject.id, self.stamps.stamped(made, self.setting.key(by), case.subject.id)
        )

    def cited(self) -> Iterator[Told]:
        for (by, report), refs in sorted(self.resting.items()):
            row, tlp = self.share.reports[report], self.closed[by, report]
            made = report_object(row, refs, tlp, by, self.setting)
            stamped = self.stamps.stamped(made, self.setting.key(by), of_choice(self.share.scope))
            # STIX wants a day; where none is known it is the day of the first export.
            stamped["published"] = stamped["published"] or stamped["created"]
            yield Told("", stamped)

    def withdrawn(self, name: str, stamp: Stamp) -> Told:
        self.makers[self.setting.producer] = None
        self.markings.add(self.share.tlp)
        return Told(stamp.subject, withdrawn(name, stamp, self.setting.producer, self.share.tlp))

    def fixed(self) -> Iterator[Told]:
        makers = [*self.makers] or [self.setting.producer]
        if not self.setting.plain:
            makers.append(PRODUCER)
            yield Told("", fixed.extension_object())
        for name in sorted(set(makers)):
            yield Told("", fixed.producer_object(name))
        for tlp in sorted(self.markings, key=LEVELS.index):
            yield Told("", fixed.marking_object(tlp))


def bundle_id(names: Iterable[str]) -> str:
    """The id of a bundle with objects of these ids and times."""
    return f"bundle--{uuid.uuid5(NAMESPACE, ' '.join(sorted(names)))}"


def write(made: Iterable[Told], out: IO[str]) -> int:
    """Write a bundle as it comes, an object a line; how many objects. Its id comes last."""
    count, names = 0, []
    out.write('{"type": "bundle", "objects": [')
    for told in made:
        out.write((",\n" if count else "\n") + _DUMP(told.object))
        moved = told.object.get("modified", "")
        names.append(f"{told.object['id']} {moved}")
        count += 1
    out.write(f'\n], "id": "{bundle_id(names)}"}}\n')
    return count
