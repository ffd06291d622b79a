"""What a feed lists: its items as the feed itself tells them, whatever the feed's format."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from casewatch.sources.cards import mask_cards
from casewatch.sources.fragments import fragment_text
from casewatch.store.feeds import Listed

#: What a feed says of one item is kept up to so many characters.
_MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as listed. `id` is what the feed calls it, `content` markup, dates as written."""

    id: str = ""
    url: str = ""
    title: str = ""
    published: str = ""
    updated: str = ""
    content: str = ""
    author: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """All items of a feed at one time, oldest first where the feed has an order.

    `torn` says that the feed broke off; `notes` what was not as it should be.
    """

    kind: str
    entries: tuple[Entry, ...]
    title: str = ""
    torn: bool = False
    notes: tuple[str, ...] = ()


def listed(listing: Listing) -> list[Listed]:
    """The items to be kept: each once, by its id, with what tells its content from another.

    An item without an id goes by its address, one without either by its content. Two that claim
    the same id but differ in address are two.
    """
    entries = [_storable(e) for e in listing.entries if e.id or e.url or e.title or e.content]
    stamps = Counter(entry.updated for entry in entries)
    # A generator that stamps all items alike says when it ran, not when an item changed.
    dated = len(entries) < 2 or len(stamps) > 1
    shared = _shared(entries)
    found: dict[str, Listed] = {}
    for name, entry in _named(entries):
        found.setdefault(name, _kept(name, entry, dated=dated, shared=entry.url in shared))
    return list(found.values())


def _named(entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    addresses: dict[str, set[str]] = {}
    for entry in entries:
        addresses.setdefault(entry.id, set()).add(entry.url)
    for entry in entries:
        name = entry.id or entry.url or f"{entry.title}\n{fragment_text(entry.content)}"
        if entry.id and len(addresses[entry.id]) > 1:
            name = f"{entry.id}\n{entry.url}"
        yield name, entry


def _shared(entries: Iterable[Entry]) -> frozenset[str]:
    """Addresses of several items, and those of front pages: no page is that of one item."""
    counts = Counter(url for url, _ in {(entry.url, entry.id) for entry in entries})
    front = (entry.url for entry in entries if _is_front(entry.url))
    return frozenset([*(url for url, count in counts.items() if count > 1), *front])


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _kept(name: str, entry: Entry, *, dated: bool, shared: bool) -> Listed:
    words = fragment_text(entry.content[:_MOST])
    stamp = entry.updated if dated else ""
    # What waits in the store is masked already, as all that is kept.
    title, content = mask_cards(entry.title), mask_cards(entry.content[:_MOST])
    told: dict[str, Any] = {
        "title": title.text, "content": content.text, "author": entry.author,
        "language": entry.language, "published": entry.published or entry.updated,
    }  # fmt: skip
    if content.count:
        told["masked"] = content.count
    return Listed(
        key=_hash(name),
        url=entry.url,
        fingerprint=_hash("\n".join((entry.url, entry.title, stamp, words))),
        page=bool(entry.url) and not shared,
        published=(entry.published or entry.updated)[:40] or None,
        told=told,
    )


def _storable(entry: Entry) -> Entry:
    """The entry without characters that no store can hold: halves of pairs, and zero."""
    told = {name: getattr(entry, name) for name in Entry.__slots__}
    return Entry(**{name: storable(value) for name, value in told.items()})


def storable(text: str) -> str:
    """`text` without halves of surrogate pairs and without zero bytes."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
