"""The lists of the US Treasury's OFAC as CSV: sdn.csv with its 12 columns, alt.csv with its 5.

Columns are known by their places (the files as published have no heading; one is passed over).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from casewatch.screening.entries import Entry, EntryKind
from casewatch.screening.formats.values import countries, text, years
from casewatch.screening.limits import Limits, torn, wrong_kind

MAIN_COLUMNS, ALT_COLUMNS = 12, 5
_NOTHING = "-0-"
#: The file ends with this sign (Ctrl-Z, of old systems).
_END = "\x1a"
_BORN = re.compile(r"\bDOB ([^;.]{4,40})")
_NATION = re.compile(r"\b(?:nationality|citizen) ([^;.]{2,40})")
_ALIAS = re.compile(r"\ba\.k\.a\. '([^']{1,120})'")


def rows(
    stream: TextIO, place: str, limits: Limits, columns: tuple[int, ...]
) -> Iterator[list[str]]:
    """The rows of a table with a number in front. Raises `ListError` for another table."""
    reader = csv.reader(_lines(stream, place, limits), strict=True)
    try:
        for number, row in enumerate(reader, 1):
            if not row or row[0].strip() in ("", _END):
                continue
            if len(row) not in columns:
                wanted = " or ".join(map(str, columns))
                why = f"row {number} has {len(row)} columns, not {wanted}"
                raise wrong_kind(place, "ofac", why)
            if not row[0].strip().isdigit():
                if number == 1:
                    continue
                raise wrong_kind(place, "ofac", f"row {number} does not begin with a number")
            yield [text(x).removesuffix(_NOTHING).strip() for x in row[:11]] + row[11:]
    except csv.Error as problem:
        raise torn(place, str(problem)) from None


def _lines(stream: TextIO, place: str, limits: Limits) -> Iterator[str]:
    while line := stream.readline(limits.entry_bytes + 1):
        if len(line) > limits.entry_bytes:
            raise limits.too_large(place)
        yield line.replace("\x00", "")


def columns_of(stream: TextIO, place: str, limits: Limits) -> int:
    """How many columns the first row has; the stream is read from its start."""
    try:
        first = next(csv.reader(_lines(stream, place, limits)), [])
    except csv.Error as problem:
        raise wrong_kind(place, "ofac", str(problem)) from None
    if len(first) not in (MAIN_COLUMNS, ALT_COLUMNS):
        why = f"it has {len(first)} columns; sdn.csv has {MAIN_COLUMNS} and alt.csv {ALT_COLUMNS}"
        raise wrong_kind(place, "ofac", why)
    return len(first)


def alternatives(stream: TextIO, place: str, limits: Limits) -> dict[str, list[str]]:
    """The alternative names by the number of their entry."""
    found: dict[str, list[str]] = {}
    for count, row in enumerate(rows(stream, place, limits, (ALT_COLUMNS,))):
        if count >= limits.names:
            raise limits.too_many(place, "names")
        if row[3]:
            found.setdefault(row[0], []).append(row[3])
    return found


def read(
    stream: TextIO, place: str, source: str, limits: Limits, alt: dict[str, list[str]]
) -> Iterator[Entry]:
    """The entries of sdn.csv, with their alternative names."""
    for row in rows(stream, place, limits, (MAIN_COLUMNS,)):
        number, name, what, programme = row[:4]
        if not name:
            raise wrong_kind(place, "ofac", f"entry {number} has no name")
        remarks = row[11][: limits.entry_bytes]
        kind: EntryKind = (
            "person"
            if what == "individual"
            else "other"
            if what in ("vessel", "aircraft")
            else "group"
        )
        yield Entry(
            source,
            number,
            kind,
            name,
            (*alt.get(number, ()), *(text(a) for a in _ALIAS.findall(remarks))),
            years(_BORN.findall(remarks)) if kind == "person" else (),
            countries(_NATION.findall(remarks)),
            text(programme.replace("] [", "; ").strip("[]")),
        )
