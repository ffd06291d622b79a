"""The date with its time that a page declares of itself in its head."""

from __future__ import annotations

import re

_NAMES = (
    b"article:published_time", b"og:article:published_time", b"datepublished", b"dc.date",
    b"dc.date.issued", b"dcterms.issued", b"dcterms.date", b"pubdate", b"publishdate",
    b"publish-date", b"parsely-pub-date", b"sailthru.date", b"date", b"cxenseparse:recs:publishtime",
)  # fmt: skip
_META = re.compile(rb"<meta\s([^<>]{1,600})>", re.I)
_ATTRIBUTE = re.compile(
    rb"(name|property|itemprop|content)\s{0,3}=\s{0,3}[\"']([^\"'<>]{1,200})[\"']", re.I
)
_LINKED_DATA = re.compile(rb"\"datePublished\"\s{0,5}:\s{0,5}\"([^\"<>]{8,40})\"")
_HEAD = 300_000


def declared_date(content: bytes) -> str:
    """The date of publication that the page's metadata declares, as written, or an empty text."""
    found: dict[bytes, str] = {}
    for meta in _META.finditer(content, 0, _HEAD):
        fields = {m[1].lower(): m[2] for m in _ATTRIBUTE.finditer(meta[1])}
        value = fields.get(b"content", b"").decode("utf-8", "replace").strip()
        for attribute in (b"property", b"name", b"itemprop"):
            name = fields.get(attribute, b"").lower()
            if value and name in _NAMES:
                found.setdefault(name, value)
    for name in _NAMES:
        if name in found:
            return found[name]
    linked = _LINKED_DATA.search(content)
    return linked[1].decode("utf-8", "replace") if linked else ""
