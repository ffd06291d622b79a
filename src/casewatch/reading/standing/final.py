"""Final status: where the text leaves a subject, from events and, where these fail, phrases."""

from __future__ import annotations

import re
from datetime import date

from casewatch.model.reading import Event, Spans
from casewatch.model.spans import Span
from casewatch.model.vocabulary import Role, Status
from casewatch.reading.standing.facts import Facts

#: A release longer ago than this is not what the report is about.
RECENT_MONTHS = 12
_BOND = re.compile(r"\b(?:bond|bail|recogni[sz]ance|pending|conditions?|trial)\b", re.IGNORECASE)


_CHARGES = re.compile(
    r"\b(?:indict(?:ed|ment)|charged with|criminal complaint|charges against)\b", re.IGNORECASE
)


def charges_in(text: str) -> Spans:
    """Where the report first speaks of a charge that was brought."""
    found = _CHARGES.search(text)
    return (Span(*found.span()),) if found else ()


def release_of(text: str, facts: Facts, day: date | None) -> Spans:
    """The words that tell that the report's own event let this person go; empty if none do."""
    found = [
        e.spans[0]
        for e in facts.events
        if e.type in ("exchange", "release")
        and e.modality == "asserted"
        and e.spans
        and _is_recent(e, day)
        and (e.type == "exchange" or _is_let_go(text, e.spans[0]))
        and not _BOND.search(text[e.spans[0].start : e.spans[0].end + 60])
    ]
    if facts.sign_spans("bond"):
        return ()
    found += facts.sign_spans("freed")
    return (*(s for s in found if _is_let_go(text, s)), *facts.sign_spans("swapped"))


_LET_GO = re.compile(
    r"swap|exchang|prisoner|custody|jail|detention|detain|pardon|hostage|captiv|return|\bhome\b|\bdeal\b|"
    r"freed|freedom|imprison|clemency",
    re.IGNORECASE,
)
_NOT_LET_GO = re.compile(
    r"supervised|publicly|statement|online|following (?:his|her|their) release|(?:after|upon|from) (?:his|her|their) release|"
    r"press|report|data|version|malware|code",
    re.IGNORECASE,
)


def _is_let_go(text: str, span: Span) -> bool:
    """Whether the sentence speaks of people set free, not of supervised or published releases."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
    around = text[start : span.end + 120].split("\n", 1)[0]
    near = text[max(start, span.start - 25) : span.end + 15]
    return bool(_LET_GO.search(around)) and not _NOT_LET_GO.search(near)


def _is_recent(event: Event, day: date | None) -> bool:
    if event.date is None or day is None:
        return True
    return (
        abs(int(event.date[:4]) * 12 + int(event.date[5:7] or 6) - day.year * 12 - day.month)
        <= RECENT_MONTHS
    )


def final_status(facts: Facts, role: Role, charges: Spans) -> tuple[Status, Spans]:
    """The status and the words that show it.

    `charges` are the places where the report speaks of charges at all: a subject of whom nothing
    else is told is one of those charged.
    """
    events, signs = facts.event_spans, facts.sign_spans
    if role == "freed":
        return "released", (events("exchange", "release") or signs("freed", "swapped"))[:2]
    if found := events("death") or signs("deceased"):
        return "deceased", found[:2]
    if role == "convicted":
        return _of_convicted(facts)
    if found := events("acquittal") or signs("acquitted", "dismissed", "overturned"):
        return "acquitted", found[:2]
    if found := signs("uncharged"):
        return "suspected", found[:2]
    if found := events("release") or signs("bond"):
        return "charged", found[:2]
    if found := events("arrest", "extradition") or signs("custody", "arrested", "extradited"):
        return "in_custody", found[:2]
    if found := signs("wanted"):
        return "wanted", found[:2]
    if found := events("charge", "appearance", "trial") or signs("charged", "agreed"):
        return "charged", found[:2]
    if found := events("sanction") or signs("sanctioned"):
        return "sanctioned", found[:2]
    if charges:
        return "charged", charges[:1]
    return "suspected", signs("suspected")[:2] or facts.spans[:1]


def _of_convicted(facts: Facts) -> tuple[Status, Spans]:
    if found := facts.sign_spans("serving"):
        return "imprisoned", found[:2]
    if found := facts.event_spans("sentence") or facts.sign_spans("sentenced"):
        return "sentenced", found[:2]
    found = facts.event_spans("plea", "conviction") or facts.sign_spans(
        "convicted", "awaiting", "admitted"
    )
    return "convicted", found[:2]
