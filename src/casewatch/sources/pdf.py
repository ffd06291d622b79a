"""The text of a PDF, page by page, without anything run or loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from casewatch.errors import CleanError
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given
from casewatch.sources.limits import Limits
from casewatch.sources.ocr import PROGRAM, can_recognise, recognised
from casewatch.sources.pages import PAGE_BREAK, join_pages

_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
#: A line that is broken in the middle of a sentence goes on in the next.
_GOES_ON = re.compile(r"(?<=[a-z,;–-])\n(?=[a-z(])|(?<=[a-z,])\n(?=[A-Z0-9])(?!.{0,60}\n\n)")
_HYPHEN = re.compile(r"[\x02\ufffe\xad]\r?\n?|(?<=[a-z])-\r?\n(?=[a-z])")


def pdf_text(content: bytes, limits: Limits) -> Extracted:
    """The text of the PDF `content`, page breaks between its pages, with its title and date.

    Pages that are pictures are named in the note; where ocrmypdf is installed their text is
    recognised. Raises CleanError for a torn or encrypted PDF and for a scan without text.
    """
    pages, torn, pictures, metadata = _read(content, limits)
    notes: list[str] = []
    if pictures and (layered := recognised(content, limits)) is not None:
        again, _, left, _ = _read(layered, limits)
        read = [n for n in pictures if n not in left and again[n - 1].strip()]
        if read:
            pages, pictures = again, left
            notes.append(
                f"{_named(read)} {'was a picture' if len(read) == 1 else 'were pictures'}: "
                f"the text is that of {PROGRAM}, which may misread names and numbers"
            )
    text = join_pages(pages)
    if not any(c.isalnum() for c in text):
        tried = "" if can_recognise() else f"install {PROGRAM}, or "
        raise CleanError(
            "the PDF is scanned: its pages have no text, only pictures",
            hint=f"{tried}run text recognition over it first",
        )
    if pictures:
        notes.append(f"{_named(pictures)} without text, only a picture: not read")
    if torn:
        notes.append(f"{torn} of {len(pages)} pages could not be read")
    return Extracted(text, metadata, "; ".join(notes))


def _named(numbers: Sequence[int]) -> str:
    told = ", ".join(map(str, numbers[:8])) + (" and more" if len(numbers) > 8 else "")
    return f"page {told}" if len(numbers) == 1 else f"pages {told}"


def _read(content: bytes, limits: Limits) -> tuple[list[str], int, list[int], Given]:
    """Texts of pages, how many are torn, the numbers of those that are pictures, and metadata."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).casefold() or b"/Encrypt" in content[-4096:]
        raise CleanError(
            "the PDF is encrypted: it needs a password"
            if locked
            else "the PDF is torn or no PDF at all",
            hint="save it without a password" if locked else "fetch it again",
        ) from problem
    try:
        if len(document) > limits.pdf_pages:
            raise CleanError(
                f"the PDF has {len(document)} pages, more than {limits.pdf_pages}",
                hint="give the pages that matter as a PDF of their own",
            )
        return *_pages(document, limits), _metadata(document)
    finally:
        document.close()


def _pages(document: Any, limits: Limits) -> tuple[list[str], int, list[int]]:
    import pypdfium2

    pages: list[str] = []
    pictures: list[int] = []
    torn = size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
            pages.append(_joined(textpage.get_text_range()).replace(PAGE_BREAK, " "))
            textpage.close()
            if not any(c.isalnum() for c in pages[-1]) and _has_picture(page):
                pictures.append(number + 1)
            page.close()
        except pypdfium2.PdfiumError:
            pages.append("")
            torn += 1
        size += len(pages[-1])
        if size > limits.text_bytes:
            raise limits.too_large("the text of the PDF")
    return pages, torn, pictures


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(iter(found), None) is not None


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
