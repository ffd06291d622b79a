"""RSS, Atom and JSON Feed to listings; by feedparser, but for JSON Feed."""

from __future__ import annotations

import io
import json
import re
from typing import Any
from urllib.parse import urljoin

from casewatch.errors import CleanError
from casewatch.following.documents import (
    document,
    is_page,
    refuse_entities,
    without_declaration,
)
from casewatch.following.listing import Entry, Listing
from casewatch.following.sitemap import is_sitemap, sitemap_listing
from casewatch.sources.fragments import fragment_text


class NoFeedError(CleanError):
    """A web page where a feed should be."""


_ENDS = re.compile(r"</(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\s*>\s*(?:<!--[^>]{0,2000}-->\s*)*$", re.I)


def parse_feed(content: bytes, url: str, charset: str = "") -> Listing:
    """The items of the feed `content` that came from `url`.

    A feed that breaks off gives the items before the break. Raises CleanError for what is no feed.
    """
    text, note = document(content, charset)
    notes = (note,) if note else ()
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(text, notes)
    if is_page(text):
        raise NoFeedError(
            "this is a web page, not a feed", hint="look on it for the address of its feed"
        )
    if "<" not in text[:1000]:
        raise CleanError("this is no feed", hint="give the address of an RSS or Atom feed")
    refuse_entities(text)
    if is_sitemap(text):
        return sitemap_listing(text, notes)
    return _syndicated(text, url, notes)


def _syndicated(text: str, url: str, notes: tuple[str, ...]) -> Listing:
    import feedparser

    body = without_declaration(text)
    # Without the feed's own address as base: ids must stay the same when a feed moves.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        # As a stream: a text would be taken for an address or a path where it looks like one.
        found: Any = feedparser.parse(
            io.BytesIO(body.encode("utf-8", "replace")), response_headers=headers,
            sanitize_html=False,
        )  # fmt: skip
    except (Exception, RecursionError) as problem:  # whatever its parsers raise on hostile markup
        raise CleanError(
            f"the feed could not be parsed ({type(problem).__name__})", hint="try again later"
        ) from problem
    entries = [_entry(one, url) for one in found.entries]
    if not found.version and not entries:
        raise CleanError("this is no feed", hint="give the address of an RSS or Atom feed")
    torn = bool(found.bozo) and _ENDS.search(body[-4000:]) is None
    if torn:
        entries = entries[:-1]  # the last one may be cut
        notes = (*notes, f"the feed breaks off; whole items before that: {len(entries)}")
    title = _line(found.feed.get("title", ""))
    # Feeds begin with the newest; what waits is worked off from the oldest.
    return Listing("feed", tuple(reversed(entries)), title, torn, notes)


def _entry(one: Any, base: str) -> Entry:
    contents = [c.get("value", "") for c in one.get("content", []) if c.get("value")]
    content = max([*contents, one.get("summary", "") or ""], key=len)
    language = next((c.get("language") for c in one.get("content", []) if c.get("language")), "")
    return Entry(
        id=str(one.get("id", "") or "").strip()[:4000],
        url=_address(_joined(base, one.get("link", ""))),
        title=_line(one.get("title", "")),
        published=_line(one.get("published", "")),
        updated=_line(dict.get(one, "updated", "")),
        content=content,
        author=_line(one.get("author", "")),
        language=str(language or ""),
    )


def _json_feed(text: str, notes: tuple[str, ...]) -> Listing:
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as problem:
        raise CleanError("the JSON feed is torn or broken", hint="try again later") from problem
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise CleanError("this is no JSON feed: it has no items", hint="check the address")
    entries = [_json_entry(one) for one in items if isinstance(one, dict)]
    return Listing("feed", tuple(reversed(entries)), _line(found.get("title", "")), False, notes)


def _json_entry(one: dict[str, Any]) -> Entry:
    authors = one.get("authors")
    author = authors[0] if isinstance(authors, list) and authors else one.get("author")
    plain = _text(one.get("content_text")) or _text(one.get("summary"))
    return Entry(
        id=_text(one.get("id")),
        url=_address(one.get("url") or one.get("external_url")),
        title=_line(one.get("title")),
        published=_text(one.get("date_published")),
        updated=_text(one.get("date_modified")),
        content=_text(one.get("content_html")) or plain.replace("&", "&amp;").replace("<", "&lt;"),
        author=_line(author.get("name")) if isinstance(author, dict) else "",
        language=_text(one.get("language")),
    )


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _line(value: object) -> str:
    return " ".join(fragment_text(_text(value)).split())[:1000]


def _joined(base: str, link: object) -> str:
    text = str(link or "").strip()
    try:
        return urljoin(base, text) if text else ""
    except ValueError:
        return ""


def _address(value: object) -> str:
    """An address on the web; empty for any other kind (scripts, mail, files)."""
    text = _text(value)
    return text if text.casefold().startswith(("http://", "https://")) and len(text) < 8000 else ""
