"""Rows as plain JSON values and back: the form in which they are kept and sent as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, get_args

from casewatch.errors import ShareError
from casewatch.sharing.kinds import checked
from casewatch.sharing.model import Item, Kind, Quote, ReportRow, SharedCase, Subject
from casewatch.sharing.tlp import LEVELS

#: A text of an item may have so many characters; an item so many quotes, a subject so many items.
LONGEST, MOST_QUOTES, MOST_ITEMS = 20_000, 5_000, 200_000


def quote_to_json(quote: Quote) -> dict[str, Any]:
    """A quote; empty context and part are left out."""
    found: dict[str, Any] = {
        "report": quote.report, "span": [quote.start, quote.end], "quote": quote.quote,
    }  # fmt: skip
    if quote.context:
        found["context"] = quote.context
    if quote.part:
        found["part"] = quote.part
    return found


def item_to_json(item: Item) -> dict[str, Any]:
    """An item with its quotes."""
    return {
        "id": item.id,
        "kind": item.kind,
        "modality": item.modality,
        "value": dict(item.value),
        "quotes": [quote_to_json(q) for q in item.quotes],
    }


def subject_to_json(subject: Subject) -> dict[str, Any]:
    """A subject; what is not known is left out."""
    return {key: value for key, value in asdict(subject).items() if value not in (None, "")}


def _text(value: Any, place: str, *, empty: bool = True) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or (not value and not empty):
        raise ShareError(f"{place}: no text of 1 to {LONGEST:,} characters")
    return value


def _list(value: Any, place: str, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ShareError(f"{place}: no list of at most {most:,}")
    return value


def quote_from_json(value: Any, place: str) -> Quote:
    """The quote that `quote_to_json` gave. Raises `ShareError`."""
    if not isinstance(value, Mapping):
        raise ShareError(f"{place}: a quote is no object")
    span = value.get("span")
    whole = isinstance(span, list) and len(span) == 2 and all(type(n) is int for n in span)
    if not whole or not 0 <= span[0] < span[1]:  # type: ignore[index]
        raise ShareError(f"{place}: a span is no pair of a start and a later end")
    return Quote(
        _text(value.get("report"), place, empty=False),
        span[0],  # type: ignore[index]
        span[1],  # type: ignore[index]
        _text(value.get("quote"), place, empty=False),
        _text(value.get("context", ""), place),
        _text(value.get("part", ""), place),
    )


def item_from_json(value: Any, place: str) -> Item:
    """The item that `item_to_json` gave. Raises `ShareError` where a field does not fit."""
    if not isinstance(value, Mapping):
        raise ShareError(f"{place}: an item is no object")
    kind, modality = str(value.get("kind")), str(value.get("modality"))
    fields = checked(kind, modality, value.get("value"), place)
    for given in fields.values():
        for text in given if isinstance(given, list) else [given]:
            if isinstance(text, str):
                _text(text, place)
    quotes = _list(value.get("quotes", []), place, MOST_QUOTES)
    known: Kind = next(k for k in get_args(Kind) if k == kind)
    return Item(
        _text(value.get("id"), place, empty=False),
        known,
        modality,
        fields,
        tuple(quote_from_json(q, place) for q in quotes),
    )


def subject_from_json(value: Any, place: str) -> Subject:
    """The subject that `subject_to_json` gave. Raises `ShareError`."""
    if not isinstance(value, Mapping) or value.get("kind") not in ("person", "group"):
        raise ShareError(f"{place}: a subject is neither person nor group")
    group_kind, tlp = value.get("group_kind"), value.get("tlp")
    if tlp is not None and tlp not in LEVELS:
        raise ShareError(f"{place}: {str(tlp)[:40]!r} is no marking")
    return Subject(
        _text(value.get("id"), place, empty=False),
        str(value["kind"]),
        None if group_kind is None else _text(group_kind, place),
        _text(value.get("name"), place, empty=False),
        tlp,
        _text(value.get("producer", ""), place),
    )


def case_to_json(case: SharedCase) -> dict[str, Any]:
    """A subject with its items."""
    return {
        "subject": subject_to_json(case.subject),
        "items": [item_to_json(item) for item in case.items],
    }


def case_from_json(value: Any, place: str) -> SharedCase:
    """The case that `case_to_json` gave. Raises `ShareError`."""
    if not isinstance(value, Mapping):
        raise ShareError(f"{place}: a case is no object")
    items = _list(value.get("items", []), place, MOST_ITEMS)
    return SharedCase(
        subject_from_json(value.get("subject"), place),
        tuple(item_from_json(item, place) for item in items),
    )


def report_to_json(row: ReportRow) -> dict[str, Any]:
    """A report as it is cited; what is not known is left out."""
    return {key: value for key, value in asdict(row).items() if value not in (None, "")}


def report_from_json(value: Any, place: str) -> ReportRow:
    """The report that `report_to_json` gave. Raises `ShareError`."""
    if not isinstance(value, Mapping):
        raise ShareError(f"{place}: a report is no object")
    published = value.get("published")
    return ReportRow(
        _text(value.get("id"), place, empty=False),
        _text(value.get("title", ""), place),
        _text(value.get("publisher", ""), place),
        None if published is None else _text(published, place),
        _text(value.get("url", ""), place),
        _text(value.get("sha256", ""), place),
        _text(value.get("text_sha256", ""), place),
        _text(value.get("language", "en"), place),
    )
