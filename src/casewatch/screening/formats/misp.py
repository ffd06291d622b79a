"""MISP galaxy clusters: `values`, each with `value`, `uuid` and `meta.synonyms`.

A synonym is what its source says; two clusters may share one, and it joins neither to the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from casewatch.screening.entries import Entry, EntryKind
from casewatch.screening.formats.jsonstream import members
from casewatch.screening.formats.values import countries, text, texts
from casewatch.screening.limits import Limits, wrong_kind

#: Galaxy types whose members are groups of people; those of any other are things.
_GROUPS = ("actor", "group", "gang", "intrusion-set", "sector", "producer")


def read(stream: TextIO, place: str, source: str, limits: Limits) -> Iterator[Entry]:
    """The clusters of a galaxy, one entry each. Raises `ListError`."""
    for head, member in members(stream, "values", place, "misp-galaxy", limits):
        if not isinstance(member, dict) or not text(member.get("value")):
            raise wrong_kind(place, "misp-galaxy", "a member of “values” has no “value”")
        meta = member.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        galaxy = f"{head.get('type', '')} {head.get('category', '')} {head.get('name', '')}".lower()
        kind: EntryKind = "group" if any(w in galaxy for w in _GROUPS) else "other"
        yield Entry(
            source,
            text(member.get("uuid")) or text(member["value"]),
            kind,
            text(member["value"]),
            texts(meta.get("synonyms")),
            countries=countries(texts(meta.get("country"))),
            note=text(head.get("type")),
        )
