"""Candidates as text, JSON and CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from casewatch.cli.common import print_items, tell, to_json

if TYPE_CHECKING:
    from casewatch.screening.query import Query
    from casewatch.screening.screen import Candidate

Result = tuple["Query", tuple["Candidate", ...]]
COLUMNS = (
    "asked", "score", "strength", "agreement", "name", "main_name", "source", "id", "kind",
    "born", "countries", "caution", "grounds",
)  # fmt: skip


def _text(results: Iterable[Result]) -> int:
    for query, candidates in results:
        about = ", ".join(x for x in (str(query.born or ""), query.country, query.kind) if x)
        click.echo(f"{query.name}{f' ({about})' if about else ''}")
        if not candidates:
            click.echo("  nobody of that name is known here; that clears nobody")
        for c in candidates:
            entry = c.entry
            known = [entry.kind, *(f"born {y}" for y in entry.born[:3]), *entry.countries]
            known += [entry.note] if entry.note else []
            main = "" if c.name == entry.name else f" = {entry.name}"
            click.echo(
                f"  {c.score:.2f} {c.strength:<9}{c.name}{main}  [{entry.source} {entry.id}]"
            )
            click.echo(f"       {'; '.join(known)}; names agree {c.agreement:.2f}")
            if c.caution:
                click.echo(f"       {c.caution}")
            for ground in c.grounds:
                click.echo(f"       {ground.bits:+6.1f}  {ground.kind}: {ground.text}")
    return 0


def _as_json(result: Result) -> dict[str, Any]:
    query, candidates = result
    return {
        "name": query.name,
        "born": query.born,
        "country": query.country or None,
        "kind": query.kind or None,
        "candidates": [c.to_json() for c in candidates],
    }


def _json(results: Iterable[Result]) -> int:
    print_items((_as_json(r) for r in results), "json")
    return 0


def _jsonl(results: Iterable[Result]) -> int:
    for result in results:
        click.echo(to_json(_as_json(result)))
    return 0


def _csv(results: Iterable[Result]) -> int:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    empty = 0
    for query, candidates in results:
        empty += not candidates
        for c in candidates:
            e = c.entry
            grounds = "; ".join(f"{g.bits:+.1f} {g.kind}: {g.text}" for g in c.grounds)
            row = (
                query.name, c.score, c.strength, c.agreement, c.name, e.name, e.source, e.id,
                e.kind, " ".join(map(str, e.born)), " ".join(e.countries), c.caution, grounds,
            )  # fmt: skip
            out.writerow([_safe(x) for x in row])
    if empty:
        tell(f"casewatch: {empty:,} names with no candidate")
    return 0


def _safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    risky = isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if risky else cell


PRINTERS: dict[str, Callable[[Iterable[Result]], int]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
}
