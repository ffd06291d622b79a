"""Which hosts may be asked: none inside the user's own network, unless the user says so."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from casewatch.errors import FetchError

#: Names to addresses; the seam for tests.
Resolver = Callable[[str, int], Sequence[str]]


class PrivateError(FetchError):
    """A host inside a private network, which may not be asked."""


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Networks that are no part of the public internet: the special-purpose registries of IANA
#: (RFC 6890 and those that add to it), multicast, and what is reserved. Written out, because the
#: standard library's own answer changes from one version of Python to the next.
_CLOSED_4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        # A public address under which a large cloud answers its own machines with secrets.
        "168.63.129.16/32",
    )
)  # fmt: skip
#: Only global unicast is public in IPv6, and of it not these.
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    ipaddress.IPv6Network(block)
    for block in (
        "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
    )
)  # fmt: skip
#: Prefixes under which IPv6 carries an IPv4 address, and how far it stands from the right end:
#: mapped (RFC 4291), translated (RFC 2765), compatible (RFC 4291), NAT64 (RFC 6052 and 8215).
_CARRIERS = tuple(
    ipaddress.IPv6Network(block)
    for block in ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48")
)
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver; raises FetchError where there is none.

    Numbers in any form that the system takes for an address (decimal, octal, hexadecimal, short)
    come back as the address they mean.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError) as problem:
        raise FetchError(
            f"the host {host} is not known", hint="check the address and the connection"
        ) from problem
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and what it carries too."""
    if "%" in address:  # a zone: an address of this link
        return False
    try:
        ip: _Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _CLOSED_4)
    if any(ip in network for network in _CARRIERS):
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip in _SIX_TO_FOUR:
        return is_public(str(ipaddress.IPv4Address(int(ip) >> 80 & 0xFFFFFFFF)))
    return ip in _OPEN_6 and not any(ip in network for network in _CLOSED_6)


def public_addresses(host: str, port: int, resolver: Resolver) -> list[str]:
    """The addresses of `host`; raises FetchError where any of them is not public.

    The caller must connect to an address returned, not resolve the name again: a name that
    answers otherwise the second time (DNS rebinding) would go unchecked.
    """
    addresses = list(resolver(host, port))
    if not addresses:
        raise FetchError(f"the host {host} is not known", hint="check the address")
    if not all(is_public(address) for address in addresses):
        raise PrivateError(
            f"the host {host} is inside a private network and was not asked",
            hint="allow private addresses with --allow-private if you mean it",
        )
    return addresses
