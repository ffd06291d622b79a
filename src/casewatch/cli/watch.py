"""`casewatch watch`: standing questions on somebody's activity."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewatch.cli.author import system_user
from casewatch.cli.common import Command, format_option, store_option, tell, to_json
from casewatch.cli.watched import Desk, full_day
from casewatch.errors import UsageError, WatchError

if TYPE_CHECKING:
    from casewatch.watching.running import Result

#: Weeks to a false alert of one watch, on average, unless told otherwise.
EVERY = 100.0


@click.group("watch")
def command() -> None:
    """Watch subjects for more activity than their past explains: add, list, remove, run, import."""


@command.command(
    "add",
    cls=Command,
    examples="""
    casewatch watch add "Roman Seleznev" --linked --why "set free early; may sell cards again"
    casewatch watch add conti --series leaksites --why "our sector is its main target"
    casewatch watch add Carder.su --why "successor forums" --every 200 --dry-run
    casewatch watch add "Roman Seleznev" Carder.su scheme:carding --as "released" --why "set free"
    casewatch watch add country:LT --why "our own country"
    """,
)
@click.argument("names", nargs=-1, required=True, metavar="NAME_OR_ID...")
@click.option("--why", required=True, metavar="NOTE", help="Why it is watched; shown with alerts.")
@click.option("--as", "label", default="", metavar="LABEL", help="What a set of several is called.")
@click.option("--linked", is_flag=True, help="With what is linked to it within one step.")
@click.option("--series", default="", metavar="FILE", help="A subject of this imported file.")
@click.option("--since", metavar="DATE", help="Activity is new from this day; else from a release.")
@click.option(
    "--every", default=EVERY, show_default=True, type=click.FloatRange(10, 100_000),
    metavar="WEEKS", help="At most one false alert in so many weeks, on average.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only show how often it would have fired.")
@click.option("--by", default=system_user, show_default="your user name", help="Who adds it.")
@format_option("text", "json")
@store_option
def add(
    names: tuple[str, ...], why: str, label: str, linked: bool, series: str, since: str | None,
    every: float, dry_run: bool, by: str, form: str, store_url: str | None,
) -> None:  # fmt: skip
    """Add a watch, after showing how often it would have fired on its past.

    A subject is a case file, `scheme:KIND` (such as scheme:carding), `country:XX`, or, with
    --series, a subject of an imported file. Several are watched together as one set.

    A note on why it exists is required. Alerts come from the newest week on; those of the past
    are shown here and not told again.
    """
    from casewatch.store.store import utc_now
    from casewatch.watching.kept import Watch
    from casewatch.watching.outward import result_to_json
    from casewatch.watching.running import run
    from casewatch.watching.text import result_lines

    if not why.strip():
        raise UsageError("a watch needs a note on why it exists", hint='--why "…"')
    full_day(since)
    with Desk(store_url) as desk:
        subject, set_of = _set(names, label, series)
        watch = Watch(subject, why.strip(), every, "", utc_now(), by, series, linked, since, set_of)
        (result,) = run([watch], desk.series, desk.belief)
        if result.series is None:
            raise WatchError(result.failed)
        last = result.series.week(len(result.series.counts) - 1)
        watch = replace(watch, from_week=last.isoformat())
        result = replace(result, watch=watch)
        if not dry_run:
            desk.keep(desk.kept.added(watch))
    if form == "json":
        click.echo(to_json(result_to_json(result) | {"kept": not dry_run}, indent=1))
        return
    for line in result_lines(result):
        click.echo(line)
    times = "once" if len(result.alerts) == 1 else f"{len(result.alerts)} times"
    past = ", ".join(str(a.week) for a in result.alerts[-8:])
    click.echo(f"  on its past  it would have fired {times}{': ' * bool(past)}{past}")
    tell("not kept: this was a dry run" if dry_run else f"kept as {watch.id}")


def _set(names: tuple[str, ...], label: str, series: str) -> tuple[str, tuple[str, ...]]:
    """What the watch is called, and the members of its set (none for a single subject)."""
    if len(names) == 1:
        if label:
            raise UsageError("--as names a set, and there is one subject", hint="give several")
        return names[0], ()
    if series:
        raise UsageError("a set of imported series is not watched", hint="add one watch for each")
    return label.strip() or " + ".join(names), names


def _results(desk: Desk, names: tuple[str, ...], budget: float | None) -> tuple[Result, ...]:
    from casewatch.watching.running import run

    chosen = desk.kept.watches
    if names:
        chosen = tuple(dict.fromkeys(w for n in names for w in desk.kept.find(n)))
        if not chosen:
            raise WatchError(f"no watch on {', '.join(names)}", hint="see: casewatch watch list")
    return run(chosen, desk.series, desk.belief, budget)


@command.command("list", cls=Command, examples="casewatch watch list")
@format_option("text", "json")
@store_option
def list_(form: str, store_url: str | None) -> None:
    """List the watches, each with why it exists."""
    from casewatch.watching.outward import watch_to_json

    with Desk(store_url) as desk:
        watches, imports = desk.kept.watches, desk.kept.imports
    if form == "json":
        click.echo(to_json([watch_to_json(w) for w in watches], indent=1))
        return
    for w in watches:
        scope = f" ({', '.join(w.set_of)})" if w.set_of else ""
        scope += f" in {w.series}" if w.series else " and what is linked" if w.linked else ""
        click.echo(f"{w.id}  {w.subject}{scope}: {w.why} ({w.by}, {w.added[:10]})")
    for name, one in sorted(imports.items()):
        click.echo(f"imported  {name}: {len(one.counts):,} subjects, {one.first} to {one.last}")
    if not watches:
        tell('no watches yet; add one with: casewatch watch add NAME --why "…"')


@command.command(
    "remove", cls=Command, examples="""
    casewatch watch remove watch-1a2b3c4d
    casewatch watch remove Carder.su
    """,
)  # fmt: skip
@click.argument("name", metavar="WATCH")
@store_option
def remove(name: str, store_url: str | None) -> None:
    """Remove a watch, by its id or its subject."""
    with Desk(store_url) as desk:
        found = desk.kept.find(name)
        if len(found) != 1:
            ids = ", ".join(w.id for w in found)
            raise WatchError(
                f"{name} is watched {len(found)} times: {ids}" if found else f"no watch on {name}",
                hint="give the id" if found else "see: casewatch watch list",
            )
        desk.keep(desk.kept.removed(found[0]))
    tell(f"removed {found[0].id}, on {found[0].subject}")


@command.command(
    "run", cls=Command, examples="""
    casewatch watch run
    casewatch watch run "Roman Seleznev" --format json
    casewatch watch run Carder.su --format svg > carder.svg
    """,
)  # fmt: skip
@click.argument("names", nargs=-1, metavar="[WATCH]...")
@format_option("text", "json", "svg")
@store_option
def run_(names: tuple[str, ...], form: str, store_url: str | None) -> int:
    """Show how each watch stands, with its series where JSON is asked for.

    As svg the series of one watch is drawn: counts by week, what is usual, alerts and gaps.
    """
    from casewatch.watching.outward import result_to_json
    from casewatch.watching.text import result_lines

    with Desk(store_url) as desk:
        results = _results(desk, names, None)
    if form == "svg":
        click.echo(_drawn(results))
    elif form == "json":
        click.echo(to_json([result_to_json(r, full=True) for r in results], indent=1))
    else:
        for result in results:
            for line in result_lines(result):
                click.echo(line)
    return int(any(r.failed for r in results))


def _drawn(results: tuple[Result, ...]) -> str:
    from casewatch.watching.drawn import drawn

    if len(results) != 1:
        raise UsageError(f"one watch is drawn at a time, not {len(results)}", hint="name it")
    if results[0].series is None:
        raise WatchError(results[0].failed)
    return drawn(results[0])


@command.command(
    "import", cls=Command, examples="""
    casewatch watch import leaksites.csv
    casewatch watch import telemetry.csv --name sensors
    """,
)  # fmt: skip
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.csv")
@click.option("--name", default="", help="What it is called; else the file's name.")
@store_option
def import_(file: Path, name: str, store_url: str | None) -> None:
    """Load series from outside: a CSV of date and subject, and a count or one row an incident.

    It takes the place of what was imported under the same name. A file with a date that is
    none or has not come yet, or a negative count, is refused, and nothing of it is kept.
    """
    from datetime import date

    from casewatch.store.store import utc_now
    from casewatch.watching.imported import read_csv

    with Desk(store_url) as desk:
        found = read_csv(file, name, today=date.fromisoformat(utc_now()[:10]))
        desk.keep(replace(desk.kept, imports={**desk.kept.imports, found.name: found}))
    tell(f"{found.name}: {len(found.counts):,} subjects, {found.first} to {found.last}")
