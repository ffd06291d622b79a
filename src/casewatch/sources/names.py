"""Addresses as names: told apart from paths, and turned into ids of reports."""

from __future__ import annotations

import hashlib
import re

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")
_SLUG = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[a-z0-9._/-]*")
_LONGEST = 120
_LONGEST_ID = 300


def is_url(text: str) -> bool:
    """Whether an input is an address rather than a path."""
    return _URL.match(text) is not None


def id_of_url(url: str) -> str:
    """A name for the report at `url` that stays the same: its host and path in plain letters.

    Where these do not tell it from others (a query, capitals, other scripts, a long path), the
    beginning of a hash of the address follows.
    """
    _, _, rest = url.strip().partition("://")
    host, slash, path = rest.partition("/")
    rest = f"{host.casefold()}{slash}{path}"
    plain = _SLUG.sub("-", rest.casefold()).strip("-")
    if _PLAIN.fullmatch(rest) and len(plain) <= _LONGEST:
        return plain
    digest = hashlib.sha256(rest.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[: _LONGEST - 9].strip('-')}-{digest}".strip("-")


def bounded(name: str) -> str:
    """`name` as an id that stores can hold: at most so long, the rest told by a hash."""
    if len(name) <= _LONGEST_ID:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{name[: _LONGEST_ID - 17]}-{digest}"
