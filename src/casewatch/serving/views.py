"""A page before it has a form: the same content as HTML, JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casewatch.cases.text import safe
from casewatch.serving.told import cell

#: The forms of every page, by the ending of its address.
FORMS: dict[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
HTML = "text/html; charset=utf-8"
_MARKUP = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows.

    `template` and `context` make the HTML; `data` gives plain values for JSON, `rows` those of
    a table for CSV; `markdown` the whole as Markdown, a table of the rows where it is None.
    """

    template: str
    title: str
    data: Callable[[], Any]
    rows: Callable[[], Sequence[Mapping[str, Any]]]
    context: Mapping[str, Any] = field(default_factory=dict)
    markdown: Callable[[], str] | None = None
    status: int = 200


def split_form(name: str) -> tuple[str, str]:
    """An address without its ending, and the form that the ending asks for (`html` for none)."""
    head, dot, ending = name.rpartition(".")
    return (head, ending) if dot and head and ending in FORMS else (name, "html")


def formula_safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def to_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV with a heading, every cell safe for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = _columns(rows)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([formula_safe(safe(cell(row.get(c)))) for c in columns])
    return out.getvalue()


def _plain(text: str) -> str:
    return " ".join(safe(text).split()).translate(_MARKUP)


def to_markdown(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """A heading and a table."""
    columns = _columns(rows)
    lines = [f"# {_plain(title)}", ""]
    if columns:
        lines += ["| " + " | ".join(c.replace("_", " ") for c in columns) + " |"]
        lines += ["| " + " | ".join("---" for _ in columns) + " |"]
        lines += ["| " + " | ".join(_plain(cell(r.get(c))) for c in columns) + " |" for r in rows]
    return "\n".join(lines) + "\n"
