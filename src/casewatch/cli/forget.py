"""`casewatch forget`: take a person out of the store, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from casewatch.cli.author import author_options
from casewatch.cli.common import Command, store_option, tell
from casewatch.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from casewatch.cases.project import Projection
    from casewatch.resolving.entities import Entity
    from casewatch.store import Store


@click.command(
    "forget",
    cls=Command,
    examples="""
    casewatch forget "Ivan Examplov" --because "request of 3 May, ref. 17"
    casewatch forget person-0123456789ab --yes
    casewatch forget --list
    """,
)
@click.argument("name", metavar="NAME_OR_ID", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--list", "listed", is_flag=True, help="Show when somebody was forgotten; no names.")
@author_options
@store_option
def command(
    name: str | None, yes: bool, listed: bool, because: str, by: str, store_url: str | None
) -> None:
    """Forget a person, also one who is no subject of a case.

    Every fact on the person goes, in all versions of all reports; the name is blocked out of the
    texts, and the originals of these reports are not kept. Decisions on the person and watches of
    them go too. What was published is withdrawn, and exports hold revocations. The name is not
    read again, whoever bears it. This cannot be undone. A line is kept that says when somebody
    was forgotten and by whose word; give no name in --because.
    """
    from casewatch.cases.project import project_store
    from casewatch.cli.decided import existing_store
    from casewatch.resolving.names import fold
    from casewatch.sharing.forgetting import withdraw
    from casewatch.store.erasing import forget

    with existing_store(store_url) as store:
        if listed:
            _list(store)
            return
        if not name:
            raise UsageError("whom should be forgotten?", hint="give a name or an id")
        now = project_store(store)
        entity = _one(now, store, name)
        names = _names(now, entity)
        if any(f" {fold(n)} " in f" {fold(because)} " for n in names):
            raise UsageError("--because names the person", hint="give a reference instead")
        tell(
            f"casewatch: {entity.name}, also {', '.join(sorted(names - {entity.name})) or '-'}: "
            f"named in {len(entity.reports):,} reports"
        )
        if not yes:
            click.confirm("Forget this person? It cannot be undone", abort=True, err=True)
        mentions = {(m.key.report, m.key.name) for m in entity.mentions}
        done = forget(store, names, mentions, by=by, because=because)
        watches = _drop_watches(store.place, {fold(n) for n in names} | {entity.id})
        objects = withdraw(store, {entity.id}, done.reports)
    tell(
        f"casewatch: forgotten: {done.facts:,} facts in {len(done.reports):,} reports, "
        f"{done.decisions:,} decisions, {watches:,} watches; {objects:,} published objects withdrawn"
    )


def _one(now: Projection, store: Store, name: str) -> Entity:
    """The person of whom a name or id speaks. Raises `NotFoundError` for none and for several."""
    from casewatch.cases.lookup import look_up
    from casewatch.resolving.names import fold

    people = {e.id: e for e in now.resolution.people}
    cases = [c for c in look_up(now, store, name) if c.kind == "person"]
    found = [people[c.id] for c in cases if c.id in people]
    if not found:
        wanted = fold(name)
        found = [
            e for e in people.values()
            if e.id == name.strip() or any(fold(f) == wanted for m in e.mentions for f in m.forms)
        ]  # fmt: skip
    if not found:
        raise NotFoundError(f"nobody in the store goes by “{name}”")
    if len(found) > 1:
        tell(f"casewatch: “{name}” may be any of these; give one id:")
        for entity in found[:12]:
            tell(f"  {entity.id}  {entity.name} ({len(entity.reports)} reports)")
        raise NotFoundError(f"“{name}” is not one person but {len(found)}")
    return found[0]


def _names(now: Projection, entity: Entity) -> set[str]:
    """The names by which the person alone is known: of several words, or handles of their own."""
    case = next((c for c in now.cases if c.id == entity.id), None)
    shared = {n.name for n in case.names if n.shared_with} if case else set()
    handles = {n.name for n in case.names if n.kind == "handle"} if case else set()
    every = {entity.name, *(f for m in entity.mentions for f in (m.name, *m.forms))} | handles
    return {n for n in every - shared if len(n.split()) > 1 or n in handles or n == entity.name}


def _drop_watches(place: str, wanted: set[str]) -> int:
    from casewatch.resolving.names import fold
    from casewatch.watching.kept import load, place_of, save

    path = place_of(place)
    kept = load(path)
    gone = [w for w in kept.watches if w.subject in wanted or fold(w.subject) in wanted]
    for watch in gone:
        kept = kept.removed(watch)
    if gone:
        save(path, kept)
    return len(gone)


def _list(store: Store) -> None:
    from casewatch.store.forgetting import AUDIT

    lines = [d for d in store.decisions() if d.kind == "note" and d.a == AUDIT]
    for d in lines:
        told = f"{d.grounds.get('facts', 0)} facts in {d.grounds.get('reports', 0)} reports"
        why = f": {d.grounds['because']}" if d.grounds.get("because") else ""
        click.echo(f"{d.made[:16]}  somebody was forgotten by {d.by}; {told}{why}")
    if not lines:
        tell("casewatch: nobody was forgotten")
