"""Errors of the reading, counted by class: what was missed or wrong, and in which way."""

from __future__ import annotations

from collections import Counter
from types import ModuleType
from typing import Any

Gold = dict[str, Any]

#: What each class means for a user, in the order of the page.
MEANING = {
    "event missed: none of its type": "a timeline can lack an event; its absence proves nothing",
    "event missed: its type, other people or number": "check who is meant where a report has several",
    "event missed: its type and people, another modality": "expected and done are mixed up here",
    "event found that is not there": "a line of one source alone wants a look at its passage",
    "date missed: the event has none": "unknown stays unknown; sorting by date leaves it out",
    "date wrong": "look at the passage before you rest on a day",
    "group missed": "a search by a venue or malware can miss a report",
    "group found that is none": "an ordinary service or company may stand among the groups",
    "scheme missed: none of its kind": "methods of a crime are told incompletely",
    "scheme missed: its kind, other people": "who did which part is uncertain",
    "scheme found that is not there": "a method that is merely named may be given to the case",
    "agency missed": "who took part on the side of the law may be incomplete",
    "agency found that is none acting": "an agency that is merely named may stand among them",
    "alias missed": "a case may not be found by this name",
    "role wrong": "check the role of people at the edge of the story",
    "last status wrong or missed": "the case file weighs several reports; of one alone, check it",
    "quotation missed or by another speaker": "quotations are a sample, not all of them",
    "sum missed or wrong": "check sums before you add them up",
}


def count_errors(gold: Gold, found: Gold, s: ModuleType) -> Counter[str]:
    """The errors of one report by class; `s` is the scorer, whose pairing decides."""
    out: Counter[str] = Counter()
    _events(gold, found, s, out)
    totals = s.score(gold, found)
    for kind, missed, extra in (
        ("groups", "group missed", "group found that is none"),
        ("agencies", "agency missed", "agency found that is none acting"),
        ("schemes", "", "scheme found that is not there"),
        ("aliases", "alias missed", ""),
        ("attributions", "quotation missed or by another speaker", ""),
        ("money", "sum missed or wrong", ""),
        ("status", "last status wrong or missed", ""),
    ):
        hit, want, have, _ = totals[kind]
        if missed:
            out[missed] += want - hit
        if extra:
            out[extra] += have - hit
    out["role wrong"] += totals["people"][0] - totals["roles"][0]
    missed_schemes = totals["schemes"][1] - totals["schemes"][0]
    kinds = {x["kind"] for x in found["schemes"]}
    none = min(missed_schemes, sum(x["kind"] not in kinds for x in gold.get("schemes") or []))
    out["scheme missed: none of its kind"] += none
    out["scheme missed: its kind, other people"] += missed_schemes - none
    return out


def _events(gold: Gold, found: Gold, s: ModuleType, out: Counter[str]) -> None:
    labels, told = gold.get("events") or [], found["events"]
    pairs = s.pair_up(labels, told, s.event_agree)
    hit = {i for i, _ in pairs}
    for i, label in enumerate(labels):
        if i in hit:
            continue
        same = [e for e in told if e["type"] == label["type"]]
        if not same:
            out["event missed: none of its type"] += 1
        elif any(s.who_overlap(label, e) >= 0.5 and not _modality(label, e) for e in same):
            out["event missed: its type and people, another modality"] += 1
        else:
            out["event missed: its type, other people or number"] += 1
    out["event found that is not there"] += len(told) - len(pairs)
    for i, j in pairs:
        if labels[i].get("date") and not s.date_agrees(labels[i]["date"], told[j]["date"]):
            out["date wrong" if told[j]["date"] else "date missed: the event has none"] += 1


def _modality(label: Gold, event: Gold) -> bool:
    return bool(label.get("modality", "asserted") == event["modality"])
