"""Screening of pasted names against case files and loaded lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from casewatch.errors import UsageError
from casewatch.screening.lists import Lists, folder_of
from casewatch.screening.query import Query
from casewatch.screening.screen import Candidate, Screener, Source
from casewatch.serving.desk import Desk
from casewatch.serving.snapshot import Snapshot

#: So many names are taken at once, each of so many characters.
MOST_NAMES, LONGEST = 500, 300
Result = tuple[Query, tuple[Candidate, ...]]


def _born(text: str) -> int | None:
    head = text.strip()[:4]
    return int(head) if head.isascii() and head.isdigit() and 1850 <= int(head) <= 2100 else None


def _country(text: str) -> str:
    from casewatch.reading.places import country_of
    from casewatch.reading.tables import table

    code = text.strip().upper()
    if not code or code in table("countries"):
        return code
    return country_of(text.strip()) or ""


def queries(pasted: str) -> list[Query]:
    """One name a line; after it, where known, year of birth and country, with commas between.

    Raises `UsageError` for too many.
    """
    found = []
    for row in csv.reader(io.StringIO(pasted.replace("\0", "")[: MOST_NAMES * LONGEST])):
        cells = [c.strip() for c in row]
        if not cells or not cells[0] or cells[0].casefold() == "name":
            continue
        born = next((b for c in cells[1:] if (b := _born(c))), None)
        country = next((code for c in cells[1:] if not _born(c) and (code := _country(c))), "")
        found.append(Query(cells[0][:LONGEST], born, country))
        if len(found) > MOST_NAMES:
            raise UsageError(f"more than {MOST_NAMES} names at once", hint="use: casewatch screen")
    return found


def screen(desk: Desk, snapshot: Snapshot, asked: list[Query], most: int = 5) -> list[Result]:
    """The candidates for each name, from case files and all loaded lists."""
    with Lists(folder_of(str(desk.path))).opened() as lists:
        sources: list[Source] = [snapshot.entries, *lists]
        screener = Screener(sources)
        return [(q, screener.screen(q, most)) for q in asked]


def list_names(desk: Desk) -> list[str]:
    """The loaded lists."""
    return [one.name for one in Lists(folder_of(str(desk.path))).about()]


def result_to_json(result: Result) -> dict[str, Any]:
    """One name and its candidates as plain values."""
    query, candidates = result
    return {
        "name": query.name, "born": query.born, "country": query.country or None,
        "kind": query.kind or None, "candidates": [c.to_json() for c in candidates],
    }  # fmt: skip


def rows(results: list[Result]) -> Iterator[dict[str, Any]]:
    """One row a candidate; one without where there is none."""
    for query, candidates in results:
        if not candidates:
            yield {"asked": query.name}
        for c in candidates:
            yield {
                "asked": query.name, "score": c.score, "strength": c.strength, "name": c.name,
                "main_name": c.entry.name, "source": c.entry.source, "id": c.entry.id,
                "born": list(c.entry.born), "countries": list(c.entry.countries),
                "caution": c.caution,
                "grounds": [f"{g.bits:+.1f} {g.kind}: {g.text}" for g in c.grounds],
            }  # fmt: skip
