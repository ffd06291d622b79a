"""Hashes of 64 bits: names, keys and runs of words as numbers, the same on any machine."""

from __future__ import annotations

from hashlib import blake2b


def number(*parts: str) -> int:
    """A signed number of 64 bits for a list of texts, as databases keep them."""
    raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big", signed=True)
