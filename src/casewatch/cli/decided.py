"""Decisions as the commands show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from casewatch.cli.common import to_json
from casewatch.cli.plain import plain
from casewatch.review.decided import decision_to_json, value_of

if TYPE_CHECKING:
    from casewatch.review.judging import Undone
    from casewatch.store import Decision, Store

#: So many names of reports stand in one line.
FEW = 3


def existing_store(url: str | None) -> Store:
    """The store at `url`, opened for writing. A missing one is not made: `StoreError`."""
    from casewatch.store import Store, default_url
    from casewatch.store.opening import there_is

    # Opening it for reading alone says in one line that there is none.
    if not there_is(url or default_url()):
        Store.open(url, readonly=True).close()
    return Store.open(url)


def wording(decision: Decision) -> str:
    """What a decision says, in one line."""
    names = [str(x) for x in _list(decision.grounds.get("names"))]
    if decision.kind in ("person", "group"):
        if len(set(names)) == 1:
            reports = sorted({str(x["report"]) for x in value_of(decision.a)})
            more = f" and {len(reports) - FEW} more" if len(reports) > FEW else ""
            return f"{names[0]}, in {', '.join(reports[:FEW])}{more}: {decision.verdict}"
        return f"{' / '.join(names) or '?'}: {decision.verdict}"
    if decision.kind == "cluster":
        return f"{' / '.join(names)}: one case file, left as it is"
    judged = value_of(decision.b)
    if decision.kind == "contradiction" and isinstance(judged, dict):
        property_ = str(judged.get("property", "")).replace("_", " ")
        return f"{' / '.join(names)}, {property_}: {judged.get('value')} first"
    if decision.kind == "fact" and isinstance(judged, dict):
        where = ", ".join(str(x.get("report")) for x in judged.get("at", ())[:FEW])
        return f"{' / '.join(names)}, {judged.get('what')} in {where}: {decision.verdict}"
    return f"{decision.kind}: {decision.verdict}"


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def tell_made(store: Store, made: Decision, form: str) -> None:
    """Print a new decision, and the case files that its sides are in now."""
    cases = _cases_now(store, made)
    if form == "json":
        click.echo(to_json({"decision": decision_to_json(made), "cases": cases}, indent=1))
        return
    click.echo(plain(f"{made.id}  {wording(made)}"))
    _echo_cases(cases)
    click.echo(f"take it back with: casewatch undo {made.id}")


def tell_undone(store: Store, undone: Undone, form: str) -> None:
    """Print what was taken back, what was written for it, and the case files now."""
    cases = _cases_now(store, undone.decision)
    written = undone.written
    if form == "json":
        body = {
            "undone": decision_to_json(undone.decision),
            "written": None if written is None else decision_to_json(written),
            "cases": cases,
        }
        click.echo(to_json(body, indent=1))
        return
    click.echo(plain(f"undone: {undone.decision.id}  {wording(undone.decision)}"))
    if written is not None:
        click.echo(plain(f"kept instead: {written.id}  {wording(written)}"))
        click.echo(f"take that back, too, with: casewatch undo {written.id}")
    _echo_cases(cases)


def _cases_now(store: Store, decision: Decision) -> list[dict[str, Any]]:
    from casewatch.cases.project import project_store
    from casewatch.resolving.kept import keys_of_text
    from casewatch.review.judging import current_case

    now = project_store(store)
    keys = keys_of_text(decision.a) | keys_of_text(decision.b)
    found = [
        e
        for kind in ("person", "group")
        if decision.kind == kind or decision.kind not in ("person", "group")
        for e in current_case(now, keys, kind)
    ]
    filed = {c.id for c in now.cases}
    return [
        {"id": e.id, "name": e.name, "reports": len(e.reports), "case_file": e.id in filed}
        for e in found
    ]


def _echo_cases(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        note = "" if case["case_file"] else ", no case file: no report takes them for a subject"
        reports = f"{case['reports']} report{'s' * (case['reports'] != 1)}"
        click.echo(plain(f"  {case['id']}  {case['name']} ({reports}{note})"))
