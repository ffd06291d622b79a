"""A server on loopback for the made-up press, which misbehaves now and then."""

from __future__ import annotations

import gzip
import hashlib
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from casewatch.bench.press import Press

#: How often a feed, or a page, misbehaves in one round.
FEED_FAULTS, PAGE_FAULTS = 0.12, 0.05
#: Hosts that the feeds are spread over.
HOSTS = 12
FAULTS = ("error", "busy", "dropped", "torn gzip", "page", "slow", "broken off", "empty", "loop")


class FeedServer:
    """Serves `press` as `BASE/FEED` and `BASE/FEED/NUMBER` on 127.0.0.1; use it in `with`.

    `served` counts answers by kind. With `calm` set it behaves.
    """

    def __init__(self, press: Press) -> None:
        self.press = press
        self.calm = False
        self.served: Counter[str] = Counter()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer._answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that go away are expected."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._port = self._server.server_port

    def base(self, feed: int) -> str:
        """The address under which a feed stands: one of some hosts, all of them this server."""
        return f"http://press-{feed % HOSTS}.example:{self._port}"

    def __enter__(self) -> FeedServer:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = [int(p) for p in handler.path.split("?")[0].split("/") if p.isdecimal()]
        if handler.path == "/robots.txt" or not parts or parts[0] >= self.press.feeds:
            self._send(handler, 404, b"")
            return
        rng = random.Random(f"{self.press.round} {handler.path}")  # noqa: S311
        if len(parts) == 1:
            self._feed(handler, parts[0], rng)
            return
        self.served["pages"] += 1
        if not self.calm and rng.random() < PAGE_FAULTS:
            self._fault(handler, rng.choice(("error", "dropped", "slow")), b"")
            return
        self._send(handler, 200, self.press.page(*parts[:2]), "text/html; charset=utf-8")

    def _feed(self, handler: BaseHTTPRequestHandler, feed: int, rng: random.Random) -> None:
        body = self.press.listing(feed, self.base(feed))
        self.served["listings"] += 1
        if not self.calm and rng.random() < FEED_FAULTS:
            self._fault(handler, rng.choice(FAULTS), body)
            return
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if handler.headers.get("if-none-match") == etag:
            self.served["not modified"] += 1
            self._send(handler, 304, b"")
            return
        self._send(handler, 200, body, "application/xml", {"etag": etag})

    def _fault(self, handler: BaseHTTPRequestHandler, fault: str, body: bytes) -> None:
        self.served[f"fault: {fault}"] += 1
        if fault == "error":
            self._send(handler, 500, b"")
        elif fault == "busy":
            self._send(handler, 503, b"", headers={"retry-after": "60"})
        elif fault == "loop":
            self._send(handler, 301, b"", headers={"location": handler.path})
        elif fault == "page":
            self._send(handler, 200, b"<!doctype html><html><body>Later</body></html>")
        elif fault == "empty":
            self._send(handler, 200, b"")
        elif fault == "broken off":
            self._send(handler, 200, body[: len(body) * 2 // 3], "application/xml")
        elif fault == "torn gzip":
            self._send(
                handler, 200, gzip.compress(body)[:-30], headers={"content-encoding": "gzip"}
            )
        else:
            if fault == "slow":
                time.sleep(0.3)
            handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n<rss>")
            handler.close_connection = True

    def _send(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        media: str = "text/html",
        headers: dict[str, str] | None = None,
    ) -> None:
        handler.send_response(status)
        for name, value in {"content-type": media, **(headers or {})}.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
