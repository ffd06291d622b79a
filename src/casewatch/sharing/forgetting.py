"""What follows a forgetting: what was published of the person is withdrawn, for all who read it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from casewatch.resolving.names import fold
from casewatch.sharing.gather import Choice
from casewatch.sharing.publishing import publish, stamp_rows, stamps_of, tombstones
from casewatch.sharing.taxii.paging import kept_moment
from casewatch.sharing.tlp import DEFAULT, parse
from casewatch.store import Store
from casewatch.store import sharing as kept
from casewatch.store.forgetting import Forgotten, forgotten
from casewatch.store.masking import masked

#: What a collection chooses whose only subjects were forgotten.
NOBODY = "(forgotten)"


def withdraw(
    store: Store,
    subjects: Collection[str],
    reports: Collection[str] = (),
    now: datetime | None = None,
) -> int:
    """Withdraws what was published of forgotten subjects; how many objects.

    Their objects leave every collection, and in their place stands that they were withdrawn.
    Whatever else named them, or rested on one of the masked `reports`, is taken out and published
    again as it is told now.
    """
    moment = kept_moment(now or datetime.now(UTC))
    stamps = stamps_of(store)
    gone = tombstones(stamps, set(subjects), moment)
    with store._read() as connection:
        known = forgotten(connection)
    count = 0
    cited = tuple(json.dumps(report, ensure_ascii=False) for report in reports)

    def names_them(made: str) -> bool:
        return any(report in made for report in cited) or bool(known.in_text(made))

    count = 0
    for collection in kept.collections(store):
        had = kept.purge(store, collection.id, names_them, subjects)
        rows = [one for one in gone if one.id in had]
        left = _without(collection, known, subjects)
        kept.publish(store, left, rows, ())
        count += len(rows)
    kept.keep_stamps(store, stamp_rows(stamps))
    for collection in kept.collections(store):
        _renew(store, collection, now)
    return count


def _without(one: kept.Collection, known: Forgotten, subjects: Collection[str]) -> kept.Collection:
    """The collection without the forgotten in what it chooses and is called."""

    def stays(case: str) -> bool:
        return case not in subjects and not known.holds(fold(case))

    cases = tuple(filter(stays, one.cases)) or ((NOBODY,) if one.cases else ())
    title = masked(one.title, known.in_text(one.title))
    description = masked(one.description, known.in_text(one.description))
    return replace(one, cases=cases, title=title, description=description)


def _renew(store: Store, one: kept.Collection, now: datetime | None) -> None:
    if one.cases == (NOBODY,):
        return
    choice = Choice(one.cases, one.since, parse(one.tlp) or DEFAULT, one.with_protected)
    publish(
        store, one.alias, choice, title=one.title, description=one.description,
        producer=one.producer, now=now,
    )  # fmt: skip
