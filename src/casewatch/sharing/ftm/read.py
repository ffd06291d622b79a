"""From FollowTheMoney entities to what they bring: our own items whole, others by their names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from casewatch.errors import ListError, ShareError
from casewatch.screening.formats import ftm
from casewatch.screening.limits import Limits
from casewatch.sharing.ftm.entities import MARK
from casewatch.sharing.incoming.model import Arrival, Shipment
from casewatch.sharing.items import item_id
from casewatch.sharing.kinds import fields
from casewatch.sharing.model import Item, Kind, ReportRow, SharedCase, Subject
from casewatch.sharing.plain import item_from_json, report_from_json, subject_from_json
from casewatch.sharing.received import Received
from casewatch.sharing.tlp import parse

_LIMITS = Limits(entry_bytes=16_000_000)
_ORDER = {kind: n for n, kind in enumerate(get_args(Kind))}
_MOST = 2_000_000
_OWN = frozenset({"Article", "Event", "Note", "Documentation", "UnknownLink"})
Key = tuple[str, str]


def read(path: Path) -> Shipment:
    """What the entities of a file bring. Raises `ShareError`, before anything is kept."""
    try:
        lines = _lines(path)
        if any(isinstance(line, Mapping) and _blob(line) is not None for line in lines):
            return _own(lines, str(path))
        return _foreign(path, lines)
    except ListError as problem:
        raise ShareError(problem.message, hint="nothing of it was taken in") from problem
    except UnicodeDecodeError as problem:
        raise ShareError(f"{path} is no text in UTF-8", hint="nothing was taken in") from problem
    except OSError as problem:
        raise ShareError(f"{path} cannot be read: {problem.strerror}") from problem


def _lines(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    with path.open(encoding="utf-8-sig") as stream:
        while line := stream.readline(_LIMITS.entry_bytes + 1):
            number = len(found) + 1
            if len(line) > _LIMITS.entry_bytes:
                raise ShareError(f"{path}, line {number}, is larger than any entity")
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                raise ShareError(
                    f"{path}, line {number}, is no line of JSON", hint="nothing was taken in"
                ) from None
            good = isinstance(value, dict) and isinstance(value.get("properties"), dict)
            if not good or not value.get("id") or not isinstance(value.get("schema"), str):
                raise ShareError(f"{path}, line {number}: an entity has id, schema and properties")
            found.append(value)
            if len(found) > _MOST:
                raise ShareError(f"{path} has more than {_MOST:,} entities")
    if not found:
        raise ShareError(f"{path} is empty")
    return found


def _blob(entity: Mapping[str, Any]) -> dict[str, Any] | None:
    """What stands behind our mark in the notes of an entity."""
    notes = entity["properties"].get("notes")
    for note in notes if isinstance(notes, list) else ():
        if isinstance(note, str) and note.startswith(MARK):
            try:
                value = json.loads(note.removeprefix(MARK))
            except (ValueError, RecursionError):
                return None
            return value if isinstance(value, dict) else None
    return None


def _own(lines: list[dict[str, Any]], place: str) -> Shipment:
    reports: dict[str, ReportRow] = {}
    subjects: dict[Key, tuple[str, Subject]] = {}
    items: dict[Key, list[Item]] = {}
    left: Counter[str] = Counter()
    for entity in lines:
        blob, where = _blob(entity), f"{place}: {str(entity['id'])[:80]}"
        if blob is None:
            if entity["schema"] not in _OWN:
                left[entity["schema"]] += 1
        elif "report" in blob:
            row = report_from_json(blob["report"], where)
            reports[row.id] = row
        elif "item" in blob:
            key = str(blob.get("producer", "")), str(blob.get("subject"))
            items.setdefault(key, []).append(item_from_json(blob["item"], where))
        else:
            subject = subject_from_json(blob.get("subject"), where)
            subjects[subject.producer, subject.id] = str(entity["id"]), subject
    for producer, name in items:
        if (producer, name) not in subjects:
            raise ShareError(f"{place}: statements on {name[:80]}, who is not in the file")
    arrivals = (
        _arrival(key, subject, items.get((subject.producer, subject.id), []), reports)
        for key, subject in subjects.values()
    )
    return Shipment(tuple(arrivals), left_out=dict(left))


def _arrival(
    key: str, subject: Subject, items: list[Item], reports: Mapping[str, ReportRow]
) -> Arrival:
    items.sort(key=lambda i: _ORDER[i.kind])
    case = SharedCase(subject, tuple(items))
    rows = tuple(reports[r] for r in case.reports if r in reports)
    return Arrival(key, Received(case, rows, parse(subject.tlp) or "red", whole=True))


def _foreign(path: Path, lines: list[dict[str, Any]]) -> Shipment:
    """Others' people and groups, by the names that they give."""
    with path.open(encoding="utf-8-sig") as stream:
        entries = list(ftm.read(stream, str(path), "ftm", _LIMITS))
    arrivals = []
    for entry in entries:
        if entry.kind == "other":
            continue
        group = None if entry.kind == "person" else "gang"
        subject = Subject(entry.id, entry.kind, group, entry.name, None, "")
        case = SharedCase(subject, tuple(_named(subject, entry.names, entry.countries)))
        arrivals.append(Arrival(entry.id, Received(case, (), "clear")))
    known = {a.key for a in arrivals}
    left = Counter(str(e["schema"])[:60] for e in lines if str(e["id"]) not in known)
    return Shipment(tuple(arrivals), left_out=dict(left))


def _named(subject: Subject, names: tuple[str, ...], countries: tuple[str, ...]) -> Iterator[Item]:
    for name in names:
        value = {f.name: f.blank() for f in fields()["name"]}
        value |= {"name": name, "form": "name" if name == subject.name else "spelling"}
        yield Item(item_id(subject.id, "name", (name,)), "name", "asserted", value, ())
    for country in countries if subject.kind == "person" else ():
        value = {"property": "nationality", "value": country}
        yield Item(item_id(subject.id, "trait", (country,)), "trait", "asserted", value, ())
