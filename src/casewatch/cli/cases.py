"""`casewatch cases`: list case files, or search them by name, alias and text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    stdout_console,
    store_option,
    tell,
)
from casewatch.cli.days import last_day

if TYPE_CHECKING:
    from casewatch.cases import CaseFile
    from casewatch.store import Store


@click.command(
    "cases",
    cls=Command,
    examples="""
    casewatch cases
    casewatch cases seleznev
    casewatch cases "stolen card data"
    casewatch cases --kind person --status released
    casewatch cases --format jsonl --full > cases.jsonl
    """,
)
@click.argument("query", required=False)
@click.option("--kind", type=click.Choice(["person", "group"]), help="Only people or only groups.")
@click.option("--status", metavar="STATUS", help="Only people with this proven status.")
@click.option("--as-of", metavar="DATE", help="Leave out what happened after this day.")
@click.option("--known-by", metavar="DATE", help="Use only reports published by this day.")
@click.option("--full", is_flag=True, help="With json and jsonl: whole case files, then copies.")
@click.option("--limit", default=0, metavar="N", help="At most N case files.")
@format_option()
@store_option
def command(
    query: str | None,
    kind: str | None,
    status: str | None,
    as_of: str | None,
    known_by: str | None,
    full: bool,
    limit: int,
    form: str,
    store_url: str | None,
) -> None:
    """List case files, those with most reports first.

    QUERY finds cases by name or alias, and those whose reports hold all of its words.
    """
    from casewatch.cases import case_to_json, copies_line
    from casewatch.cases.find import find_cases
    from casewatch.cases.project import project_store
    from casewatch.store import Store

    copies = None
    with Store.open(store_url, readonly=True) as store:
        if query and not full:
            found = list(find_cases(store, query, 0, last_day(as_of), last_day(known_by)))
        else:
            everything = project_store(store, last_day(as_of), last_day(known_by))
            found, copies = list(everything.cases), everything.copies
            if query:
                found = _matching(found, query, store)
    if kind:
        found = [case for case in found if case.kind == kind]
    if status:
        found = [case for case in found if case.status.proven == status]
    found.sort(key=lambda case: (-len(case.reports), case.name.casefold(), case.id))
    total = len(found)
    found = found[:limit] if limit > 0 else found
    if form == "text":
        _table(found)
        tell(f"casewatch: {len(found):,} of {total:,} case files")
        return
    rows: list[dict[str, Any]] = [case_to_json(c) if full else _brief(c) for c in found]
    if full and copies is not None:
        rows.append(copies_line(copies))
    print_items(rows, form)


def _matching(cases: list[CaseFile], query: str, store: Store) -> list[CaseFile]:
    from casewatch.cases import find_case

    named = {case.id for case in find_case(cases, query)}
    reports = {hit.report for hit in store.search(query, limit=500)}
    by_text = (case.id for case in cases if reports.intersection(case.reports))
    wanted = named or set(by_text)
    return [case for case in cases if case.id in wanted]


def _brief(case: CaseFile) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind,
        "name": case.name,
        "names": [named.name for named in case.names],
        "proven": case.status.proven,
        "since": case.status.since,
        "reports": len(case.reports),
    }


def _table(cases: Iterable[CaseFile]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "kind", "proven", "since"):
        table.add_column(column)
    table.add_column("reports", justify="right")
    table.add_column("id", no_wrap=True)
    for case in cases:
        table.add_row(
            case.name,
            case.group_kind or case.kind,
            case.status.proven or ("–" if case.kind == "person" else ""),
            case.status.since or "",
            str(len(case.reports)),
            case.id,
        )
    stdout_console().print(table)
