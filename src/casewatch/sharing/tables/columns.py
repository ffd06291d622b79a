"""What tables there are, and their columns: the same for CSV, Parquet and the dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casewatch.sharing.kinds import Field, fields
from casewatch.sharing.model import Item, Quote, ReportRow, SharedCase, Tlp

_ITEM = (
    Field("item", "text", False, "the id of the statement; its quotes stand under it"),
    Field("subject", "text", False, "the id of the subject"),
    Field("modality", "text", False, "asserted, alleged, possible, denied or expected"),
)
_NAMES = {"said": "said"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `kind` is the kind of item in it, empty for the others."""

    name: str
    columns: tuple[Field, ...]
    kind: str = ""


SUBJECTS = Table(
    "subjects",
    (
        Field("subject", "text", False, "the id of the case file"),
        Field("kind", "text", False, "person or group"),
        Field("group_kind", "text", True, "gang, venue, malware, ... for a group"),
        Field("name", "text", False, "the name that most reports use"),
        Field("tlp", "text", False, "how far it may be passed on (Traffic Light Protocol 2.0)"),
        Field("producer", "text", False, "who shared it; empty for this desk"),
    ),
)
QUOTES = Table(
    "quotes",
    (
        Field("item", "text", False, "the statement that rests on these words"),
        Field("subject", "text", False, "the subject of the statement"),
        Field("report", "text", False, "the report in which they stand"),
        Field("start", "whole", False, "where they begin, in code points of its clean text"),
        Field("end", "whole", False, "where they end"),
        Field("quote", "text", False, "the words, to the letter"),
        Field("context", "text", False, "the sentence around words too short to stand alone"),
        Field("part", "text", False, "which part of the statement they show; empty for all of it"),
    ),
)
REPORTS = Table(
    "reports",
    (
        Field("report", "text", False, "the id of the report"),
        Field("title", "text", False, "its title"),
        Field("publisher", "text", False, "who published it"),
        Field("published", "text", True, "when, in the precision known"),
        Field("url", "text", False, "its address"),
        Field("sha256", "text", False, "hash of what was fetched"),
        Field("text_sha256", "text", False, "hash of the clean text in which the spans count"),
        Field("language", "text", False, "its language"),
    ),
)


def kind_table(kind: str) -> Table:
    """The table of the items of one kind."""
    return Table(_NAMES.get(kind, f"{kind}s"), (*_ITEM, *fields()[kind]), kind)


def tables() -> tuple[Table, ...]:
    """All tables, in their order."""
    return (SUBJECTS, *(kind_table(kind) for kind in fields()), QUOTES, REPORTS)


def subject_row(case: SharedCase, tlp: Tlp) -> list[Any]:
    """The row of a subject; `tlp` is the marking of the share."""
    s = case.subject
    return [s.id, s.kind, s.group_kind, s.name, s.tlp or tlp, s.producer]


def item_row(item: Item, subject: str) -> list[Any]:
    """The row of an item in the table of its kind."""
    own = [item.value[f.name] for f in fields()[item.kind]]
    return [item.id, subject, item.modality, *own]


def quote_row(quote: Quote, item: str, subject: str) -> list[Any]:
    """The row of a quote."""
    q = quote
    return [item, subject, q.report, q.start, q.end, q.quote, q.context, q.part]


def report_row(row: ReportRow) -> list[Any]:
    """The row of a report."""
    return [
        row.id, row.title, row.publisher, row.published, row.url, row.sha256, row.text_sha256,
        row.language,
    ]  # fmt: skip


def case_rows(case: SharedCase, tlp: Tlp) -> Iterator[tuple[str, list[Any]]]:
    """All rows of a case, each with the name of its table."""
    names = {kind: kind_table(kind).name for kind in fields()}
    yield SUBJECTS.name, subject_row(case, tlp)
    for item in case.items:
        yield names[item.kind], item_row(item, case.subject.id)
        for quote in item.quotes:
            yield QUOTES.name, quote_row(quote, item.id, case.subject.id)


def dictionary() -> Iterator[list[str]]:
    """The data dictionary: table, column, type, whether it may be empty, meaning."""
    yield ["table", "column", "type", "may_be_unknown", "meaning"]
    for table in tables():
        for c in table.columns:
            yield [table.name, c.name, c.type, "yes" if c.optional else "no", c.meaning]
