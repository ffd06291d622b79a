"""What is the same in every bundle: ids, the producer, the extension definition, the markings."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from casewatch.sharing.model import Tlp
from casewatch.sharing.tlp import label

Object = dict[str, Any]
#: All ids are UUIDv5 in this namespace, made of the producer's name and an internal id.
NAMESPACE = uuid.UUID("5d72e0f6-35d5-4fbe-bcc3-a7848368c8e0")
EXTENSION = "extension-definition--0099a2b1-f69e-4235-8cb6-72cde4d1f5d4"
#: Who makes the bundles unless another name is given.
PRODUCER = "Casewatch"
#: When the extension and its producer were defined; a new text of them has a new date.
DEFINED = "2026-11-25T00:00:00.000Z"
#: Named as validators look for it.
SCHEMA_FILE = f"{EXTENSION}.json"
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
#: The marking definitions of TLP 2.0 are given by OASIS: never other ids, dates or names.
_TLP_IDS: dict[Tlp, str] = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}


@lru_cache(maxsize=20_000)
def stix_id(type_: str, producer: str, internal: str) -> str:
    """The id of an object: the same for the same producer and internal id, never from a name."""
    return f"{type_}--{uuid.uuid5(NAMESPACE, f'{type_} {producer} {internal}')}"


@cache
def producer(name: str) -> str:
    """The id of the identity that makes objects under `name`."""
    return stix_id("identity", "", name)


def producer_object(name: str) -> Object:
    """The identity that makes objects: a system, which is its own producer."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": producer(name),
        "created_by_ref": producer(name),
        "created": DEFINED,
        "modified": DEFINED,
        "name": name,
        "identity_class": "system" if name == PRODUCER else "organization",
    }


@cache
def schema_text() -> str:
    """The JSON schema of the extension, as it is published with the package."""
    return (files("casewatch.sharing") / "schemas" / SCHEMA_FILE).read_text("utf-8")


def extension_object() -> Object:
    """The definition of our extension, with its schema as text."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created_by_ref": producer(PRODUCER),
        "created": DEFINED,
        "modified": DEFINED,
        "name": "Casewatch evidence",
        "description": "Statements of case files with modality, date precision, the exact words "
        "of reports on which they rest and where these stand.",
        "schema": schema_text(),
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }


def marking(tlp: Tlp) -> str:
    """The id of a marking."""
    return _TLP_IDS[tlp]


def marking_of(stix: str) -> Tlp | None:
    """The marking behind an id, or None for another marking."""
    return next((tlp for tlp, known in _TLP_IDS.items() if known == stix), None)


def marking_object(tlp: Tlp) -> Object:
    """The marking definition as OASIS gives it."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _TLP_IDS[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": label(tlp),
        "extensions": {_TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": tlp}},
    }


def timestamp(text: str | None) -> str | None:
    """A date or time of any precision as STIX writes it, in UTC; None where it is none."""
    if not text:
        return None
    padded = text + "-01-01"[3 * (len(text) == 7) :] if len(text) in (4, 7) else text
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
