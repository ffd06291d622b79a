"""A server on loopback that does what each test tells it to, well or badly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from tests.following.loopback import Loopback


@dataclass
class Page:
    """An answer; `raw` is sent instead of all else, and the connection dropped after it."""

    body: bytes = b""
    status: int = 200
    media: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Answer = Page | Callable[["Asked"], Page]


@dataclass
class Asked:
    """One request; `write` sends bytes as they are."""

    path: str
    headers: dict[str, str]
    write: Callable[[bytes], object]


class Site(Loopback):
    """Pages by path. `asked` lists the paths that were asked for, in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(Handler, ThreadingHTTPServer)
        self.url = f"http://127.0.0.1:{self.port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        headers = {k.casefold(): v for k, v in handler.headers.items()}
        self.headers.append(headers)
        page = self.pages.get(handler.path, Page(b"not here", 404))
        if callable(page):
            page = page(Asked(handler.path, headers, handler.wfile.write))
        if page.raw is not None:
            handler.wfile.write(page.raw)
            handler.close_connection = True
            return
        handler.send_response(page.status)
        for name, value in {"content-type": page.media, **page.headers}.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(page.body)))
        handler.end_headers()
        handler.wfile.write(page.body)

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return self.asked.count(path)

    # --- what stands there

    def feed(
        self, items: Iterable[dict[str, str]], path: str = "/feed", title: str = "Example News",
        **headers: str,
    ) -> str:  # fmt: skip
        """Puts an RSS feed there; its address."""
        self.pages[path] = Page(rss(items, title), media="application/rss+xml", headers=headers)
        return self.url + path

    def story(self, path: str, words: str, title: str = "Story") -> str:
        """Puts an article there; its address."""
        self.pages[path] = Page(article(title, words))
        return self.url + path


def rss(items: Iterable[dict[str, str]], title: str = "Example News") -> bytes:
    """An RSS feed: items with any of title, link, guid, pubDate, description."""
    body = "".join(
        "<item>"
        + "".join(
            f'<guid isPermaLink="false">{escape(v)}</guid>'
            if k == "guid"
            else f"<{k}>{escape(v)}</{k}>"
            for k, v in item.items()
        )
        + "</item>"
        for item in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title>{body}</channel></rss>"
    ).encode()


def article(title: str, words: str) -> bytes:
    """A page with navigation, an article and a footer."""
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in words.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title></head><body>'
        f"<nav><a href='/'>Home</a><a href='/news'>News</a></nav>"
        f"<article><h1>{escape(title)}</h1>{paragraphs}</article>"
        f"<footer>All rights reserved</footer></body></html>"
    ).encode()


def telling(who: str, more: str = "") -> str:
    """A short report about somebody made up."""
    return (
        f"{who} was arrested on Monday by the police of Sampletown after a search of a flat, in "
        f"which officers found computers and cash, the office said.\n\n{more or 'He denies it.'} "
        "A court will hear the case next month, a spokesman of the prosecution told reporters."
    )
