"""The text of a web page: main content, title, date, publisher. Nothing is run, nothing loaded."""

from __future__ import annotations

import re
from typing import Any

from casewatch.errors import CleanError
from casewatch.sources.decode import by_charset, decode
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given
from casewatch.sources.fragments import fragment_text
from casewatch.sources.heads import declared_date

#: Markup nested deeper than this is hostile; parsing it costs more than linear time.
_DEEPEST = 2_000
#: A page with more tags would be looked at for most of a minute.
_MOST_TAGS = 400_000
_PAGE = re.compile(rb"<(?:!doctype|html|body|head|article|main)\b", re.I)
_OPEN = re.compile(
    rb"<(/?)(?!(?:br|hr|img|meta|link|input|wbr|source|p|li|td|tr)\b)([a-z]\w{0,20})", re.I
)


def html_text(content: bytes, url: str = "", charset: str = "") -> Extracted:
    """The main text of the page `content`, with what its metadata says.

    `charset` is what the server said of its characters. A piece of markup that is no page (the
    content of a feed's item) is all text. Raises CleanError where there is no text. Loads
    trafilatura at first use.
    """
    import trafilatura

    if not content.strip():
        raise CleanError("the page is empty", hint="fetch it again, or leave it out")
    if b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CleanError("this is no page but a binary file", hint="give it the right ending")
    if content.count(b"<") > _MOST_TAGS:
        raise CleanError("the page has more markup than a report has", hint="save its text as .txt")
    if _depth(content) > _DEEPEST:
        raise CleanError("the page's markup is nested too deeply", hint="save its text as .txt")
    text = by_charset(content, charset) if charset else None
    if _PAGE.search(content.replace(b"\x00", b"")) is None:
        return Extracted(fragment_text(text if text is not None else decode(content).text))
    try:
        found: Any = trafilatura.bare_extraction(
            content if text is None else text, url=url or None, include_comments=False, include_tables=True,
            include_images=False, include_links=False, with_metadata=True,
            favor_recall=True,
        )  # fmt: skip
    except Exception as problem:  # whatever its parsers raise on hostile markup
        raise CleanError(
            f"the page could not be parsed ({type(problem).__name__})",
            hint="save its text as a .txt file",
        ) from problem
    if found is None or not (found.text or "").strip():
        raise CleanError(
            "the page has no text",
            hint="it may need a browser to show it; save its text as a .txt file",
        )
    return Extracted(
        _paragraphs(found.text),
        Given(
            title=found.title or "",
            published=declared_date(content) or found.date or "",
            publisher=found.sitename or "",
            url=found.url or "",
            language=found.language or "",
        ),
    )


def _paragraphs(text: str) -> str:
    """Blocks parted by blank lines, as the cleaning expects paragraphs to be."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _depth(content: bytes) -> int:
    """The deepest nesting of elements, roughly: how many more are opened than closed."""
    depth = deepest = 0
    for match in _OPEN.finditer(content):
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest
