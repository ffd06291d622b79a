"""Asking a feed on the web for what it lists: politely, and only for what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from casewatch.errors import CasewatchError, CleanError, FetchError
from casewatch.following.clock import Clock
from casewatch.following.listing import Entry, Listing
from casewatch.following.politeness import HeldError, Manners
from casewatch.following.syndication import parse_feed
from casewatch.sources.limits import Limits
from casewatch.sources.unpacking import gunzipped
from casewatch.sources.web import Answer, Client
from casewatch.store.feeds import Feed

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
#: A sitemap may hold 50 MB by its own specification; all other feeds are far smaller.
LISTING_LIMITS = Limits(download_bytes=52_000_000, text_bytes=52_000_000)
#: Sitemaps of one index that are asked in one go; the others follow with the next one.
MOST_SITEMAPS = 50
_GZIP = b"\x1f\x8b"


class WaitError(FetchError):
    """A server that asks for patience; `seconds` is how much, None where it does not say."""

    def __init__(self, message: str, seconds: float | None) -> None:
        super().__init__(message, hint="it is asked again then")
        self.seconds = seconds


class GoneError(FetchError):
    """A feed that its server has ended for good (410)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feed lists: None where that has not changed. `changes` are columns of the feed."""

    listing: Listing | None
    changes: Mapping[str, object] = field(default_factory=dict)


def ask_feed(feed: Feed, client: Client, manners: Manners, clock: Clock) -> Asked:
    """What stands at the feed's address now. Raises CasewatchError where that cannot be had."""
    answer = _ask(feed.address, client, manners, clock, _conditions(feed))
    changes: dict[str, object] = {}
    if answer.moved != feed.address:
        changes["address"] = answer.moved
    if answer.status == 304:
        return Asked(None, changes)
    listing = _parsed(answer, client.web.limits)
    if listing.kind == "index":
        listing, kept = _of_index(feed, listing.entries, client, manners, clock)
        changes |= {"etag": kept, "modified": ""}
    elif not listing.torn:
        changes |= _validators(answer)
    if listing.title and not feed.title:
        changes["title"] = listing.title
    return Asked(listing, changes)


def _ask(
    url: str, client: Client, manners: Manners, clock: Clock, headers: Mapping[str, str]
) -> Answer:
    answer = client.ask(
        url, {"accept": ACCEPT, **headers}, what="the feed", before=manners.turn
    )  # fmt: skip
    if answer.status in (200, 304):
        return answer
    told = f"the server answered {answer.status} {answer.reason[:60]}".strip()
    if answer.status == 410:
        raise GoneError("the feed has ended: the server answered 410 Gone",
                        hint="remove it, or give its new address")  # fmt: skip
    if answer.status in (429, 503):
        raise WaitError(told, manners.hear(answer, clock))
    raise FetchError(told, hint="see whether the feed has moved")


def _conditions(feed: Feed) -> dict[str, str]:
    """The headers that ask only for what has changed, with the server's own words."""
    if feed.etag.startswith("{"):
        return {}
    found = {"if-none-match": feed.etag, "if-modified-since": feed.modified}
    return {name: value for name, value in found.items() if value}


def _validators(answer: Answer) -> dict[str, object]:
    etag, modified = (answer.headers.get(name, "") for name in ("etag", "last-modified"))
    plain = {"etag": etag, "modified": modified}
    # What is no plain line would be refused when it is sent back.
    return {
        k: v if v.isascii() and v.isprintable() and len(v) < 1000 else "" for k, v in plain.items()
    }


def _parsed(answer: Answer, limits: Limits) -> Listing:
    content = answer.content
    if content[:2] == _GZIP:
        content = gunzipped(content, limits, "the feed")
    return parse_feed(content, answer.url, answer.charset)


def _of_index(
    feed: Feed, children: Sequence[Entry], client: Client, manners: Manners, clock: Clock
) -> tuple[Listing, str]:
    """The pages of the sitemaps of an index that are new or have another stamp than before.

    Gives with them the stamps of all sitemaps that were read, to be kept. A sitemap that cannot be
    had is left for the next time, and so are those beyond the limit.
    """
    known: dict[str, str] = json.loads(feed.etag) if feed.etag.startswith("{") else {}
    stamps = {child.url: child.updated for child in children if child.url}
    due = [u for u in stamps if u not in known or not stamps[u] or known[u] != stamps[u]]
    # Those never read come first, the newest of them before the others.
    due.sort(key=lambda u: stamps[u], reverse=True)
    due.sort(key=lambda u: u in known)
    kept = {url: stamp for url, stamp in known.items() if url in stamps}
    entries: list[Entry] = []
    notes: list[str] = []
    title = ""
    for url in due[:MOST_SITEMAPS]:
        try:
            found = _parsed(_ask(url, client, manners, clock, {}), client.web.limits)
            if found.kind != "sitemap":
                raise CleanError("it is no sitemap", hint="")
        except (HeldError, WaitError) as problem:
            notes.append(f"{url}: {problem.message}")
            break
        except CasewatchError as problem:
            notes.append(f"{url}: {problem.message}")
            continue
        entries += found.entries
        title = title or found.title
        notes += [f"{url}: {note}" for note in found.notes]
        if not found.torn:
            kept[url] = stamps[url]
    if len(due) > MOST_SITEMAPS:
        notes.append(f"{len(due) - MOST_SITEMAPS} more sitemaps of the index follow next time")
    if due and notes and not entries and not (set(due) & set(kept)):
        raise FetchError(f"no sitemap of the index could be had: {notes[0]}")
    # As a torn listing, for what it does not hold may well be in the sitemaps not read.
    listing = Listing("sitemap", tuple(entries), title, torn=True, notes=tuple(notes))
    return listing, json.dumps(kept, sort_keys=True)


def alone(listing: Listing, since: str | None) -> Listing:
    """The listing without items that are dated before the day `since`."""
    if since is None:
        return listing
    from casewatch.sources.clean.published import normal_date

    def is_old(entry: Entry) -> bool:
        stamp = entry.published or entry.updated
        day = normal_date(stamp) if stamp else None
        return day is not None and len(day) >= 10 and day[:10] < since

    return replace(listing, entries=tuple(e for e in listing.entries if not is_old(e)))
