"""FollowTheMoney entities as JSON lines: `id`, `schema`, `properties` with lists of values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from casewatch.screening.entries import Entry, EntryKind
from casewatch.screening.formats.values import countries, text, texts, years
from casewatch.screening.limits import Limits, torn, wrong_kind

_GROUPS = frozenset({"Organization", "Company", "LegalEntity", "PublicBody"})
_THINGS = frozenset({"Vessel", "Airplane", "CryptoWallet", "Asset"})
_NAMES = ("alias", "weakAlias", "previousName", "name")


def read(stream: TextIO, place: str, source: str, limits: Limits) -> Iterator[Entry]:
    """The people, groups and things of a file, one entity a line. Raises `ListError`.

    Entities of other kinds (ownership, sanctions, addresses) name nobody and are left out.
    """
    number, seen = 0, 0
    while line := stream.readline(limits.entry_bytes + 1):
        number += 1
        if len(line) > limits.entry_bytes:
            raise limits.too_large(f"{place}, line {number},")
        if not line.strip():
            continue
        entity = _entity(line, f"{place}, line {number},", first=seen == 0)
        seen += 1
        entry = _entry(entity, source)
        if entry is not None:
            yield entry
    if not seen:
        raise wrong_kind(place, "ftm", "it is empty")


def _entity(line: str, place: str, *, first: bool) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as problem:
        if first:
            raise wrong_kind(place, "ftm", "it is no line of JSON") from None
        raise torn(place, str(problem).partition(": line")[0]) from None
    if (
        not isinstance(found, dict)
        or not isinstance(found.get("schema"), str)
        or not isinstance(found.get("properties"), dict)
        or not found.get("id")
    ):
        raise wrong_kind(place, "ftm", "an entity has id, schema and properties")
    return found


def _entry(entity: dict[str, Any], source: str) -> Entry | None:
    schema, properties = entity["schema"], entity["properties"]
    names = texts(properties.get("name"))
    kind: EntryKind
    if schema == "Person":
        kind = "person"
    elif schema in _GROUPS:
        kind = "group"
    elif schema in _THINGS:
        kind = "other"
    else:
        return None
    if not names:
        return None
    caption = text(entity.get("caption")) or names[0]
    return Entry(
        source,
        text(str(entity["id"])),
        kind,
        caption,
        tuple(x for key in _NAMES for x in texts(properties.get(key)) if x != caption),
        years(texts(properties.get("birthDate"))),
        countries((*texts(properties.get("nationality")), *texts(properties.get("country")))),
        "; ".join(texts(properties.get("topics"))[:4]),
    )
