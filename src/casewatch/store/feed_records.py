"""Tables and records of what is followed: feeds, and the items that they list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from casewatch.store.schema import metadata

#: States of an item.
WAITING, DONE, SHORT, FAILED = "waiting", "done", "short", "failed"
feed_table = Table(
    "feed",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("url", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("since", String(10), nullable=True),
    Column("private", Boolean, nullable=False),
    Column("added", String(40), nullable=False),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Column("listing", Integer, nullable=False),
    Column("tried", String(40), nullable=True),
    Column("succeeded", String(40), nullable=True),
    Column("not_before", String(40), nullable=True),
    Column("errors", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("gone", Boolean, nullable=False),
)

item_table = Table(
    "feed_item",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("feed", ForeignKey("feed.pk"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("page", Boolean, nullable=False),
    Column("published", String(40), nullable=True),
    Column("fingerprint", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("report", String(400), nullable=True),
    Column("first_seen", String(40), nullable=False),
    Column("listing", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", String(40), nullable=True),
    Column("error", Text, nullable=False),
    Column("listed", LargeBinary, nullable=True),
    sa.UniqueConstraint("feed", "key"),
    Index("ix_feed_item_state", "feed", "state"),
    Index("ix_feed_item_report", "report"),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """One thing that is followed, and how it fares. Times are ISO 8601 in UTC.

    `url` is the address as it was given, `address` the one it has moved to for good. `etag` and
    `modified` are what its server said of the last listing; `errors` counts failures in a row,
    `error` is the last of them; before `not_before` it is not asked. `private` allows addresses of
    the user's own network. Of items dated before the day `since` no report is made.
    """

    name: str
    kind: str
    url: str
    address: str = ""
    title: str = ""
    since: str | None = None
    private: bool = False
    added: str = ""
    etag: str = ""
    modified: str = ""
    listing: int = 0
    tried: str | None = None
    succeeded: str | None = None
    not_before: str | None = None
    errors: int = 0
    error: str = ""
    gone: bool = False
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as its feed lists it now.

    `key` is a hash of the id that the feed gives it; another `fingerprint` is another content.
    `page` says that what stands at `url` is of this item alone. `told` is what the feed itself
    says of the item, kept until its report is stored.
    """

    key: str
    url: str
    fingerprint: str
    page: bool = True
    published: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item whose report is to be made, or made anew."""

    pk: int
    feed: int
    key: str
    url: str
    page: bool
    published: str | None
    fingerprint: str
    state: str
    report: str | None
    attempts: int
    first_seen: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How a listing differs from what was known."""

    new: int = 0
    changed: int = 0
    known: int = 0
    vanished: int = 0
