"""A server on loopback that runs while a block does."""

from __future__ import annotations

import socketserver
import threading
from types import TracebackType
from typing import TypeVar

S = TypeVar("S", bound="Loopback")


class Loopback:
    """Serves by `handler` on a free port of 127.0.0.1, one thread a connection."""

    def __init__(
        self,
        handler: type[socketserver.BaseRequestHandler],
        kind: type[socketserver.TCPServer] = socketserver.ThreadingTCPServer,
    ) -> None:
        class Server(kind):  # type: ignore[misc, valid-type]
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Clients that go away are expected here."""

        self._server = Server(("127.0.0.1", 0), handler)
        self.port: int = self._server.server_address[1]

    def __enter__(self: S) -> S:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
