"""From rows to FollowTheMoney entities; each value knows the words of which report give it.

FollowTheMoney has no place for spans, modality and negation. So each item is an entity of its
own, an Event or a Note, whose text says the modality; and the whole item stands in `notes`, as
JSON behind a mark, for whoever reads it back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from casewatch.model.facts import canonical_json
from casewatch.resolving.names import fold
from casewatch.sharing.model import Item, Quote, ReportRow, Share, SharedCase
from casewatch.sharing.plain import item_to_json, report_to_json, subject_to_json
from casewatch.sharing.words import sentence, summary

#: Stands before JSON in `notes`.
MARK = "casewatch "
#: The dataset of what is said by the case file and not by a report.
DATASET = "casewatch"
_TOPICS = {"wanted": "wanted", "sanctioned": "sanction"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property; `quote` is where a report gives it, None where the case file does."""

    prop: str
    value: str
    quote: Quote | None = None


@dataclass(slots=True)
class Entity:
    """One entity: its values in order, none twice from the same place."""

    id: str
    schema: str
    values: dict[Value, None] = field(default_factory=dict)

    def add(self, prop: str, value: str | None, quotes: Iterable[Quote] = ()) -> None:
        """Adds a value, once for each quote, or once where there is none; nothing for blanks."""
        if value and value.strip():
            for quote in tuple(quotes) or (None,):
                self.values[Value(prop, value, quote)] = None

    def properties(self) -> dict[str, list[str]]:
        """The values by property, each once."""
        found: dict[str, dict[str, None]] = {}
        for v in self.values:
            found.setdefault(v.prop, {})[v.value] = None
        return {prop: list(values) for prop, values in found.items()}


def entity_id(*parts: str) -> str:
    """The id of an entity, from internal ids and never from names."""
    raw = canonical_json(parts).encode("utf-8", "surrogatepass")
    return f"casewatch-{hashlib.sha256(raw).hexdigest()[:24]}"


def dataset_of(quote: Quote | None) -> str:
    """One dataset for each report: a statement's id tells datasets apart, and not origins."""
    return DATASET if quote is None else f"report-{entity_id('report', quote.report)[10:]}"


def entities(share: Share) -> Iterator[Entity]:
    """All entities of a share: reports, then each subject with what is said of it."""
    for row in share.reports.values():
        yield article(row)
    for case in share.cases:
        yield from case_entities(case, share)


def subject_id(case: SharedCase, subject: str | None = None) -> str:
    """The id of the entity of a subject of the same producer."""
    return entity_id("subject", case.subject.producer, subject or case.subject.id)


def article(row: ReportRow) -> Entity:
    """A report as an Article."""
    made = Entity(entity_id("report", row.id), "Article")
    made.add("title", row.title)
    made.add("publisher", row.publisher)
    made.add("publishedAt", (row.published or "")[:10])
    if row.url.startswith(("http://", "https://")):
        made.add("sourceUrl", row.url)
    made.add("notes", MARK + canonical_json({"report": report_to_json(row)}))
    return made


def case_entities(case: SharedCase, share: Share) -> Iterator[Entity]:
    """The subject, its items, and the words on which each rests."""
    yield _subject(case, share)
    for item in case.items:
        made = _event(item, case) if item.kind == "happening" else _note(item, case)
        for report in dict.fromkeys(q.report for q in item.quotes):
            if report in share.reports:
                made.add("proof", entity_id("report", report))
        blob = {"subject": case.subject.id, "producer": case.subject.producer}
        made.add("notes", MARK + canonical_json({**blob, "item": item_to_json(item)}))
        yield made
        if item.kind == "link":
            yield _link(item, case)
        for quote in item.quotes:
            if quote.report in share.reports:
                yield _documentation(quote, made)


def _subject(case: SharedCase, share: Share) -> Entity:
    s = case.subject
    made = Entity(subject_id(case), "Person" if s.kind == "person" else "Organization")
    made.add("name", s.name)
    for item in case.of("name"):
        v = item.value
        main = fold(str(v["name"])) == fold(s.name)
        doubtful = v["form"] == "handle" or v["shared_with"]
        made.add("name" if main else "weakAlias" if doubtful else "alias", v["name"], item.quotes)
    for item in case.of("trait"):
        _trait(made, item, s.kind)
    for item in case.of("standing"):
        _standing(made, item, case)
    made.add("summary", summary(case))
    told = {**subject_to_json(s), "tlp": s.tlp or share.tlp}
    made.add("notes", MARK + canonical_json({"subject": told}))
    return made


def _trait(made: Entity, item: Item, kind: str) -> None:
    value = str(item.value["value"])
    match item.value["property"]:
        case "nationality" if kind == "person":
            made.add("nationality", value.lower(), item.quotes)
        case "born" if kind == "person":
            # Both years that a stated age allows.
            for year in value.split("-"):
                made.add("birthDate", year, item.quotes)
        case "residence":
            made.add("address", value, item.quotes)


def _standing(made: Entity, item: Item, case: SharedCase) -> None:
    status = item.value["status"]
    if case.found_guilty and not item.value["cleared"]:
        made.add("topics", "crime.cyber", item.quotes)
    if status in _TOPICS:
        made.add("topics", _TOPICS[status], item.quotes)


def _event(item: Item, case: SharedCase) -> Entity:
    v = item.value
    made = Entity(entity_id("item", case.subject.producer, case.subject.id, item.id), "Event")
    made.add("name", f"{case.subject.name}: {sentence(item)}", item.quotes)
    made.add("date", v["date"], item.quotes)
    made.add("location", v["place"], item.quotes)
    made.add("involved", subject_id(case))
    for party in v["parties"]:
        made.add("country", str(party).lower(), item.quotes)
    _keywords(made, item)
    return made


def _note(item: Item, case: SharedCase) -> Entity:
    made = Entity(entity_id("item", case.subject.producer, case.subject.id, item.id), "Note")
    made.add("entity", subject_id(case))
    made.add("description", sentence(item), item.quotes)
    _keywords(made, item)
    return made


def _keywords(made: Entity, item: Item) -> None:
    made.add("keywords", f"kind: {item.kind}")
    made.add("keywords", f"modality: {item.modality}")


def _link(item: Item, case: SharedCase) -> Entity:
    made = Entity(entity_id("link", case.subject.producer, case.subject.id, item.id), "UnknownLink")
    made.add("subject", subject_id(case))
    made.add("object", subject_id(case, str(item.value["to"])))
    made.add("role", sentence(item), item.quotes)
    return made


def _documentation(quote: Quote, of: Entity) -> Entity:
    place = f"{quote.start}-{quote.end}"
    name = entity_id("quote", of.id, quote.report, place, quote.part)
    made = Entity(name, "Documentation")
    made.add("entity", of.id)
    made.add("document", entity_id("report", quote.report))
    made.add("role", quote.part or "words", (quote,))
    made.add("recordId", place, (quote,))
    made.add("summary", quote.quote, (quote,))
    made.add("description", quote.context, (quote,))
    return made
