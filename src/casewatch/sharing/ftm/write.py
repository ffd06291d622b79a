"""Entities as lines of JSON, and statements as the rows of a CSV file."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable
from typing import IO

from casewatch.sharing.ftm.entities import Entity, Value, dataset_of

_TYPES = {
    "name": "name", "alias": "name", "weakAlias": "name", "nationality": "country",
    "country": "country", "birthDate": "date", "date": "date", "publishedAt": "date",
    "address": "address", "location": "address", "summary": "text", "notes": "text",
    "description": "text", "topics": "topic", "sourceUrl": "url", "involved": "entity",
    "proof": "entity", "entity": "entity", "document": "entity", "subject": "entity",
    "object": "entity",
}  # fmt: skip
#: Behind the columns that FollowTheMoney reads stands our own: where the words are.
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin",
    "lang", "original_value", "external", "first_seen", "last_seen", "id", "words",
)  # fmt: skip


def write_entities(made: Iterable[Entity], out: IO[str]) -> int:
    """Writes an entity a line; how many."""
    count = 0
    for entity in made:
        datasets = dict.fromkeys(dataset_of(v.quote) for v in entity.values)
        line = {
            "id": entity.id,
            "schema": entity.schema,
            "properties": entity.properties(),
            "datasets": list(datasets),
        }
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_statements(made: Iterable[Entity], out: IO[str]) -> int:
    """Writes a value a row, once for each place that gives it; how many rows."""
    writer, count = csv.writer(out, dialect=csv.unix_dialect), 0
    writer.writerow(COLUMNS)
    for entity in made:
        for value in entity.values:
            writer.writerow(_row(entity, value))
            count += 1
    return count


def _row(entity: Entity, v: Value) -> list[str]:
    dataset = dataset_of(v.quote)
    origin, words = "", ""
    if v.quote is not None:
        origin = f"{v.quote.report}:{v.quote.start}-{v.quote.end}"
        words = v.quote.quote
    return [
        entity.id, entity.id, v.prop, _TYPES.get(v.prop, "string"), entity.schema, v.value,
        dataset, origin, "", "", "f", "", "", statement_id(dataset, entity.id, v.prop, v.value),
        words,
    ]  # fmt: skip


def statement_id(dataset: str, entity: str, prop: str, value: str) -> str:
    """The id that FollowTheMoney gives a statement: it tells neither origins nor spans apart."""
    key = f"{dataset}.{entity}.{prop}.{value}".encode("utf-8", "surrogatepass")
    return hashlib.sha1(key, usedforsecurity=False).hexdigest()
