"""What a person names, as a feed: its kind, its address, a name for it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from casewatch.errors import CasewatchError, UsageError
from casewatch.following.asking import LISTING_LIMITS, ask_feed
from casewatch.following.clock import Clock
from casewatch.following.documents import document
from casewatch.following.folder import list_folder
from casewatch.following.listing import listed
from casewatch.following.mailbox import Mailbox, place_of
from casewatch.following.politeness import Manners
from casewatch.following.syndication import NoFeedError
from casewatch.sources.names import is_url
from casewatch.sources.web import Client, Web
from casewatch.store.feeds import Feed

_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.I)
_ATTRIBUTE = re.compile(
    r"\b(rel|type|href)\s{0,3}=\s{0,3}(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.I
)
#: How some programs write the address of a feed.
_WRAPPED = re.compile(r"^feed:(?=https?://)", re.I)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_SLUG = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A feed as it was found: how many items it lists, and a note on how it was found."""

    feed: Feed
    items: int | None = None
    note: str = ""


def feed_of(text: str, *, name: str = "", since: str | None = None, private: bool = False) -> Feed:
    """The feed that `text` names: an address, or a folder. Nothing is asked.

    Raises UsageError for what is neither.
    """
    text = _WRAPPED.sub("", text, count=1)
    text = f"http://{text.removeprefix('feed://')}" if text.startswith("feed://") else text
    if is_url(text):
        scheme = urlsplit(text).scheme.casefold()
        if scheme in ("imap", "imaps"):
            place = place_of(text)
            own = f"{place.user}@{place.host}" if "@" not in place.user else place.user
            return Feed(name or own, "imap", text, title=own, since=since, private=private)
        if scheme not in ("http", "https"):
            raise UsageError(
                f"{scheme}: is not followed", hint="http, https, imap, imaps, a folder"
            )
        kind = "sitemap" if "sitemap" in urlsplit(text).path.casefold() else "feed"
        return Feed(name or _name_of(text), kind, text, since=since, private=private)
    path = Path(text).expanduser()
    if not path.is_dir():
        raise UsageError(
            f"{text} is no folder and no address", hint="give https://…, imaps://… or a folder"
        )
    if since is not None:
        raise UsageError("files of a folder are not left out by date", hint="leave out --since")
    whole = path.resolve()
    return Feed(name or whole.name or "folder", "folder", str(whole))


def seen(feed: Feed, web: Web, clock: Clock) -> Seen:
    """The feed as it stands now; where its address is that of a page that names its feed, that
    feed. Raises CasewatchError where there is none.
    """
    if feed.kind == "folder":
        return Seen(feed, len(list_folder(replace(feed, address=feed.url))))
    if feed.kind == "imap":
        own = replace(web, allow_private=feed.private)
        with Mailbox(replace(feed, address=feed.url), own) as box:
            return Seen(feed, len(box.listed()))
    web = replace(web, allow_private=feed.private, limits=LISTING_LIMITS)
    manners = Manners(clock, pause=0.0)
    with Client(web) as client:
        try:
            return _asked(feed, client, manners, clock)
        except NoFeedError:
            found = _named_on(feed.url, client)
            if not found:
                raise
        led = replace(feed, url=found, address="")
        there = _asked(led, client, manners, clock)
        return replace(there, note=f"the page names its feed: {found}")


def unused(name: str, taken: Collection[str]) -> str:
    """`name`, or with a number where it is taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _asked(feed: Feed, client: Client, manners: Manners, clock: Clock) -> Seen:
    asked = ask_feed(replace(feed, address=feed.url), client, manners, clock)
    listing = asked.listing
    if listing is None:
        raise CasewatchError("the server says that nothing has changed, though it was never asked")
    kind = listing.kind
    title = str(asked.changes.get("title", ""))
    address = str(asked.changes.get("address", feed.url))
    return Seen(replace(feed, kind=kind, title=title, address=address), len(listed(listing)))


def _named_on(url: str, client: Client) -> str:
    """The address of the feed that the page at `url` names in its head; empty where it has none."""
    answer = client.ask(url)
    text, _ = document(answer.content[:500_000], answer.charset)
    for link in _LINK.finditer(text):
        said = {
            match[1].casefold(): match[2] or match[3] or match[4] or ""
            for match in _ATTRIBUTE.finditer(link[1])
        }
        types = said.get("type", "").casefold()
        if "alternate" in said.get("rel", "").casefold().split() and types in _TYPES:
            return str(urljoin(answer.url, said.get("href", "").replace("&amp;", "&")))
    return ""


def _name_of(url: str) -> str:
    """A short name for an address: its host, and its path where that says more than `feed`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    plain = {"feed", "feeds", "rss", "atom", "xml", "index", "rss.xml", "feed.xml", "atom.xml",
             "index.xml", "feed.json", "sitemap.xml", "news.xml", "rss2"}  # fmt: skip
    steps = [step for step in parts.path.split("/") if step and step.casefold() not in plain]
    name = "/".join([host, *steps])
    name = _SLUG.sub("-", name if not parts.query else f"{name}-{parts.query}").strip("-.")
    return name[:80] or "feed"
