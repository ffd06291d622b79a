"""The text of a PDF, page by page, without anything run or loaded."""

from __future__ import annotations

import re
from typing import Any

from casewatch.errors import CleanError
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given
from casewatch.sources.limits import Limits

_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
#: A line that is broken in the middle of a sentence goes on in the next.
_GOES_ON = re.compile(r"(?<=[a-z,;–-])\n(?=[a-z(])|(?<=[a-z,])\n(?=[A-Z0-9])(?!.{0,60}\n\n)")
_HYPHEN = re.compile(r"[\x02\ufffe\xad]\r?\n?|(?<=[a-z])-\r?\n(?=[a-z])")


def pdf_text(content: bytes, limits: Limits) -> Extracted:
    """The text of the PDF `content`, pages parted by blank lines, with its title and date.

    Raises CleanError for a torn or locked PDF and for one that holds no text (a scan).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).casefold()
        raise CleanError(
            "the PDF is locked by a password" if locked else "the PDF is torn or no PDF at all",
            hint="save it without a password" if locked else "fetch it again",
        ) from problem
    try:
        if len(document) > limits.pdf_pages:
            raise CleanError(
                f"the PDF has {len(document)} pages, more than {limits.pdf_pages}",
                hint="give the pages that matter as a PDF of their own",
            )
        pages, torn = _pages(document, limits)
        metadata = _metadata(document)
    finally:
        document.close()
    text = "\n\n".join(page for page in pages if page.strip())
    if not any(c.isalnum() for c in text):
        raise CleanError(
            "the PDF has no text, only pictures of pages", hint="run text recognition over it first"
        )
    note = f"{torn} of {len(pages)} pages could not be read" if torn else ""
    return Extracted(text, metadata, note)


def _pages(document: Any, limits: Limits) -> tuple[list[str], int]:
    import pypdfium2

    pages: list[str] = []
    torn = size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
            pages.append(_joined(textpage.get_text_range()))
            textpage.close()
            page.close()
        except pypdfium2.PdfiumError:
            pages.append("")
            torn += 1
        size += len(pages[-1])
        if size > limits.text_bytes:
            raise limits.too_large("the text of the PDF")
    return pages, torn


def _joined(page: str) -> str:
    """The text of a page with the line breaks of its layout turned into spaces."""
    text = _HYPHEN.sub("", page.replace("\r\n", "\n").replace("\r", "\n"))
    return _GOES_ON.sub(" ", text)


def _metadata(document: Any) -> Given:
    import pypdfium2

    try:
        found = document.get_metadata_dict()
    except pypdfium2.PdfiumError:
        return Given()
    date = _PDF_DATE.match(found.get("CreationDate", ""))
    title = found.get("Title", "").strip()
    # Many programs write the name of a file into the title.
    named = re.search(r"\.\w{2,4}$|^microsoft word|^untitled", title, re.I)
    return Given(title="" if named else title, published="-".join(date.groups()) if date else "")
