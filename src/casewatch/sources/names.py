"""Addresses as names: told apart from paths, and turned into ids of reports."""

from __future__ import annotations

import re

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 120


def is_url(text: str) -> bool:
    """Whether an input is an address rather than a path."""
    return _URL.match(text) is not None


def id_of_url(url: str) -> str:
    """A name for the report at `url` that stays the same: its host and path in plain letters."""
    plain = _SLUG.sub("-", url.partition("://")[2].casefold()).strip("-")
    return plain[:_LONGEST].strip("-")
