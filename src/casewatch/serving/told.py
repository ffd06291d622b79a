"""Decisions and sources in words, and as plain values."""

from __future__ import annotations

from typing import Any

from casewatch.cases.model import Source, Sources
from casewatch.review.decided import decision_to_json, value_of
from casewatch.serving.strings import words
from casewatch.store import Decision

#: So many names of reports stand in one line.
FEW = 3


def _names(decision: Decision) -> list[str]:
    names = decision.grounds.get("names")
    return [str(n) for n in names] if isinstance(names, list | tuple) else []


def cases_of(decision: Decision) -> list[str]:
    """The ids of the case files that it was about when it was made."""
    cases = decision.grounds.get("cases")
    return [str(c) for c in cases] if isinstance(cases, list | tuple) else []


def decision_words(decision: Decision) -> str:
    """What a decision says, in one line."""
    names = _names(decision)
    whose = " / ".join(dict.fromkeys(names)) or "?"
    judged = value_of(decision.b)
    if decision.kind in ("person", "group"):
        if len(set(names)) == 1:
            reports = sorted({str(x["report"]) for x in value_of(decision.a)})
            more = ", …" if len(reports) > FEW else ""
            where = ", ".join(reports[:FEW]) + more
            return words("decision.part", name=whose, where=where, verdict=decision.verdict)
        return words("decision.pair", names=whose, verdict=decision.verdict)
    if decision.kind == "cluster":
        return words("decision.cluster", names=whose)
    if decision.kind == "contradiction" and isinstance(judged, dict):
        property_ = str(judged.get("property", "")).replace("_", " ")
        return words(
            "decision.contradiction", names=whose, property=property_, value=judged.get("value")
        )
    if decision.kind == "fact" and isinstance(judged, dict):
        key = "decision.fact_no" if decision.verdict == "reject" else "decision.fact_yes"
        return words(key, names=whose, what=str(judged.get("what", "")).replace("_", " "))
    if decision.kind == "name" and isinstance(judged, dict):
        to = judged.get("to")
        key = "decision.name_to" if to else "decision.name_no"
        return words(key, names=whose, name=judged.get("name"), to=to)
    return f"{decision.kind}: {decision.verdict}"


def told_decision(decision: Decision) -> dict[str, Any]:
    """A decision as plain values, with what it says in words."""
    return {**decision_to_json(decision), "says": decision_words(decision)}


def one_each(sources: Sources) -> tuple[Source, ...]:
    """The sources, of those with the same words the first: copies say the same."""
    told: dict[str, Source] = {}
    for s in sources:
        told.setdefault(" ".join(s.quote.split()), s)
    return tuple(told.values())


def readable(value: str, property_: str = "") -> str:
    """A value in dispute as people say it."""
    from casewatch.cases.wording import months
    from casewatch.serving.dates import told

    if property_.endswith("term_months") and value.isdigit():
        return months(int(value))
    if property_.endswith("date"):
        return told(value)
    if value.isdigit() and len(value) > 4:
        return f"{int(value):,}"
    return value


def cell(value: Any) -> str:
    """One cell as text: lists joined by semicolons, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(cell(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
