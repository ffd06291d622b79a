"""Which hosts may be asked: none inside the user's own network, unless the user says so."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from casewatch.errors import FetchError

#: Names to addresses; the seam for tests.
Resolver = Callable[[str, int], Sequence[str]]

#: The prefix under which IPv6 carries IPv4 addresses (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver; raises FetchError where there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError) as problem:
        raise FetchError(
            f"the host {host} is not known", hint="check the address and the connection"
        ) from problem
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def public_address(host: str, port: int, resolver: Resolver) -> str:
    """The address to connect to for `host`; raises FetchError where any of its own is not public.

    The caller must connect to the address returned, not resolve the name again.
    """
    addresses = resolver(host, port)
    if not addresses:
        raise FetchError(f"the host {host} is not known", hint="check the address")
    if not all(is_public(address) for address in addresses):
        raise FetchError(
            f"the host {host} is inside a private network and was not asked",
            hint="allow private addresses if you mean it",
        )
    return addresses[0]
