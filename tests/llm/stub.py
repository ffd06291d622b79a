"""A made-up model on loopback, which also misbehaves as models and networks do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Takes the body of a request; gives the content of the answer, or (status, raw body).
Answer = Callable[[dict[str, Any]], str | tuple[int, bytes]]

EMPTY: dict[str, Any] = {
    "people": [], "groups": [], "agencies": [], "events": [], "schemes": [], "money": [],
    "quantities": [], "attributions": [], "countries": [], "final_status": [],
}  # fmt: skip


def told(**kinds: Any) -> str:
    """The content of an answer: what is given, and nothing of the rest."""
    return json.dumps({**EMPTY, **kinds})


def wrapped(content: str | None, tokens: int = 100) -> bytes:
    """The whole body around the content."""
    body = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": tokens}}
    return json.dumps(body).encode()


@contextmanager
def model(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serves until the block ends; gives its address and the requests that came."""
    came: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            came.append({"body": body, "headers": dict(self.headers), "path": self.path})
            given = answer(body)
            status, raw = given if isinstance(given, tuple) else (200, wrapped(given))
            self.send_response(status)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", came
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=60)
