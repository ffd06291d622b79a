"""What other producers shared, as it is kept: one report a subject, its rows as the original."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from casewatch.errors import ShareError
from casewatch.model.facts import canonical_json
from casewatch.resolving.names import fold
from casewatch.sharing.model import ReportRow, SharedCase, Tlp
from casewatch.sharing.plain import (
    case_from_json,
    case_to_json,
    report_from_json,
    report_to_json,
)
from casewatch.sharing.tlp import parse
from casewatch.store import Store, StoredReport

#: The media type of what is kept of a subject that was shared.
MEDIA = "application/vnd.casewatch.shared+json"
_MARK = "shared under "


@dataclass(frozen=True, slots=True)
class Received:
    """One subject as a producer shared it, and the reports that its quotes cite.

    `whole` says that these rows are all that the producer said of it, so that they may be passed
    on as the producer's; a format that says less or more is only read.
    """

    case: SharedCase
    reports: tuple[ReportRow, ...]
    tlp: Tlp
    whole: bool = False


def packed(received: Received) -> bytes:
    """What is kept of it: the same bytes for the same rows."""
    return canonical_json(
        {
            **case_to_json(received.case),
            "reports": [report_to_json(r) for r in received.reports],
            "tlp": received.tlp,
            "whole": received.whole,
        }
    ).encode("utf-8")


def unpacked(raw: bytes, place: str) -> Received:
    """What `packed` kept. Raises `ShareError` where it is damaged."""
    try:
        value = json.loads(raw)
        marking = parse(value["tlp"])
        reports, whole = value["reports"], value["whole"] is True
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise ShareError(f"{place}: what was shared cannot be read any more") from problem
    if marking is None:
        raise ShareError(f"{place}: no marking")
    rows = tuple(report_from_json(r, place) for r in reports)
    return Received(case_from_json(value, place), rows, marking, whole)


def note(tlp: Tlp) -> str:
    """How the marking is noted beside the report."""
    return f"{_MARK}{tlp}"


def tlp_of(stored: StoredReport) -> Tlp | None:
    """The marking of a report that came in shared; None for a report of this desk."""
    if stored.origin.media != MEDIA:
        return None
    marks = (parse(n.removeprefix(_MARK)) for n in stored.origin.notes if n.startswith(_MARK))
    return next((m for m in marks if m), "red")


def of_report(store: Store, report: str) -> Received | None:
    """What was shared as this report; None where nothing of it is kept any more."""
    raw, _ = store.original(report)
    return None if raw is None else unpacked(raw, report)


def answers(received: Received, queries: Iterable[str]) -> bool:
    """Whether one of the queries is the id or a name of the subject."""
    names = {fold(str(i.value["name"])) for i in received.case.of("name")}
    names |= {fold(received.case.subject.name), received.case.subject.id}
    return any(q.strip() in names or fold(q) in names for q in queries)
