"""Final status: where the text leaves a subject, from events and, where these fail, phrases."""

from __future__ import annotations

import re
from datetime import date

from casewatch.model.reading import Event, Spans
from casewatch.model.vocabulary import Role, Status
from casewatch.reading.standing.facts import Facts

#: A release longer ago than this is not what the report is about.
RECENT_DAYS = 366
_BOND = re.compile(r"\b(?:bond|bail|recogni[sz]ance|pending|conditions?|trial)\b", re.IGNORECASE)


def release_of(text: str, facts: Facts, day: date | None) -> Spans:
    """The words that tell that the report's own event let this person go; empty if none do."""
    found = [
        e.spans[0]
        for e in facts.events
        if e.type in ("exchange", "release")
        and e.modality == "asserted"
        and e.spans
        and _is_recent(e, day)
        and not _BOND.search(text[e.spans[0].start : e.spans[0].end + 60])
    ]
    if facts.sign_spans("bond"):
        return ()
    return tuple(found) or facts.sign_spans("freed")


def _is_recent(event: Event, day: date | None) -> bool:
    if event.date is None or day is None:
        return True
    return abs(int(event.date[:4]) * 12 + int(event.date[5:7] or 6) - day.year * 12 - day.month) <= 12


def final_status(facts: Facts, role: Role) -> tuple[Status, Spans]:
    """The status and the words that show it."""
    events, signs = facts.event_spans, facts.sign_spans
    if role == "freed":
        return "released", (events("exchange", "release") or signs("freed"))[:2]
    if found := events("death") or signs("deceased"):
        return "deceased", found[:2]
    if role == "convicted":
        return _of_convicted(facts)
    if found := events("acquittal") or signs("acquitted"):
        return "acquitted", found[:2]
    if found := events("release") or signs("bond"):
        return "charged", found[:2]
    if found := events("arrest", "extradition") or signs("custody", "arrested", "extradited"):
        return "in_custody", found[:2]
    if found := signs("wanted"):
        return "wanted", found[:2]
    if found := events("charge", "appearance", "trial") or signs("charged"):
        return "charged", found[:2]
    if found := events("sanction") or signs("sanctioned"):
        return "sanctioned", found[:2]
    return "suspected", signs("suspected")[:2] or facts.spans[:1]


def _of_convicted(facts: Facts) -> tuple[Status, Spans]:
    if found := facts.sign_spans("serving"):
        return "imprisoned", found[:2]
    if found := facts.event_spans("sentence") or facts.sign_spans("sentenced"):
        return "sentenced", found[:2]
    found = facts.event_spans("plea", "conviction") or facts.sign_spans("convicted")
    return "convicted", found[:2]
