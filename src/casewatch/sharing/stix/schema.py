"""The JSON schema of our extension, made from the table of kinds."""

from __future__ import annotations

from typing import Any

from casewatch.model.vocabulary import MODALITIES
from casewatch.sharing.kinds import Field, fields
from casewatch.sharing.stix.fixed import EXTENSION
from casewatch.sharing.tlp import LEVELS

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
}
_TEXT = _TYPES["text"]
_WORDS = {"type": "string", "minLength": 1}


def _field(field: Field) -> dict[str, Any]:
    own = dict(_TYPES[field.type])
    if field.optional:
        own["type"] = [own["type"], "null"]
    return {**own, "description": field.meaning}


def _kind(name: str, own: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "properties": {
            "kind": {"const": name},
            "value": {
                "type": "object",
                "properties": {f.name: _field(f) for f in own},
                "required": [f.name for f in own],
                "additionalProperties": False,
            },
        }
    }


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def schema() -> dict[str, Any]:
    """The schema of an object that has the extension, as validators of STIX take it."""
    quote = _object(
        ["report", "span", "quote"],
        report=_WORDS,
        span={
            "type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2,
            "maxItems": 2,
            "description": "start and end in code points of the report's clean text",
        },
        quote={**_WORDS, "description": "the words of the span, to the letter"},
        context={**_TEXT, "description": "the sentence around a short quote"},
        part={**_TEXT, "description": "which part of the item the words show"},
    )  # fmt: skip
    item = {
        "type": "object",
        "properties": {
            "id": _WORDS,
            "kind": {"enum": list(fields())},
            "modality": {"enum": list(MODALITIES)},
            "value": {"type": "object"},
            "quotes": {"type": "array", "items": {"$ref": "#/definitions/quote"}},
        },
        "required": ["id", "kind", "modality", "value", "quotes"],
        "additionalProperties": False,
        "oneOf": [_kind(name, own) for name, own in fields().items()],
    }
    subject = _object(
        ["id", "kind", "name"],
        id=_WORDS,
        kind={"enum": ["person", "group"]},
        group_kind=_TEXT,
        name=_WORDS,
        tlp={"enum": list(LEVELS)},
        producer=_TEXT,
    )
    report = _object(
        ["id"],
        id=_WORDS,
        **dict.fromkeys(
            ("title", "publisher", "published", "url", "sha256", "text_sha256", "language"), _TEXT
        ),
    )
    body = {
        "description": "A subject with its items, one item of a subject, or a report as cited.",
        "type": "object",
        "properties": {
            "extension_type": {"const": "property-extension"},
            "subject": {"anyOf": [_WORDS, {"$ref": "#/definitions/subject"}]},
            "items": {"type": "array", "items": {"$ref": "#/definitions/item"}},
            "item": {"$ref": "#/definitions/item"},
            "report": {"$ref": "#/definitions/report"},
        },
        "required": ["extension_type"],
        "anyOf": [
            {"required": ["subject", "items"]},
            {"required": ["subject", "item"]},
            {"required": ["report"]},
        ],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casewatch evidence",
        "type": "object",
        "properties": {
            "extensions": {
                "type": "object",
                "properties": {EXTENSION: body},
                "required": [EXTENSION],
            }
        },
        "required": ["extensions"],
        "definitions": {"quote": quote, "item": item, "subject": subject, "report": report},
    }
