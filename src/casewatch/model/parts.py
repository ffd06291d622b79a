"""The parts of a reading that are one fact each: events, schemes, money, counts, statements.

What is left at its default is left out of the value, and comes back as that default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from casewatch.model.reading import (
    Attribution,
    Event,
    Money,
    Quantity,
    Reading,
    Scheme,
    Spans,
)
from casewatch.model.vocabulary import Modality

Item = Event | Scheme | Money | Quantity | Attribution

#: Property of a fact, field of a reading, class of the item, kind of the subject.
_KINDS: tuple[tuple[str, str, type[Item], str], ...] = (
    ("event", "events", Event, "event"),
    ("scheme", "schemes", Scheme, "scheme"),
    ("money", "money", Money, "money"),
    ("quantity", "quantities", Quantity, "quantity"),
    ("says", "attributions", Attribution, "statement"),
)
#: Fields of an item that have their own place in a fact.
_OWN_PLACE = frozenset({"spans", "modality", "speaker"})


class Part(NamedTuple):
    """What a fact says of one item, before it has an id."""

    subject: str
    property: str
    value: dict[str, Any]
    spans: Spans
    modality: Modality
    speaker: str | None


def parts_of(reading: Reading) -> Iterator[Part]:
    """The items of `reading` kind by kind, numbered from 1 within each kind."""
    for name, field, _, kind in _KINDS:
        for number, item in enumerate(getattr(reading, field), 1):
            yield Part(
                subject=f"{kind}:{number}",
                property=name,
                value=_value(item),
                spans=item.spans,
                modality=getattr(item, "modality", "asserted"),
                speaker=getattr(item, "speaker", None),
            )


def _value(item: Item) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for field in fields(item):
        given = getattr(item, field.name)
        if field.name in _OWN_PLACE or given == field.default:
            continue
        value[field.name.rstrip("_")] = list(given) if isinstance(given, tuple) else given
    return value


def from_parts(
    parts: Iterable[tuple[str, Any, Spans, Modality, str | None]],
) -> dict[str, Any]:
    """The fields of a reading from (property, value, spans, modality, speaker) of each part."""
    found: dict[str, list[Item]] = {name: [] for name, *_ in _KINDS}
    classes = {name: cls for name, _, cls, _ in _KINDS}
    for name, value, spans, modality, speaker in parts:
        if name in found:
            found[name].append(_item(classes[name], value, spans, modality, speaker))
    return {field: tuple(found[name]) for name, field, *_ in _KINDS}


def _item(
    cls: type[Item], value: dict[str, Any], spans: Spans, modality: Modality, speaker: str | None
) -> Item:
    known = {f.name for f in fields(cls)}
    given: dict[str, Any] = {
        key if key in known else f"{key}_": tuple(v) if isinstance(v, list) else v
        for key, v in value.items()
    }
    if "modality" in known:
        given["modality"] = modality
    if "speaker" in known:
        given["speaker"] = speaker
    return cls(spans=spans, **given)
