"""`casewatch decisions`: who judged what, when and why, and what was undone by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    store_option,
    tell,
)
from casewatch.cli.plain import plain

if TYPE_CHECKING:
    from casewatch.model.reading import Reading
    from casewatch.resolving.compare import Comparison
    from casewatch.store import Decision, Store


@click.command(
    "decisions",
    cls=Command,
    examples="""
    casewatch decisions
    casewatch decisions "Roman Seleznev"
    casewatch decisions --standing --format jsonl
    """,
)
@click.argument("name", metavar="[NAME_OR_ID]", required=False)
@click.option("--standing", "only_standing", is_flag=True, help="Leave out what was undone.")
@format_option()
@store_option
def command(name: str | None, only_standing: bool, form: str, store_url: str | None) -> None:
    """List all decisions, newest first: who, when, what, why, and who undid them.

    With a name or id, those on one case file, and after them what rules joined in it, each with
    its grounds for and against.
    """
    from casewatch.resolving.kept import NOTE
    from casewatch.review.decided import decision_to_json
    from casewatch.review.judging import outweighed
    from casewatch.store import Store

    with Store.open(store_url, readonly=True) as store:
        every = store.decisions()
        notes = {d.a: str(d.grounds.get("because") or "") for d in every if d.kind == NOTE}
        notes |= {
            str(d.grounds["undo_of"]): str(d.grounds.get("because") or "")
            for d in every
            if "undo_of" in d.grounds and d.kind != NOTE
        }
        found = [d for d in every if d.kind != NOTE]
        weaker = outweighed(every)
        joins: list[Comparison] = []
        readings: Mapping[str, Reading] = {}
        if name:
            found, joins, readings = _of_case(store, found, name)
    if only_standing:
        found = [d for d in found if d.undone is None]
    found.reverse()
    if form == "text":
        _print(found, joins, notes, readings, weaker)
        return
    rows: list[dict[str, Any]] = [
        {
            **decision_to_json(d),
            "undone_because": notes.get(d.id, ""),
            "outweighed_by": list(weaker.get(d.id, ())),
        }
        for d in found
    ]
    print_items([*rows, *(_join_to_json(j) for j in joins)], form)


def _of_case(
    store: Store, decisions: list[Decision], name: str
) -> tuple[list[Decision], list[Comparison], Mapping[str, Reading]]:
    from casewatch.cases.project import project_store
    from casewatch.cli.case import one_case
    from casewatch.resolving.anchors import Anchors
    from casewatch.resolving.kept import keys_of_text
    from casewatch.review.judging import entity_of

    now = project_store(store)
    entity = entity_of(now.resolution, one_case(now, store, name))
    anchors = Anchors(entity.mentions)
    keys = entity.keys
    found = [d for d in decisions if keys & anchors.keys(keys_of_text(d.a) | keys_of_text(d.b))]
    joins = [
        j for j in now.resolution.joined if entity.kind == j.a.kind and {j.a.key, j.b.key} <= keys
    ]
    return found, joins, now.resolution.readings


def _join_to_json(join: Comparison) -> dict[str, Any]:
    sides = [{"report": m.key.report, "name": m.name} for m in (join.a, join.b)]
    return {
        "id": None, "kind": join.a.kind, "verdict": "same", "by": "rule", "points": join.points,
        "names": [join.a.name, join.b.name], "a": sides[:1], "b": sides[1:],
        "grounds": [{"text": g.text, "points": g.points} for g in join.grounds],
    }  # fmt: skip


def _print(
    decisions: list[Decision],
    joins: list[Comparison],
    notes: dict[str, str],
    readings: Mapping[str, Reading],
    weaker: Mapping[str, tuple[str, ...]],
) -> None:
    from casewatch.review.grounds import readable_grounds

    for d in decisions:
        for line in _lines(d, notes.get(d.id, "")):
            click.echo(line)
        if d.id in weaker:
            click.echo(f"    does not hold in full: outweighed by {', '.join(weaker[d.id])}")
    for join in joins:
        sides = [f"{m.name} ({m.key.report})" for m in (join.a, join.b)]
        click.echo(plain(f"by rule, {join.points:g} points: {' / '.join(sides)}: same"))
        for ground in (g for side in readable_grounds(join, readings) for g in side):
            click.echo(plain(f"    {ground}"))
    standing = sum(d.undone is None for d in decisions)
    joined = f"; {len(joins):,} joins by rule" if joins else ""
    tell(f"casewatch: {len(decisions):,} decisions, of which {standing:,} stand{joined}")


def _lines(d: Decision, undone_because: str) -> Iterator[str]:
    from casewatch.cli.decided import wording

    yield plain(f"{d.id}  {d.made[:16].replace('T', ' ')}  {wording(d)}")
    because = str(d.grounds.get("because") or "")
    if "undo_of" in d.grounds:
        because = f"undo of {d.grounds['undo_of']}" + (f": {because}" if because else "")
    yield plain(f"    by {d.by}" + (f", because: {because}" if because else ""))
    if d.undone is not None:
        why = f", because: {undone_because}" if undone_because else ""
        yield plain(f"    UNDONE by {d.undone_by} on {d.undone[:10]}{why}")
