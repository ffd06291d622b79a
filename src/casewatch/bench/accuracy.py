"""The reading against labelled reports: which facts are right, and figures by kind.

The labelled reports and their scorer stand in a folder of their own beside the checkout; the
scorer is loaded from there when asked, and judges alone.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from casewatch.errors import NotFoundError
from casewatch.model.reading import Reading, reading_to_json
from casewatch.model.report import Report
from casewatch.reading.confidence.facts import Place
from casewatch.sources.cleaning import clean_report

Gold = dict[str, Any]


def gold_folder() -> Path | None:
    """The labelled reports (`CASEWATCH_SHARED` names another place), or None."""
    shared = os.environ.get("CASEWATCH_SHARED")
    folder = (Path(shared) if shared else Path("..") / "shared") / "gold"
    return folder if (folder / "score_reading.py").is_file() else None


@cache
def scorer(path: Path) -> ModuleType:
    """The scorer at `path`. Raises `NotFoundError` where there is none."""
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise NotFoundError(f"no scorer at {path}", hint="set CASEWATCH_SHARED to the folder")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled(base: Path) -> Iterator[tuple[Report, Gold]]:
    """The labelled reports of `base`, cleaned, each with its labels."""
    for line in (base / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        report = clean_report(json.loads(line))
        path = base / "labels" / f"{report.id}.json"
        if path.is_file():
            yield report, json.loads(path.read_text(encoding="utf-8"))


def right_facts(
    gold: Gold, reading: Reading, path: Path | None = None
) -> dict[tuple[str, Place], bool]:
    """For each fact of `reading` that the labels can judge: whether it is right.

    The scorer's own pairing decides. What it does not score goes by equality: quantities by
    their number.
    """
    found = reading_to_json(reading)
    folder = gold_folder()
    s = scorer(path or ((folder or Path("gold")) / "score_reading.py"))
    right: dict[tuple[str, Place], bool] = {}

    def paired(kind: str, agree: Any) -> dict[int, int]:
        pairs = s.pair_up(gold.get(kind) or [], found[kind], agree)
        hits = {j: i for i, j in pairs}
        right.update({(kind, (j, 0)): j in hits for j in range(len(found[kind]))})
        return hits

    _people(gold, found, s, right)
    paired("groups", lambda g, f: _named(s, g, f))
    paired("agencies", s.agency_agree)
    events = paired("events", s.event_agree)
    for j, event in enumerate(found["events"]):
        label = gold["events"][events[j]] if j in events else {}
        if event["date"]:
            right["event_dates", (j, 0)] = bool(s.date_agrees(label.get("date"), event["date"]))
        if event["term_months"] is not None:
            right["terms", (j, 0)] = label.get("term_months") == event["term_months"]
    paired("schemes", lambda g, f: _scheme(s, g, f))
    paired("money", s.money_agree)
    paired("quantities", lambda g, f: float(g.get("n") == f["n"]))
    paired("attributions", s.attribution_agree)
    for code in found["countries"]:
        right["countries", (code, 0)] = code in (gold.get("countries") or [])
    return right


def _named(s: ModuleType, label: Gold, found: Gold) -> float:
    names = {s.fold(label["name"]), *(s.fold(a) for a in label.get("aliases") or [])}
    return float(s.fold(found["name"]) in names)


def _scheme(s: ModuleType, label: Gold, found: Gold) -> float:
    overlap = float(s.who_overlap(label, found))
    return overlap if label.get("kind") == found["kind"] and overlap >= 0.5 else 0.0


def _people(gold: Gold, found: Gold, s: ModuleType, right: dict[tuple[str, Place], bool]) -> None:
    """Names, roles, aliases and last status of people; a wrong person has nothing right."""
    labels = gold.get("people") or []
    hits = {j: i for i, j in s.people_map(gold, found)}
    for j, person in enumerate(found["people"]):
        label = labels[hits[j]] if j in hits else None
        right["people", (j, 0)] = label is not None
        right["roles", (j, 0)] = label is not None and label.get("role") == person["role"]
        given = {s.fold(a) for a in (label or {}).get("aliases") or []}
        for k, alias in enumerate(person["aliases"]):
            right["aliases", (j, k)] = s.fold(alias) in given
        name = person["name"]
        if name in found["final_status"]:
            told = (gold.get("final_status") or {}).get((label or {}).get("name"))
            if label is None or label.get("role") in s.SUBJECTS:
                right["status", (name, 0)] = told == found["final_status"][name]
