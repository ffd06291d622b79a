"""Pieces of markup to plain text: paragraphs parted by blank lines, all else left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
#: What holds no text of the report.
_HIDDEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
# Stops at the next angle bracket of either kind, so that no start is looked at twice.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]*>|<!--|<[!?][^<>]*>")
_BREAK = "\x1e"


def fragment_text(markup: str) -> str:
    """The text that a reader of `markup` would see, by paragraphs. Linear in its length."""
    blocks = "".join(_pieces(markup)).split(_BREAK)
    lines = (" ".join(block.split()) for block in blocks)
    return "\n\n".join(line for line in lines if line)


def _pieces(markup: str) -> Iterator[str]:
    """Stretches of text, with a mark where a block begins or ends."""
    at = 0
    while tag := _TAG.search(markup, at):
        yield html.unescape(markup[at : tag.start()]).replace(_BREAK, " ")
        at = tag.end()
        name = (tag[2] or "").casefold()
        if tag[0] == "<!--":
            at = _after(markup, "-->", at)
        elif name in _HIDDEN and not tag[1] and not tag[0].endswith("/>"):
            at = _end_of(markup, name, at)
        elif name in _BLOCKS:
            yield _BREAK
    yield html.unescape(markup[at:]).replace(_BREAK, " ")


def _after(markup: str, mark: str, at: int) -> int:
    found = markup.find(mark, at)
    return len(markup) if found < 0 else found + len(mark)


def _end_of(markup: str, name: str, at: int) -> int:
    """Behind the end tag of a hidden element; the end of all where it has none."""
    end = re.compile(rf"</{name}\b[^<>]*>", re.I).search(markup, at)
    return len(markup) if end is None else end.end()
