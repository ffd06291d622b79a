"""The text of a web page: main content, title, date and publisher, nothing run and nothing loaded."""

from __future__ import annotations

from casewatch.errors import CleanError
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given


def html_text(content: bytes, url: str = "") -> Extracted:
    """The main text of the page `content`, with what its metadata says.

    Raises CleanError where there is no text. Loads trafilatura at first use.
    """
    import trafilatura
    from trafilatura.settings import use_config

    if not content.strip():
        raise CleanError("the page is empty", hint="fetch it again, or leave it out")
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    try:
        found = trafilatura.bare_extraction(
            content, url=url or None, config=config, include_comments=False, include_tables=True,
            include_images=False, include_links=False, with_metadata=True, deduplicate=False,
        )  # fmt: skip
    except Exception as problem:
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
        found.text,
        Given(
            title=found.title or "",
            published=found.date or "",
            publisher=found.sitename or "",
            url=found.url or "",
            language=found.language or "",
        ),
    )
