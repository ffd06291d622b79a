"""OPML: lists of feeds as feed readers exchange them, taken in and given out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casewatch.errors import CleanError
from casewatch.following.documents import document, refuse_entities, without_declaration

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""
    kind: str = "feed"


def read_opml(content: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML document in its order, each address once, folders of feeds opened.

    Raises CleanError for what is no OPML.
    """
    from lxml import etree

    text, _ = document(content)
    refuse_entities(text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(without_declaration(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise CleanError("this is no OPML", hint="export the list again") from problem
    if root is None or root.tag.rpartition("}")[2].casefold() != "opml":
        raise CleanError("this is no OPML", hint="export the list of feeds as OPML")
    found: dict[str, Outline] = {}
    for element in root.iter("{*}outline"):
        url = _said(element, "xmlUrl") or _said(element, "xmlurl")
        if url and len(found) < _MOST:
            title = _said(element, "title") or _said(element, "text")
            kind = "sitemap" if _said(element, "type").casefold() == "sitemap" else "feed"
            found.setdefault(url, Outline(url, title, kind))
    return tuple(found.values())


def write_opml(outlines: Iterable[Outline], title: str = "Casewatch") -> bytes:
    """An OPML 2.0 document of feeds, which feed readers and `read_opml` take in."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for one in outlines:
        told = {
            "text": one.title or one.url,
            "title": one.title or one.url,
            "type": "sitemap" if one.kind == "sitemap" else "rss",
            "xmlUrl": one.url,
        }
        etree.SubElement(body, "outline", {k: _plain(v) for k, v in told.items()})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _said(element: Any, name: str) -> str:
    return " ".join(str(element.get(name) or "").split())[:8000]


def _plain(text: str) -> str:
    """Text as XML may hold it."""
    return "".join(c for c in text if c == "\t" or " " <= c < "\ufffe")
