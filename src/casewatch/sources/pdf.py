"""The text of a PDF, page by page, without anything run or loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casewatch.errors import CleanError
from casewatch.sources.extracted import Extracted
from casewatch.sources.fetched import Given
from casewatch.sources.limits import Limits
from casewatch.sources.ocr import PROGRAM, can_recognise, recognised
from casewatch.sources.pages import PAGE_BREAK, join_pages
from casewatch.sources.pdfreader import Paper, read_pdf

_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
#: A line that is broken in the middle of a sentence goes on in the next.
_GOES_ON = re.compile(r"(?<=[a-z,;–-])\n(?=[a-z(])|(?<=[a-z,])\n(?=[A-Z0-9])(?!.{0,60}\n\n)")
_HYPHEN = re.compile(r"[\x02\ufffe\xad]\r?\n?|(?<=[a-z])-\r?\n(?=[a-z])")


def pdf_text(content: bytes, limits: Limits) -> Extracted:
    """The text of the PDF `content`, page breaks between its pages, with its title and date.

    Pages that are pictures are named in the note; where ocrmypdf is installed their text is
    recognised. Raises CleanError for a torn or encrypted PDF and for a scan without text.
    """
    paper = read_pdf(content, limits)
    pages, pictures = _pages(paper), paper.pictures
    notes: list[str] = []
    if pictures and (layered := recognised(content, limits)) is not None:
        layers = read_pdf(layered, limits)
        again, left = _pages(layers), layers.pictures
        read = [
            n
            for n in pictures
            if n not in left and len(again) == len(pages) and again[n - 1].strip()
        ]
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
    if torn := paper.pages.count(None):
        notes.append(f"{torn} of {len(pages)} pages could not be read")
    return Extracted(text, _metadata(paper), "; ".join(notes))


def _named(numbers: Sequence[int]) -> str:
    told = ", ".join(map(str, numbers[:8])) + (" and more" if len(numbers) > 8 else "")
    return f"page {told}" if len(numbers) == 1 else f"pages {told}"


def _pages(paper: Paper) -> list[str]:
    return [_joined(page or "").replace(PAGE_BREAK, " ") for page in paper.pages]


def _joined(page: str) -> str:
    """The text of a page with the line breaks of its layout turned into spaces."""
    text = _HYPHEN.sub("", page.replace("\r\n", "\n").replace("\r", "\n"))
    return _GOES_ON.sub(" ", text)


def _metadata(paper: Paper) -> Given:
    date = _PDF_DATE.match(paper.created)
    title = paper.title.strip()
    # Many programs write the name of a file into the title.
    named = re.search(r"\.\w{2,4}$|^microsoft word|^untitled", title, re.I)
    return Given(title="" if named else title, published="-".join(date.groups()) if date else "")
