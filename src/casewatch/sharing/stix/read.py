"""From a STIX 2.1 bundle to what it brings: our own statements whole, others by what they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from casewatch.errors import ListError, ShareError
from casewatch.screening.formats.jsonstream import members
from casewatch.screening.limits import Limits
from casewatch.sharing.incoming.model import Arrival, Shipment
from casewatch.sharing.model import Item, Kind, ReportRow, SharedCase, Subject, Tlp
from casewatch.sharing.plain import item_from_json, report_from_json, subject_from_json
from casewatch.sharing.received import Received
from casewatch.sharing.stix import foreign
from casewatch.sharing.stix.fixed import EXTENSION, Object, marking_of
from casewatch.sharing.stix.stamps import content_of
from casewatch.sharing.tlp import LEVELS
from casewatch.store.sharing import StampRow

_LIMITS = Limits(entry_bytes=64_000_000)
_ID = re.compile(r"[a-z0-9-]{1,50}--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,30})?Z")
_ORDER = {kind: n for n, kind in enumerate(get_args(Kind))}
#: Objects that need not have a version of the specification, and are not used here.
_OTHERS = frozenset({"language-content"})
_MOST_OBJECTS = 1_000_000


def read(path: Path) -> Shipment:
    """What the bundle in a file brings. Raises `ShareError`, before anything is kept."""
    return shipment(objects_of(path), str(path))


def objects_of(path: Path) -> list[Object]:
    """The objects of a bundle, each with type, id and times as they should be."""
    found: list[Object] = []
    try:
        with path.open(encoding="utf-8-sig", errors="strict") as stream:
            for head, member in members(stream, "objects", str(path), "stix", _LIMITS):
                if not found:
                    _see_head(head, str(path))
                found.append(_checked(member, str(path)))
                if len(found) > _MOST_OBJECTS:
                    raise ShareError(f"{path} has more than {_MOST_OBJECTS:,} objects")
    except ListError as problem:
        raise ShareError(problem.message, hint="nothing of it was taken in") from problem
    except UnicodeDecodeError as problem:
        raise ShareError(f"{path} is no text in UTF-8", hint="nothing was taken in") from problem
    except OSError as problem:
        raise ShareError(f"{path} cannot be read: {problem.strerror}") from problem
    return found


def _see_head(head: Mapping[str, Any], place: str) -> None:
    if head.get("type", "bundle") != "bundle":
        raise ShareError(f"{place}: its type is {str(head['type'])[:40]!r}, not bundle")
    if head.get("spec_version", "2.1") != "2.1":
        raise ShareError(
            f"{place} is a bundle of STIX {str(head['spec_version'])[:10]}",
            hint="only STIX 2.1 is taken in",
        )


def _checked(member: Any, place: str) -> Object:
    if not isinstance(member, dict):
        raise ShareError(f"{place}: an object of the bundle is no JSON object")
    name, type_ = member.get("id"), member.get("type")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise ShareError(f"{place}: {str(name)[:80]!r} is no id of an object")
    if type_ != name.partition("--")[0]:
        raise ShareError(f"{place}: {name} is of the type {str(type_)[:40]!r}")
    if "created" in member and member.get("spec_version") != "2.1":
        version = str(member.get("spec_version", "none"))[:10]
        raise ShareError(f"{place}: {name} is of STIX version {version}, not 2.1")
    for key in ("created", "modified", "published"):
        given = member.get(key)
        if given is not None and not (isinstance(given, str) and _TIME.fullmatch(given)):
            raise ShareError(f"{place}: {name}: {key} is no time such as 2026-01-31T12:00:00.000Z")
    return member


def newest_of(objects: list[Object]) -> dict[str, Object]:
    """Each object in its newest version."""
    found: dict[str, Object] = {}
    for one in objects:
        before = found.get(one["id"])
        if before is None or str(one.get("modified", "")) >= str(before.get("modified", "")):
            found[one["id"]] = one
    return found


def see_closed(objects: Mapping[str, Object], place: str) -> None:
    """Raises `ShareError` for a reference that leads out of the bundle.

    A producer need not be in it; the markings of TLP are known to everybody.
    """
    for name, one in objects.items():
        for key, value in one.items():
            if key == "created_by_ref":
                continue
            if key.endswith("_ref"):
                refs: list[Any] = [value]
            elif key.endswith("_refs"):
                refs = value if isinstance(value, list) else [value]
            else:
                continue
            for ref in refs:
                known = isinstance(ref, str) and (ref in objects or marking_of(ref))
                if not known:
                    raise ShareError(
                        f"{place}: {name} refers to {str(ref)[:90]}, which is not in the bundle",
                        hint="nothing of it was taken in; ask for a closed bundle",
                    )


def tlp_of(one: Object) -> Tlp:
    """The strictest marking of an object; one that is unknown counts as red, none as clear."""
    levels: list[Tlp] = [
        marking_of(str(ref)) or "red" for ref in one.get("object_marking_refs", [])
    ]
    return max(levels, key=LEVELS.index, default="clear")


def shipment(found: list[Object], place: str) -> Shipment:
    """What these objects bring. Raises `ShareError`."""
    objects = newest_of(found)
    if not objects:
        raise ShareError(f"{place} holds no object")
    see_closed(objects, place)
    names = {
        key: str(one.get("name") or "")[:300]
        for key, one in objects.items()
        if one["type"] == "identity"
    }
    own = {key: one for key, one in objects.items() if body_of(one) is not None}
    arrivals = (*_own(own, names, place), *foreign.arrivals(objects, own, names, tlp_of))
    left = Counter(
        one["type"]
        for key, one in objects.items()
        if key not in own and one["type"] not in foreign.UNDERSTOOD
    )
    withdrawn = tuple(k for k, one in objects.items() if one.get("revoked") is True)
    return Shipment(arrivals, withdrawn, tuple(_stamps(objects, own, names)), dict(left))


def body_of(one: Object) -> Mapping[str, Any] | None:
    """The body of our extension in an object, where it has one and was not withdrawn."""
    extensions = one.get("extensions")
    body = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return body if isinstance(body, dict) and one.get("revoked") is not True else None


def _own(own: Mapping[str, Object], names: Mapping[str, str], place: str) -> Iterator[Arrival]:
    items: dict[tuple[str, str], list[Item]] = {}
    subjects: dict[tuple[str, str], tuple[Object, Subject]] = {}
    reports: dict[tuple[str, str], ReportRow] = {}
    for key, one in own.items():
        body, by = body_of(one) or {}, str(one.get("created_by_ref") or "")
        where = f"{place}: {key}"
        if "report" in body:
            row = report_from_json(body["report"], where)
            reports[by, row.id] = row
            continue
        subject = body.get("subject")
        if isinstance(subject, dict):
            told = subject_from_json(subject, where)
            if (by, told.id) in subjects:
                raise ShareError(f"{where}: two objects are about {told.id}")
            subjects[by, told.id] = one, told
            given = body.get("items")
            if not isinstance(given, list):
                raise ShareError(f"{where}: the extension has no list of items")
            rows = [item_from_json(i, where) for i in given]
            items[by, told.id] = rows + items.get((by, told.id), [])
        else:
            item = item_from_json(body.get("item"), where)
            items.setdefault((by, str(subject)), []).append(item)
    for (by, name), told_items in items.items():
        if (by, name) not in subjects:
            raise ShareError(f"{place}: statements on {name[:80]}, who is not in the bundle")
        one, subject = subjects[by, name]
        yield _arrival(one, subject, told_items, reports, by, names)


def _arrival(
    one: Object,
    subject: Subject,
    items: list[Item],
    reports: Mapping[tuple[str, str], ReportRow],
    by: str,
    names: Mapping[str, str],
) -> Arrival:
    items.sort(key=lambda i: _ORDER[i.kind])
    tlp = tlp_of(one)
    producer = subject.producer or names.get(by, "")
    told = Subject(subject.id, subject.kind, subject.group_kind, subject.name, tlp, producer)
    case = SharedCase(told, tuple(items))
    rows = tuple(reports[by, r] for r in case.reports if (by, r) in reports)
    return Arrival(one["id"], Received(case, rows, tlp, whole=True), str(one.get("modified")))


def _stamps(
    objects: Mapping[str, Object], own: Mapping[str, Object], names: Mapping[str, str]
) -> Iterator[StampRow]:
    """The times of objects that may be passed on: ours by form, with those that hang on them."""
    makers = {one.get("created_by_ref") for one in own.values()}
    for key, one in objects.items():
        by = one.get("created_by_ref")
        fixed = key == by or one["type"] == "extension-definition"
        if fixed or by not in makers or not {"created", "modified"} <= one.keys():
            continue
        body = body_of(one) or {}
        subject = body.get("subject", "")
        about = subject.get("id", "") if isinstance(subject, dict) else subject
        yield (
            key, str(about), names.get(str(by), ""), content_of(one), str(one["created"]),
            str(one["modified"]), one.get("revoked") is True,
        )  # fmt: skip
