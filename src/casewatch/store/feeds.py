"""What is followed: feeds with how they fare, and their items with what became of each.

    feed 1─n feed_item ── report (by id)

An item is known by the id that its feed gives it, never by its date. It is `waiting` from when it
is first listed until its report is stored; that and its being `done` are one transaction. Items
that a feed no longer lists stay.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casewatch.errors import NotFoundError, UsageError
from casewatch.store.feed_records import (
    DONE,
    FAILED,
    SHORT,
    WAITING,
    Feed,
    FeedItem,
    Listed,
    Taken,
    feed_table,
    item_table,
)
from casewatch.store.store import Store
from casewatch.store.writing import Batch

__all__ = ["DONE", "FAILED", "SHORT", "WAITING", "Feed", "FeedItem", "Feeds", "Listed", "Taken"]

#: Keys asked for in one statement.
_CHUNK = 400
#: Characters of a feed's name.
_LONGEST = 120


class Feeds:
    """The feeds of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- feeds

    def all(self) -> tuple[Feed, ...]:
        """All feeds, by name."""
        with self._store._read() as connection:
            rows = connection.execute(sa.select(feed_table).order_by(feed_table.c.name))
            return tuple(Feed(**row._mapping) for row in rows)

    def find(self, name: str) -> Feed:
        """The feed with this name or address. Raises `NotFoundError`."""
        for feed in self.all():
            if name in (feed.name, feed.url, feed.address):
                return feed
        raise NotFoundError(f"nothing called {name} is followed", hint="see: casewatch follow list")

    def add(self, feed: Feed) -> Feed:
        """Follows `feed` from now on. Raises `UsageError` where its name or address is taken."""
        if len(feed.name) > _LONGEST or not feed.name.isprintable():
            raise UsageError("such a name is too long or odd", hint="give a short --name")
        with self._store._write() as connection:
            taken = connection.execute(
                sa.select(feed_table.c.name).where(
                    sa.or_(
                        feed_table.c.name == feed.name,
                        feed_table.c.url == feed.url,
                        feed_table.c.address == (feed.address or feed.url),
                    )
                )
            ).scalar()
            if taken is not None:
                raise UsageError(
                    f"{feed.url} is followed already, as {taken}"
                    if taken != feed.name
                    else f"{taken} is followed already",
                    hint="give another --name" if taken == feed.name else "",
                )
            values = {name: getattr(feed, name) for name in Feed.__slots__ if name != "pk"}
            values |= {"address": feed.address or feed.url, "added": self._store._now()}
            key = connection.execute(sa.insert(feed_table), values).inserted_primary_key
            assert key is not None
            row = connection.execute(sa.select(feed_table).where(feed_table.c.pk == key[0])).one()
            return Feed(**row._mapping)

    def remove(self, feed: Feed) -> int:
        """Follows `feed` no longer; how many items of it were known. Their reports stay."""
        with self._store._write() as connection:
            items = connection.execute(sa.delete(item_table).where(item_table.c.feed == feed.pk))
            connection.execute(sa.delete(feed_table).where(feed_table.c.pk == feed.pk))
            return int(items.rowcount)

    def note(self, feed: Feed, **changes: object) -> None:
        """Keeps how a feed fares: columns of it by name."""
        with self._store._write() as connection:
            _note(connection, feed.pk, changes)

    # --- items

    def take(
        self, feed: Feed, listed: Sequence[Listed], *, torn: bool = False, **changes: object
    ) -> Taken:
        """Keeps a listing whole: new items wait from now on, changed ones again.

        Of one that is `torn` nothing follows for items that it does not hold.

        `changes` are kept of the feed itself in the same transaction, so that a server is told
        that its listing is known only where it is.
        """
        now = self._store._now()
        with self._store._write() as connection:
            # Locked where the database locks rows: another sync of the same feed waits here.
            listing = connection.execute(
                sa.select(feed_table.c.listing).where(feed_table.c.pk == feed.pk).with_for_update()
            ).scalar_one()
            number = max(1, listing) if torn else listing + 1
            known = _known(connection, feed.pk, [one.key for one in listed])
            fresh = [one for one in listed if one.key not in known]
            changed = [one for one in listed if _has_changed(one, known.get(one.key))]
            for chunk in _chunks([one.key for one in listed if one.key in known]):
                connection.execute(
                    sa.update(item_table)
                    .where(item_table.c.feed == feed.pk, item_table.c.key.in_(chunk))
                    .values(listing=number)
                )
            for one in changed:
                connection.execute(
                    sa.update(item_table)
                    .where(item_table.c.feed == feed.pk, item_table.c.key == one.key)
                    .values(
                        url=one.url, published=one.published, fingerprint=one.fingerprint,
                        listed=_packed(one.told), state=WAITING, attempts=0, not_before=None,
                        error="",
                    )
                )  # fmt: skip
            if fresh:
                rows = [_row(one, feed.pk, number, now) for one in fresh]
                connection.execute(sa.insert(item_table), rows)
            vanished = connection.execute(
                sa.select(sa.func.count()).where(
                    item_table.c.feed == feed.pk, item_table.c.listing == listing
                )
            ).scalar_one()
            _note(connection, feed.pk, {"listing": number, **changes})
        same = len(listed) - len(fresh) - len(changed)
        return Taken(len(fresh), len(changed), same, 0 if torn or not listing else vanished)

    def due(self, feed: Feed, now: str, latest: str, most: int) -> tuple[FeedItem, ...]:
        """Items of which a report is to be made now, those that wait longest first.

        One that is put off until after `latest` is due too: no item is ever put off for so long,
        so the clock was set back since.
        """
        c = item_table.c
        with self._store._read() as connection:
            rows = connection.execute(
                sa.select(*(c[name] for name in FeedItem.__slots__))
                .where(
                    c.feed == feed.pk,
                    c.state.in_((WAITING, SHORT)),
                    sa.or_(c.not_before.is_(None), c.not_before <= now, c.not_before > latest),
                )
                .order_by(c.state.desc(), c.pk)
                .limit(most)
            )
            return tuple(FeedItem(**row._mapping) for row in rows)

    def told(self, item: FeedItem) -> dict[str, Any] | None:
        """What the feed itself says of an item that is still to be done as it was taken up; None
        where it is done or has changed since, by another sync of the same store.
        """
        c = item_table.c
        with self._store._read() as connection:
            packed = connection.execute(
                sa.select(c.listed).where(c.pk == item.pk, c.fingerprint == item.fingerprint)
            ).scalar()
        return None if packed is None else dict(json.loads(zlib.decompress(packed)))

    def settle(self, batch: Batch, item: FeedItem, report: str) -> None:
        """In the transaction of `batch`: the item's report is stored, and nothing is left to do."""
        _settle(
            batch._db, item, state=DONE, report=report, listed=None, not_before=None, error="",
            attempts=0,
        )  # fmt: skip

    def shorten(
        self, batch: Batch, item: FeedItem, report: str, error: str, again: str | None
    ) -> None:
        """In the transaction of `batch`: a report of what the feed itself says is stored; the
        item's page is asked again from the time `again` on, or never where that is None.
        """
        values: dict[str, Any] = {"report": report, "error": error, "attempts": item.attempts + 1}
        if again is None:
            values |= {"state": DONE, "listed": None, "not_before": None}
        else:
            values |= {"state": SHORT, "not_before": again}
        _settle(batch._db, item, **values)

    def postpone(self, batch: Batch, item: FeedItem, error: str, again: str | None) -> None:
        """In the transaction of `batch`: no report could be made; it is tried again from the time
        `again` on, or given up where that is None.
        """
        state = FAILED if again is None else item.state
        _settle(
            batch._db, item, state=state, error=error, not_before=again, attempts=item.attempts + 1
        )

    def reports_of(self, feed: Feed, report: str) -> tuple[str, ...]:
        """Keys of the items of a feed whose report is `report`."""
        with self._store._read() as connection:
            rows = connection.execute(
                sa.select(item_table.c.key).where(
                    item_table.c.feed == feed.pk, item_table.c.report == report
                )
            )
            return tuple(row[0] for row in rows)

    def are_listed(self, feed: Feed, keys: Sequence[str]) -> bool:
        """Whether the newest listing of a feed holds any of the items with `keys`."""
        c = item_table.c
        with self._store._read() as connection:
            newest = sa.select(feed_table.c.listing).where(feed_table.c.pk == feed.pk)
            return any(
                connection.execute(
                    sa.select(c.pk)
                    .where(
                        c.feed == feed.pk,
                        c.key.in_(chunk),
                        c.listing == newest.scalar_subquery(),
                    )
                    .limit(1)
                ).first()
                for chunk in _chunks(keys)
            )

    # --- how feeds fare

    def counts(self) -> dict[int, dict[str, int]]:
        """By feed: how many items are in which state, and how many it no longer lists."""
        c = item_table.c
        gone = sa.case((c.listing < feed_table.c.listing, 1), else_=0)
        found: dict[int, dict[str, int]] = {}
        with self._store._read() as connection:
            rows = connection.execute(
                sa.select(c.feed, c.state, sa.func.count(), sa.func.sum(gone))
                .join(feed_table, feed_table.c.pk == c.feed)
                .group_by(c.feed, c.state)
            )
            for feed, state, count, vanished in rows:
                of = found.setdefault(feed, {})
                of[state] = count
                of["vanished"] = of.get("vanished", 0) + int(vanished or 0)
        return found

    def times(self, feed: Feed, most: int = 300) -> tuple[tuple[str, str | None], ...]:
        """The newest items of a feed: when each was first seen, and the date it bears."""
        c = item_table.c
        with self._store._read() as connection:
            rows = connection.execute(
                sa.select(c.first_seen, c.published)
                .where(c.feed == feed.pk)
                .order_by(c.pk.desc())
                .limit(most)
            )
            return tuple((row[0], row[1]) for row in rows)

    def failed(self, feed: Feed, most: int = 20) -> tuple[tuple[str, str], ...]:
        """Items of a feed that were given up: address or key, and why."""
        c = item_table.c
        with self._store._read() as connection:
            rows = connection.execute(
                sa.select(c.url, c.key, c.error)
                .where(c.feed == feed.pk, c.state == FAILED)
                .order_by(c.pk)
                .limit(most)
            )
            return tuple((row[0] or row[1][:12], row[2]) for row in rows)

    def again(self, feed: Feed) -> None:
        """Lets items that were given up or put off be tried at once."""
        c = item_table.c
        with self._store._write() as connection:
            connection.execute(
                sa.update(item_table)
                .where(c.feed == feed.pk, c.state.in_((FAILED, WAITING, SHORT)))
                .values(
                    not_before=None,
                    state=sa.case((c.state == FAILED, WAITING), else_=c.state),
                    attempts=sa.case((c.state == FAILED, 0), else_=c.attempts),
                )
            )


def _note(connection: sa.Connection, feed: int, changes: Mapping[str, object]) -> None:
    connection.execute(sa.update(feed_table).where(feed_table.c.pk == feed).values(**changes))


def _settle(connection: sa.Connection, item: FeedItem, **values: Any) -> None:
    # Only as it was when it was taken up: one that has changed meanwhile goes on waiting.
    connection.execute(
        sa.update(item_table)
        .where(item_table.c.pk == item.pk, item_table.c.fingerprint == item.fingerprint)
        .values(**values)
    )


def _known(connection: sa.Connection, feed: int, keys: Sequence[str]) -> dict[str, str]:
    """Fingerprints of the items with `keys` that are known, by key."""
    c = item_table.c
    found: dict[str, str] = {}
    for chunk in _chunks(keys):
        rows = connection.execute(
            sa.select(c.key, c.fingerprint).where(c.feed == feed, c.key.in_(chunk))
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def _has_changed(one: Listed, fingerprint: str | None) -> bool:
    return fingerprint is not None and fingerprint != one.fingerprint


def _row(one: Listed, feed: int, listing: int, now: str) -> dict[str, Any]:
    return {
        "feed": feed, "key": one.key, "url": one.url, "page": one.page, "published": one.published,
        "fingerprint": one.fingerprint, "state": WAITING, "report": None, "first_seen": now,
        "listing": listing, "attempts": 0, "not_before": None, "error": "",
        "listed": _packed(one.told),
    }  # fmt: skip


def _packed(told: Mapping[str, Any]) -> bytes:
    text = json.dumps(dict(told), ensure_ascii=False, sort_keys=True)
    return zlib.compress(text.encode("utf-8", "replace"))


def _chunks(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))
