"""From MISP events to what they bring: our own statements whole, others by their objects."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from casewatch.errors import ShareError
from casewatch.sharing.incoming.model import Arrival, Shipment
from casewatch.sharing.items import item_id
from casewatch.sharing.kinds import fields
from casewatch.sharing.misp.parts import MARK
from casewatch.sharing.model import Item, Kind, ReportRow, SharedCase, Subject, Tlp
from casewatch.sharing.plain import item_from_json, report_from_json, subject_from_json
from casewatch.sharing.received import Received
from casewatch.sharing.tlp import LEVELS, parse

_ORDER = {kind: n for n, kind in enumerate(get_args(Kind))}
_LONGEST, _MOST_EVENTS = 2_000, 200_000
#: Relations of the object of a person, and the form of name that each is.
_NAMES = {"full-name": "name", "alias": "spelling", "handle": "handle"}


def read(path: Path) -> Shipment:
    """What the events of a file bring: one event, a list, or what a MISP server answers.

    Raises `ShareError`, before anything is kept.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        why = (
            "its values are nested too deep"
            if isinstance(problem, RecursionError)
            else ("it is no JSON")
        )
        raise ShareError(f"{path} is no MISP file: {why}", hint="nothing was taken in") from None
    except OSError as problem:
        raise ShareError(f"{path} cannot be read: {problem.strerror}") from problem
    found: list[Arrival] = []
    left: Counter[str] = Counter()
    for event in _events(value, str(path)):
        found.extend(_of_event(event, f"{path}: {str(event.get('uuid'))[:40]}", left))
    return Shipment(tuple(found), left_out=dict(left))


def _events(value: Any, place: str) -> list[dict[str, Any]]:
    if isinstance(value, dict) and isinstance(value.get("response"), list):
        value = value["response"]
    every = value if isinstance(value, list) else [value]
    found = []
    for one in every[: _MOST_EVENTS + 1]:
        event = one.get("Event", one) if isinstance(one, dict) else None
        if not isinstance(event, dict) or not isinstance(event.get("uuid"), str):
            raise ShareError(f"{place}: no MISP event with a uuid", hint="nothing was taken in")
        found.append(event)
    if len(found) > _MOST_EVENTS:
        raise ShareError(f"{place} has more than {_MOST_EVENTS:,} events")
    return found


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(value[:_LONGEST].split()) if isinstance(value, str) else ""


def _tlp(event: Mapping[str, Any]) -> Tlp:
    """The strictest marking among the tags; red where an event has none."""
    levels = [m for tag in _dicts(event.get("Tag")) if (m := parse(tag.get("name")))]
    return max(levels, key=LEVELS.index, default="red")


def _blob(one: Mapping[str, Any]) -> dict[str, Any] | None:
    comment = one.get("comment")
    if not isinstance(comment, str) or not comment.startswith(MARK):
        return None
    try:
        value = json.loads(comment.removeprefix(MARK))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _of_event(event: dict[str, Any], place: str, left: Counter[str]) -> Iterator[Arrival]:
    producer = (
        _text((event.get("Orgc") or {}).get("name")) if isinstance(event.get("Orgc"), dict) else ""
    )
    objects = _dicts(event.get("Object"))
    blobs = [b for one in objects if (b := _blob(one)) is not None]
    if any("subject" in b for b in blobs):
        yield _own(event["uuid"], blobs, producer, _tlp(event), place)
        return
    for one in objects:
        if one.get("name") == "person" and isinstance(one.get("uuid"), str):
            yield from _person(one, producer, _tlp(event))
        else:
            left[f"objects {_text(one.get('name'))[:40]}"] += 1
    for name in dict.fromkeys(_actors(event)):
        subject = Subject(f"threat-actor {name}", "group", "gang", name, None, producer)
        case = SharedCase(subject, tuple(_name_items(subject, [(name, "name")])))
        yield Arrival(f"{producer} threat-actor {name}", Received(case, (), _tlp(event)))


def _own(key: str, blobs: list[dict[str, Any]], producer: str, tlp: Tlp, place: str) -> Arrival:
    told = next(b for b in blobs if "subject" in b)
    subject = subject_from_json(told["subject"], place)
    given = told.get("items")
    items = [item_from_json(i, place) for i in (given if isinstance(given, list) else [])]
    items += [item_from_json(b["item"], place) for b in blobs if "item" in b]
    items.sort(key=lambda i: _ORDER[i.kind])
    rows = [report_from_json(b["report"], place) for b in blobs if "report" in b]
    whole = Subject(
        subject.id, subject.kind, subject.group_kind, subject.name, tlp,
        subject.producer or producer,
    )  # fmt: skip
    case = SharedCase(whole, tuple(items))
    known: dict[str, ReportRow] = {row.id: row for row in rows}
    cited = tuple(known[r] for r in case.reports if r in known)
    return Arrival(key, Received(case, cited, tlp, whole=True))


def _actors(event: Mapping[str, Any]) -> Iterator[str]:
    for attribute in _dicts(event.get("Attribute")):
        if attribute.get("type") == "threat-actor" and _text(attribute.get("value")):
            yield _text(attribute["value"])
    for galaxy in _dicts(event.get("Galaxy")):
        if galaxy.get("type") == "threat-actor":
            for cluster in _dicts(galaxy.get("GalaxyCluster")):
                if _text(cluster.get("value")):
                    yield _text(cluster["value"])


def _person(one: Mapping[str, Any], producer: str, tlp: Tlp) -> Iterator[Arrival]:
    told = [
        (str(a.get("object_relation")), _text(a.get("value"))) for a in _dicts(one.get("Attribute"))
    ]
    names = [(value, _NAMES[rel]) for rel, value in told if rel in _NAMES and value]
    if not names:
        return
    main = next((n for n, form in names if form == "name"), names[0][0])
    subject = Subject(str(one["uuid"]), "person", None, main, None, producer)
    items = [*_name_items(subject, names)]
    for rel, value in told:
        if rel == "nationality" and value:
            trait = {"property": "nationality", "value": value}
            items.append(
                Item(item_id(subject.id, "trait", (value,)), "trait", "asserted", trait, ())
            )
    yield Arrival(str(one["uuid"]), Received(SharedCase(subject, tuple(items)), (), tlp))


def _name_items(subject: Subject, names: list[tuple[str, str]]) -> Iterator[Item]:
    for name, form in dict.fromkeys(names):
        value = {f.name: f.blank() for f in fields()["name"]} | {"name": name, "form": form}
        yield Item(item_id(subject.id, "name", (name,)), "name", "asserted", value, ())
