"""Sitemaps of newsrooms: pages with their dates, news sitemaps with titles, indexes of sitemaps."""

from __future__ import annotations

import io
import re
from typing import Any

from casewatch.errors import CleanError
from casewatch.following.documents import without_declaration
from casewatch.following.listing import Entry, Listing

_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(urlset|sitemapindex)[\s>/]")
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
#: A sitemap holds at most so many pages by its own specification.
MOST_PAGES = 50_000


def is_sitemap(text: str) -> bool:
    """Whether an XML document is a sitemap or an index of sitemaps."""
    return _ROOT.search(text[:5000]) is not None


def sitemap_listing(text: str, notes: tuple[str, ...] = ()) -> Listing:
    """The pages of a sitemap, or the sitemaps of an index (kind `index`).

    One that breaks off gives what stands before the break. The caller has refused entities.
    """
    from lxml import etree

    root = _ROOT.search(text[:5000])
    if root is None:
        raise CleanError("this is no sitemap", hint="check the address")
    kind = "index" if root[1] == "sitemapindex" else "sitemap"
    entries: list[Entry] = []
    torn = False
    title = ""
    stream = io.BytesIO(without_declaration(text).encode("utf-8", "replace"))
    try:
        steps = etree.iterparse(
            stream, events=("end",), tag=("{*}url", "{*}sitemap"), resolve_entities=False,
            no_network=True, load_dtd=False, huge_tree=False,
        )  # fmt: skip
        for _, element in steps:
            entry, publisher = _entry(element)
            title = title or publisher
            if entry.url and len(entries) < MOST_PAGES:
                entries.append(entry)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        torn = True
        notes = (*notes, f"the sitemap breaks off; whole entries before that: {len(entries)}")
    if torn and not entries:
        raise CleanError("the sitemap is torn", hint="try again later")
    return Listing(kind, tuple(entries), title, torn, notes)


def _entry(element: Any) -> tuple[Entry, str]:
    fields = {
        child.tag.rpartition("}")[2]: child for child in element if isinstance(child.tag, str)
    }
    news = element.find(f"{{{_NEWS}}}news")
    told = {
        child.tag.rpartition("}")[2]: child.text or ""
        for child in (news.iter() if news is not None else ())
        if isinstance(child.tag, str)
    }
    url = _text(fields.get("loc"))
    if not url.casefold().startswith(("http://", "https://")) or len(url) >= 8000:
        url = ""
    stamp = _text(fields.get("lastmod"))
    entry = Entry(
        id=url,
        url=url,
        title=" ".join(told.get("title", "").split())[:1000],
        published=told.get("publication_date", "").strip()[:40],
        updated=stamp[:40],
        language=told.get("language", "").strip()[:10],
    )
    return entry, " ".join(told.get("name", "").split())[:200]


def _text(element: Any) -> str:
    return "" if element is None else "".join((element.text or "").split())
