"""The form in which the model is asked to answer: JSON Schema over the product's vocabulary."""

from __future__ import annotations

from typing import Any

from casewatch.model.vocabulary import (
    EVENT_TYPES,
    GROUP_KINDS,
    MODALITIES,
    MONEY_KINDS,
    OFFENCES,
    ROLES,
    SCHEME_KINDS,
    STATUSES,
)

TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
MAYBE_INT: dict[str, Any] = {"type": ["integer", "null"]}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _object(**fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": fields, "required": list(fields),
        "additionalProperties": False,
    }  # fmt: skip


def _list(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(**fields, quote=TEXT)}


def schema() -> dict[str, Any]:
    """One object with all kinds of a reading; every item has the quote that shows it."""
    return _object(
        people=_list(
            name=TEXT, aliases=TEXTS, age=MAYBE_INT, nationality=TEXTS, residence=MAYBE_TEXT,
            role=_one_of(ROLES),
        ),
        groups=_list(name=TEXT, kind=_one_of(GROUP_KINDS), aliases=TEXTS),
        agencies=_list(name=TEXT, aliases=TEXTS, country=MAYBE_TEXT),
        events=_list(
            type=_one_of(EVENT_TYPES), who=TEXTS, count=MAYBE_INT, parties=TEXTS, date=MAYBE_TEXT,
            place=MAYBE_TEXT, modality=_one_of(MODALITIES), term_months=MAYBE_INT,
            max_term_months=MAYBE_INT, offences={"type": "array", "items": _one_of(OFFENCES)},
        ),
        schemes=_list(kind=_one_of(SCHEME_KINDS), who=TEXTS, **{"from": MAYBE_TEXT, "to": MAYBE_TEXT}),
        money=_list(
            amount={"type": "number"}, currency=TEXT, kind=_one_of(MONEY_KINDS), who=TEXTS,
            modality=_one_of(MODALITIES),
        ),
        quantities=_list(n={"type": "integer"}, of=TEXT),
        attributions=_list(
            speaker=TEXT, via=MAYBE_TEXT, content=TEXT, kind=_one_of(("direct", "indirect")),
            hedged={"type": "boolean"}, forecast={"type": "boolean"},
        ),
        countries={"type": "array", "items": _object(code=TEXT, quote=TEXT)},
        final_status={"type": "array", "items": _object(name=TEXT, status=_one_of(STATUSES))},
    )  # fmt: skip
