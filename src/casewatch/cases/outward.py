"""Case files as plain JSON values, in the outward form of `case --format json`."""

from __future__ import annotations

from typing import Any

from casewatch.cases.model import CaseFile, Link, Resolved, Sources, Standing, Trait, Word
from casewatch.resolving.copies import Copies


def sources_to_json(sources: Sources) -> list[dict[str, Any]]:
    """Sources with report, span, quote, publisher and day."""
    return [
        {"report": s.report, "span": list(s.span), "quote": s.quote, "publisher": s.publisher,
         "published": s.day or None, **({"context": s.context} if s.context else {})}
        for s in sources
    ]  # fmt: skip


_sources = sources_to_json


def _status(status: Standing) -> dict[str, Any]:
    term = status.term
    return {
        "proven": status.proven,
        "since": status.since,
        "finding_of_guilt": status.finding,
        "alleged": list(status.alleged),
        "cleared": status.cleared,
        "term": None if term is None else {
            "months": term.months, "from": term.from_date, "unserved_months": term.unserved_months,
            "sources": _sources(term.sources),
        },
        "manner": status.manner or None,
        "history": [
            {"status": x.status, "since": x.since, "by": x.by, "manner": x.manner or None,
             "sources": _sources(x.sources)}
            for x in status.history
        ],
        "sources": _sources(status.sources),
    }  # fmt: skip


def _traits(traits: tuple[Trait, ...]) -> list[dict[str, Any]]:
    return [{"value": t.value, "sources": _sources(t.sources)} for t in traits]


def _links(found: tuple[Link, ...]) -> list[dict[str, Any]]:
    return [
        {"id": x.id, "name": x.name, "kind": x.kind, "how": list(x.how),
         "sources": _sources(x.sources)}
        for x in found
    ]  # fmt: skip


def _later(word: Word) -> list[dict[str, Any]]:
    return [
        {"date": x.date, "type": x.type, "modality": x.modality, "sources": _sources(x.sources)}
        for x in word.later
    ]


def _judged(judged: Resolved | None) -> dict[str, str] | None:
    if judged is None:
        return None
    return {
        "by": judged.by, "on": judged.on, "because": judged.because, "decision": judged.decision,
    }  # fmt: skip


def case_to_json(case: CaseFile) -> dict[str, Any]:
    """One case file; every leaf carries its `sources`."""
    return {
        "id": case.id,
        "kind": case.kind,
        "group_kind": case.group_kind,
        "name": case.name,
        "as_of": case.as_of,
        "known_by": case.known_by,
        "names": [
            {"name": n.name, "kind": n.kind, "shared_with": n.shared_with or None,
             "sources": _sources(n.sources)}
            for n in case.names
        ],
        "doubtful_names": [
            {"name": d.name, "reason": d.reason, "sources": _sources(d.sources)}
            for d in case.doubtful_names
        ],
        "nationality": _traits(case.nationality),
        "residence": _traits(case.residence),
        "born": _traits(case.born),
        "status": _status(case.status),
        "timeline": [
            {
                "date": h.date, "type": h.type, "modality": h.modality,
                "term_months": h.term_months, "max_term_months": h.max_term_months,
                "place": h.place, "parties": list(h.parties),
                "offences": list(h.offences), "manner": h.manner or None,
                "details": list(h.details), "overdue": h.overdue, "confidence": h.confidence,
                "expected_by": _sources(h.expected),
                "independent_sources": h.independent_sources, "sources": _sources(h.sources),
            }
            for h in case.timeline
        ],
        "contradictions": [
            {"property": c.property, "rule": c.rule, "resolved": _judged(c.resolved),
             "values": [{"value": v.value, "sources": _sources(v.sources)} for v in c.values]}
            for c in case.contradictions
        ],
        "associates": _links(case.associates),
        "venues": _links(case.venues),
        "schemes": [
            {"kind": s.kind, "from": s.from_year, "to": s.to_year, "sources": _sources(s.sources)}
            for s in case.schemes
        ],
        "money": [
            {"amount": m.amount, "currency": m.currency, "kind": m.kind, "modality": m.modality,
             "independent_sources": m.independent_sources, "sources": _sources(m.sources)}
            for m in case.money
        ],
        "attributions": [
            {"speaker": w.speaker, "via": w.via, "content": w.content, "kind": w.kind,
             "hedged": w.hedged, "forecast": w.forecast, "denied": w.denied,
             "sources": _sources(w.sources), **({"later": _later(w)} if w.forecast else {})}
            for w in case.attributions
        ],
        "joined": [_judged(mark) for mark in case.joined],
        "set_aside": [
            {"what": a.what, "judged": _judged(a.judged), "sources": _sources(a.sources)}
            for a in case.set_aside
        ],
        "reports": list(case.reports),
    }  # fmt: skip


def copies_line(copies: Copies) -> dict[str, Any]:
    """The last line of `cases --format jsonl --full`: the groups of copies."""
    return {"copies": [list(g) for g in copies.groups]}
