"""From the rows of one subject to a report that states them, and the reading of that report.

Nothing is read out of words: each fact is one of the rows, and rests on the line that states it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from casewatch.model.reading import (
    Alias,
    Attribution,
    Event,
    Group,
    Money,
    Person,
    Reading,
    Scheme,
    Spans,
)
from casewatch.model.report import Report
from casewatch.model.vocabulary import (
    EVENT_TYPES,
    GROUP_KINDS,
    MONEY_KINDS,
    OFFENCES,
    SCHEME_KINDS,
    STATUSES,
    GroupKind,
    Modality,
    Role,
    SpeechKind,
)
from casewatch.sharing.incoming.model import Arrival
from casewatch.sharing.incoming.writing import Writer
from casewatch.sharing.model import Item, Quote
from casewatch.sharing.tlp import label
from casewatch.sharing.words import sentence

#: The version of the reader under which facts of shared files are kept.
READER = "shared-1"
_FREED = frozenset({"released"})
_FOUND = frozenset({"convicted", "sentenced", "imprisoned"})
#: Quotes shown with each statement.
_MOST_QUOTES = 5


def reading_of_arrival(arrival: Arrival, sha256: str, path: str) -> Reading:
    """The report that states what a file says of one subject, and its reading.

    The report is dated by the newest report that it cites, else by its producer's last change.
    """
    return _Claims(arrival).reading(sha256, path)


def withdrawal(key: str, producer: str, sha256: str, path: str) -> Reading:
    """What stands in the place of a subject that its producer withdrew: no fact."""
    report = Report(
        report_id(key), "Withdrawn by its producer.", "Withdrawn", None, producer, path=path,
        sha256=sha256,
    )  # fmt: skip
    return Reading(report, READER)


def report_id(key: str) -> str:
    """The id of the report of a subject that was shared under `key`."""
    return f"shared:{key}"


class _Claims:
    """The report and its facts, as they are written line by line."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrival = arrival
        self.case = arrival.received.case
        self.name = self.case.subject.name
        self.cited = {row.id: row for row in arrival.received.reports}
        self.out = Writer()
        self.parts: dict[str, list[Any]] = {}
        self.grounds: dict[str, Spans] = {}
        self.status: str | None = None
        self.guilty = False

    def reading(self, sha256: str, path: str) -> Reading:
        producer = self.case.subject.producer or "an unnamed producer"
        marking = label(self.arrival.received.tlp)
        self.out.line(f"Shared by {producer} under {marking}. The file states of its subject:")
        main = self.out.line(self.name)
        for item in self.case.items:
            self._state(item)
        things = self._subject((main,))
        report = Report(
            report_id(self.arrival.key), self.out.text, f"{self.name}, as shared by {producer}",
            self._published(), producer, path=path, sha256=sha256,
        )  # fmt: skip
        status = {self.name: self.status} if self.status else {}
        own: dict[str, Any] = {
            key: tuple(self.parts.get(key, ()))
            for key in ("events", "schemes", "money", "attributions")
        }
        groups = (*things.get("groups", ()), *self.parts.get("groups", ()))
        return Reading(
            report, READER, **own, people=things.get("people", ()), groups=groups,
            final_status=cast("Any", status),
        )  # fmt: skip

    def _published(self) -> str | None:
        days = [row.published for row in self.cited.values() if row.published]
        return max(days, key=lambda d: d[:10], default=None) or self.arrival.published

    def _keep(self, name: str, thing: Any) -> None:
        self.parts.setdefault(name, []).append(thing)

    def _state(self, item: Item) -> None:
        spans = (self._line(item),)
        for line in self._quoted(item.quotes):
            self.out.line(line)
        getattr(self, f"_{item.kind}", self._nothing)(item, spans)

    def _line(self, item: Item) -> Any:
        v = item.value
        if item.kind == "name":
            return self.out.line(v["name"], f"{v['form'].capitalize()}: ")
        if item.kind == "said":
            denies = " denies" if item.modality == "denied" else " says"
            return self.out.line(v["content"], f"{v['speaker']}{denies}: “", "”")
        return self.out.line(f"{self.name}, {sentence(item)}.")

    def _quoted(self, quotes: tuple[Quote, ...]) -> Iterator[str]:
        for q in quotes[:_MOST_QUOTES]:
            row = self.cited.get(q.report)
            where = ", ".join(x for x in (row.publisher, row.published) if x) if row else ""
            yield f"Words: “{' '.join(q.quote.split())}” ({where or q.report})"

    def _nothing(self, item: Item, spans: Spans) -> None:
        """What is stated in the text alone: derived values, that follow from the others."""

    def _name(self, item: Item, spans: Spans) -> None:
        if item.value["name"] != self.name and item.value["name"].strip():
            self._keep("aliases", Alias(item.value["name"], spans))

    def _trait(self, item: Item, spans: Spans) -> None:
        name = item.value["property"]
        if name in ("nationality", "residence"):
            self._keep(name, item.value["value"])
            self.grounds.setdefault(name, spans)

    def _standing(self, item: Item, spans: Spans) -> None:
        self.guilty = item.value["finding"] is True
        if item.value["status"] in STATUSES:
            self.status = item.value["status"]
            self.grounds["status"] = spans

    def _happening(self, item: Item, spans: Spans) -> None:
        v = item.value
        if v["type"] in EVENT_TYPES:
            self._keep(
                "events",
                Event(
                    v["type"], spans, (self.name,), parties=tuple(v["parties"]), date=v["date"],
                    place=v["place"], modality=cast(Modality, item.modality),
                    term_months=v["term_months"], max_term_months=v["max_term_months"],
                    offences=tuple(o for o in v["offences"] if o in OFFENCES),
                ),
            )  # fmt: skip

    def _scheme(self, item: Item, spans: Spans) -> None:
        v = item.value
        if v["scheme"] in SCHEME_KINDS:
            scheme = Scheme(v["scheme"], spans, (self.name,), v["from_year"], v["to_year"])
            self._keep("schemes", scheme)

    def _sum(self, item: Item, spans: Spans) -> None:
        v = item.value
        if v["purpose"] in MONEY_KINDS:
            modality = cast(Modality, item.modality)
            money = Money(
                float(v["amount"]), v["currency"], v["purpose"], spans, (self.name,), modality
            )
            self._keep("money", money)

    def _said(self, item: Item, spans: Spans) -> None:
        v = item.value
        kind: SpeechKind = "direct" if v["speech"] == "direct" else "indirect"
        if v["content"].strip() and item.modality != "denied":
            said = Attribution(
                v["speaker"], v["content"], kind, spans, v["via"], v["hedged"], v["forecast"]
            )  # fmt: skip
            self._keep("attributions", said)

    def _link(self, item: Item, spans: Spans) -> None:
        v = item.value
        if v["to_kind"] in GROUP_KINDS and v["to_name"].strip() and v["to_name"] != self.name:
            self._keep("groups", Group(v["to_name"], v["to_kind"], spans))

    def _subject(self, spans: Spans) -> dict[str, tuple[Any, ...]]:
        aliases = tuple(self.parts.get("aliases", ()))
        subject = self.case.subject
        if subject.kind == "person":
            residence = self.parts.get("residence", [None])[0]
            person = Person(
                self.name, spans, aliases, None, tuple(self.parts.get("nationality", ())),
                residence, self._role(), self.grounds,
            )  # fmt: skip
            return {"people": (person,)}
        kind = subject.group_kind if subject.group_kind in GROUP_KINDS else "gang"
        return {"groups": (Group(self.name, cast(GroupKind, kind), spans, aliases),)}

    def _role(self) -> Role:
        """Accused where anything is told of them in law; found guilty or freed where shared so."""
        if self.status in _FREED:
            return "freed"
        if self.guilty or self.status in _FOUND:
            return "convicted"
        return "accused" if self.status or self.parts.get("events") else "other"
