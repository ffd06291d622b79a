"""Connections that are checked where they are made, and that end when their time is over.

The check stands under the HTTP client, at the one place where sockets are opened: nothing that
the client does (a redirect, a second try, a connection kept alive) can lead around it. TLS is
checked against the host's name, though the address is what is connected to.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from casewatch.errors import FetchError
from casewatch.sources.addresses import Resolver, public_addresses

#: Seconds for one address of a host that has several, so that a dead one leaves time for others.
_ONE_ADDRESS = 10.0


class Deadline:
    """A point in time (monotonic) after which nothing is waited for; it can be set anew."""

    def __init__(self) -> None:
        self._at: float | None = None

    def start(self, seconds: float) -> None:
        """Begin to count `seconds` from now."""
        self._at = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, `most` at the most. Raises a time-out where none is left."""
        if self._at is None:
            return 60.0 if most is None else most
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if most is None else min(left, most)


class CheckedBackend(httpcore.NetworkBackend):
    """Opens TCP connections to checked addresses only, through the backend `below`."""

    def __init__(
        self,
        resolver: Resolver,
        deadline: Deadline,
        *,
        allow_private: bool = False,
        below: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._allow_private = allow_private
        self._below = below or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to an address of `host` that was checked.

        Raises FetchError for a host that may not be asked.
        """
        if self._allow_private:
            addresses = list(self._resolver(host, port))
        else:
            addresses = public_addresses(host, port, self._resolver)
        problem: Exception = httpcore.ConnectError(f"the host {host} is not known")
        for number, address in enumerate(addresses, 1):
            most = None if number == len(addresses) else _ONE_ADDRESS
            try:
                stream = self._below.connect_tcp(
                    address, port, self._deadline.left(most), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _TimedStream(stream, self._deadline)
        raise problem

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Never: raises FetchError."""
        raise FetchError("local sockets are not asked", hint="give http or https")

    def sleep(self, seconds: float) -> None:
        """Waits, no longer than there is time."""
        self._below.sleep(min(seconds, self._deadline.left()))


class _TimedStream(httpcore.NetworkStream):
    """A stream of which every step shares one deadline, so that dripping gains no time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
