"""A network of canned answers: each connection gives one of them and records what was asked."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = -1) -> bytes:
    """An answer as a server sends it; without a length where that is None."""
    told = [] if length is None else [f"content-length: {len(body) if length < 0 else length}"]
    lines = [f"HTTP/1.1 {status}", *headers, *told, "connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def text(words: str) -> bytes:
    """A page of plain text."""
    return answer(words.encode(), "content-type: text/plain; charset=utf-8")


class Canned(httpcore.NetworkBackend):
    """Connections that answer with `pages` in turn, and then with the last again and again."""

    def __init__(self, *pages: bytes, broken: frozenset[str] = frozenset()) -> None:
        self.pages = list(pages)
        self.broken = broken
        self.connected: list[tuple[str, int]] = []
        self.tls: list[str | None] = []
        self.sent = b""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if host in self.broken:
            raise httpcore.ConnectError("refused")
        self.connected.append((host, port))
        return _Stream(self, self.pages.pop(0) if len(self.pages) > 1 else self.pages[0])

    def sleep(self, seconds: float) -> None:
        pass


class _Stream(httpcore.NetworkStream):
    def __init__(self, net: Canned, page: bytes) -> None:
        self._net = net
        self._page = page

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        part, self._page = self._page[:max_bytes], self._page[max_bytes:]
        return part

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._net.sent += buffer

    def close(self) -> None:
        pass

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        assert ssl_context.verify_mode == ssl.CERT_REQUIRED
        self._net.tls.append(server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        return None
