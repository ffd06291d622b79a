"""A case file taken apart into items: one statement each, with its modality and quotes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casewatch.cases.model import CaseFile, Line, Link, Sources
from casewatch.model.facts import canonical_json
from casewatch.resolving.names import fold
from casewatch.sharing.model import Item, Kind, Quote, SharedCase, Subject

_PRECISION = {4: "year", 7: "month", 10: "day"}


def quotes_of(sources: Sources, part: str = "") -> tuple[Quote, ...]:
    """Sources of a case file as quotes of one part of an item."""
    return tuple(
        Quote(s.report, s.span.start, s.span.end, s.quote, s.context, part) for s in sources
    )


def precision(date: str | None) -> str:
    """How precise a date is: year, month, day, or unknown where there is none."""
    return _PRECISION.get(len(date or ""), "unknown")


def item_id(subject: str, kind: str, key: Iterable[object]) -> str:
    """The id that follows from what tells an item from the others of its subject."""
    raw = canonical_json([subject, kind, *key]).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.sha256(raw).hexdigest()[:16]}"


class _Maker:
    """Makes the items of one subject; of two with one key the second is told by its number."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.taken: set[str] = set()

    def make(
        self,
        kind: Kind,
        key: tuple[object, ...],
        value: Mapping[str, Any],
        quotes: tuple[Quote, ...],
        modality: str = "asserted",
    ) -> Item:
        found, number = item_id(self.subject, kind, key), 1
        while found in self.taken:
            number += 1
            found = item_id(self.subject, kind, (*key, number))
        self.taken.add(found)
        return Item(found, kind, modality, value, quotes)


def shared_case(case: CaseFile) -> SharedCase:
    """All of a case file that can leave, item by item, in its order.

    Names held doubtful, what was set aside and what later reports tell of a forecast stay:
    these are the desk's own work.
    """
    maker = _Maker(case.id)
    subject = Subject(case.id, case.kind, case.group_kind, case.name)
    found = (
        *_names(case, maker),
        *_traits(case, maker),
        *_status(case, maker),
        *(_happening(line, maker) for line in case.timeline),
        *_schemes(case, maker),
        *_sums(case, maker),
        *_said(case, maker),
        *(_link(x, "associate", case, maker) for x in case.associates),
        *(_link(x, "venue", case, maker) for x in case.venues),
        *_contradictions(case, maker),
    )
    return SharedCase(subject, found)


def _names(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    for n in case.names:
        value = {"name": n.name, "form": n.kind, "shared_with": n.shared_with}
        yield maker.make("name", (fold(n.name),), value, quotes_of(n.sources))


def _traits(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    every = (
        ("nationality", case.nationality), ("residence", case.residence), ("born", case.born),
    )  # fmt: skip
    for name, traits in every:
        for t in traits:
            value = {"property": name, "value": t.value}
            yield maker.make("trait", (name, t.value), value, quotes_of(t.sources))


def _status(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    s = case.status
    if not (s.proven or s.cleared or s.alleged):
        return
    value: dict[str, Any] = {
        "status": s.proven, "since": s.since, "finding": s.finding, "alleged": list(s.alleged),
        "cleared": s.cleared, "manner": s.manner,
    }  # fmt: skip
    yield maker.make("standing", (), value, quotes_of(s.sources))
    if s.term:
        value = {
            "months": s.term.months, "from_date": s.term.from_date,
            "unserved_months": s.term.unserved_months,
        }  # fmt: skip
        yield maker.make("term", (), value, quotes_of(s.term.sources))
    for x in s.history:
        value = {"status": x.status, "since": x.since, "by": x.by, "manner": x.manner}
        yield maker.make("stage", (x.status, x.since), value, quotes_of(x.sources))


def _happening(line: Line, maker: _Maker) -> Item:
    value = {
        "type": line.type, "date": line.date, "precision": precision(line.date),
        "place": line.place, "term_months": line.term_months,
        "max_term_months": line.max_term_months, "parties": list(line.parties),
        "offences": list(line.offences), "manner": line.manner, "details": list(line.details),
        "overdue": line.overdue, "independent_sources": line.independent_sources,
    }  # fmt: skip
    # The earliest words that tell of it: later reports leave the id as it is.
    first = min(((s.day or "9", s.report, s.span.start) for s in line.sources), default=())
    quotes = quotes_of(line.sources) + quotes_of(line.expected, "expected")
    return maker.make("happening", (line.type, *first), value, quotes, line.modality)


def _schemes(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    # A report's words on how a crime worked are a finding about nobody before a court says so.
    proven = case.kind != "person" or case.status.finding
    for s in case.schemes:
        value = {"scheme": s.kind, "from_year": s.from_year, "to_year": s.to_year}
        modality = "asserted" if proven else "alleged"
        yield maker.make("scheme", (s.kind,), value, quotes_of(s.sources), modality)


def _sums(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    for m in case.money:
        value = {
            "amount": m.amount, "currency": m.currency, "purpose": m.kind,
            "independent_sources": m.independent_sources,
        }  # fmt: skip
        key = (m.kind, m.currency, m.amount, m.modality)
        yield maker.make("sum", key, value, quotes_of(m.sources), m.modality)


def _said(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    for w in case.attributions:
        value = {
            "speaker": w.speaker, "via": w.via, "content": w.content, "speech": w.kind,
            "hedged": w.hedged, "forecast": w.forecast,
        }  # fmt: skip
        modality = "denied" if w.denied else "expected" if w.forecast else "asserted"
        yield maker.make("said", (w.speaker, w.content), value, quotes_of(w.sources), modality)


def _link(link: Link, relation: str, case: CaseFile, maker: _Maker) -> Item:
    value = {
        "to": link.id, "to_name": link.name, "to_kind": link.kind, "relation": relation,
        "how": list(link.how),
    }  # fmt: skip
    proven = case.kind != "person" or case.status.finding
    modality = "asserted" if proven else "alleged"
    return maker.make("link", (relation, link.id), value, quotes_of(link.sources), modality)


def _contradictions(case: CaseFile, maker: _Maker) -> Iterator[Item]:
    for c in case.contradictions:
        value = {
            "property": c.property, "values": [v.value for v in c.values], "rule": c.rule,
            "resolved_by": c.resolved.by if c.resolved else "",
        }  # fmt: skip
        quotes = tuple(q for n, v in enumerate(c.values) for q in quotes_of(v.sources, str(n)))
        yield maker.make("contradiction", (c.property,), value, quotes)
