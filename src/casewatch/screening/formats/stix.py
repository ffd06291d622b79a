"""STIX 2 bundles: threat actors, intrusion sets, malware, campaigns and identities by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from casewatch.screening.entries import Entry, EntryKind
from casewatch.screening.formats.jsonstream import members
from casewatch.screening.formats.values import countries, text, texts
from casewatch.screening.limits import Limits, wrong_kind

_KINDS: dict[str, EntryKind] = {
    "threat-actor": "group",
    "intrusion-set": "group",
    "malware": "other",
    "tool": "other",
    "campaign": "other",
    "identity": "group",
}


def read(stream: TextIO, place: str, source: str, limits: Limits) -> Iterator[Entry]:
    """The objects of a bundle that have names. Raises `ListError`."""
    for head, member in members(stream, "objects", place, "stix", limits):
        if head.get("type", "bundle") != "bundle":
            raise wrong_kind(place, "stix", f"its type is {text(str(head['type']))}, not bundle")
        if not isinstance(member, dict) or not isinstance(member.get("type"), str):
            raise wrong_kind(place, "stix", "an object has no type")
        kind, name = _KINDS.get(member["type"]), text(member.get("name"))
        if kind is None or not name or member.get("revoked") is True:
            continue
        if member.get("identity_class") == "individual" or "individual" in texts(
            member.get("resource_level")
        ):
            kind = "person"
        yield Entry(
            source,
            text(member.get("id")) or name,
            kind,
            name,
            (*texts(member.get("aliases")), *texts(member.get("x_mitre_aliases"))),
            countries=countries(texts(member.get("country"))),
            note=member["type"],
        )
