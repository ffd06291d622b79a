"""A made-up press for the soak of following: feeds that publish, correct, re-order and forget.

What a feed has published by a given round follows from its number and the round alone, so that it
can be counted afterwards what should have been stored.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from casewatch.bench.made_up import made_names

#: Items that a feed shows; older ones vanish from it.
SHOWN = 40
_TOWNS = ("Sampletown", "Probeville", "Musterstadt", "Exempelby", "Voorbeeldam")
_DEEDS = (
    "was arrested on Monday by the police of {town}",
    "was charged with bank fraud before a court in {town}",
    "pleaded guilty to selling stolen payment data in {town}",
    "was sentenced to {years} years in prison by a court in {town}",
)
_MORE = (
    "Officers found computers and cash in a flat, a spokesman of the prosecution said.",
    "The defence denied all counts, and asked the court for more time to read the files.",
    "According to the indictment the group took ${sum} million from customers of three banks.",
    "A further hearing is expected next month, the clerk of the court told reporters.",
)
FORMATS = ("rss", "rss", "atom", "json", "sitemap")


@dataclass
class Press:
    """`feeds` made-up feeds; `round` is how often their time has come so far."""

    feeds: int
    seed: int = 11
    round: int = 0
    published: list[int] = field(default_factory=list)
    revisions: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = made_names(500, self.seed)
        self.published = [4] * self.feeds
        self._chance = random.Random(self.seed)  # noqa: S311 - reproducible, not secret

    def turn(self) -> None:
        """The next round: each feed publishes none to two items, and corrects one now and then."""
        self.round += 1
        for feed in range(self.feeds):
            self.published[feed] += self._chance.choice((0, 0, 1, 1, 2))
            if self._chance.random() < 0.1:
                number = self._chance.randrange(
                    max(0, self.published[feed] - 10), self.published[feed]
                )
                key = (feed, number)
                self.revisions[key] = self.revisions.get(key, 0) + 1

    def mark(self, feed: int, number: int) -> str:
        """The words in the text of an item's newest revision that no other text holds."""
        return f"case {feed}-{number} (revision {self.revisions.get((feed, number), 0)})"

    def title(self, feed: int, number: int) -> str:
        """The title of an item; a correction is told in it."""
        name = self.names[(feed * 131 + number) % len(self.names)]
        revision = self.revisions.get((feed, number), 0)
        return f"{name} before court" + (f", corrected {revision}" if revision else "")

    def text(self, feed: int, number: int) -> str:
        """The text of an item, in paragraphs."""
        rng = random.Random(feed * 100_003 + number)  # noqa: S311
        name = self.names[(feed * 131 + number) % len(self.names)]
        deed = rng.choice(_DEEDS).format(town=rng.choice(_TOWNS), years=rng.randint(2, 12))
        more = " ".join(m.format(sum=rng.randint(2, 90)) for m in rng.sample(_MORE, 3))
        return f"{name} {deed}. It is {self.mark(feed, number)}.\n\n{more}"

    def page(self, feed: int, number: int) -> bytes:
        """The web page of an item."""
        body = "".join(f"<p>{escape(p)}</p>" for p in self.text(feed, number).split("\n\n"))
        title = escape(self.title(feed, number))
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
            f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article>"
            f"<footer>Feed {feed}</footer></body></html>"
        ).encode()

    def listing(self, feed: int, base: str) -> bytes:
        """The feed as it stands in this round: its newest items, in some order."""
        newest = self.published[feed]
        shown = list(range(max(0, newest - SHOWN), newest))
        order = random.Random(feed * 7 + self.round)  # noqa: S311
        if order.random() < 0.3:
            order.shuffle(shown)
        items = [self._item(feed, number, base) for number in reversed(shown)]
        return _WRITERS[FORMATS[feed % len(FORMATS)]](f"Feed {feed}", items)

    def _item(self, feed: int, number: int, base: str) -> dict[str, str]:
        # All items of a day bear the same stamp.
        stamp = f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}T08:00:00Z"
        changed = (
            f"2024-12-{1 + self.revisions.get((feed, number), 0) % 28:02}T0{number % 9}:00:00Z"
        )
        return {
            "id": f"item-{feed}-{number}", "link": f"{base}/{feed}/{number}", "stamp": stamp,
            "changed": changed, "title": self.title(feed, number),
            "teaser": self.text(feed, number).partition("\n")[0],
        }  # fmt: skip

    def all_items(self) -> Iterator[tuple[int, int]]:
        """All items ever published: feed and number."""
        for feed, count in enumerate(self.published):
            for number in range(count):
                yield feed, number


def _rss(title: str, items: Sequence[dict[str, str]]) -> bytes:
    body = "".join(
        f"<item><guid isPermaLink='false'>{i['id']}</guid><title>{escape(i['title'])}</title>"
        f"<link>{i['link']}</link><pubDate>{i['stamp']}</pubDate>"
        f"<description>{escape(escape(i['teaser']))}</description></item>"
        for i in items
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{body}</channel></rss>'.encode()


def _atom(title: str, items: Sequence[dict[str, str]]) -> bytes:
    body = "".join(
        f"<entry><id>{i['id']}</id><title>{escape(i['title'])}</title><link href='{i['link']}'/>"
        f"<published>{i['stamp']}</published><updated>{i['changed']}</updated>"
        f"<summary>{escape(i['teaser'])}</summary></entry>"
        for i in items
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>{body}</feed>".encode()


def _json(title: str, items: Sequence[dict[str, str]]) -> bytes:
    told = [
        {"id": i["id"], "url": i["link"], "title": i["title"], "date_published": i["stamp"],
         "date_modified": i["changed"], "content_text": i["teaser"]}
        for i in items
    ]  # fmt: skip
    return json.dumps({"title": title, "items": told}).encode()


def _sitemap(title: str, items: Sequence[dict[str, str]]) -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    body = "".join(
        f"<url><loc>{i['link']}</loc><lastmod>{i['changed']}</lastmod><n:news><n:publication>"
        f"<n:name>{title}</n:name><n:language>en</n:language></n:publication>"
        f"<n:publication_date>{i['stamp']}</n:publication_date>"
        f"<n:title>{escape(i['title'])}</n:title></n:news></url>"
        for i in items
    )
    return f"<urlset xmlns='{space}' xmlns:n='{news}'>{body}</urlset>".encode()


_WRITERS = {"rss": _rss, "atom": _atom, "json": _json, "sitemap": _sitemap}
