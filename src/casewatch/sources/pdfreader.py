"""A PDF read in a process of its own, with bounds on time and memory.

The library that reads PDFs is written in C, and PDFs come from anywhere: one that makes it crash,
loop or swell costs that PDF alone, not the run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from casewatch.errors import CleanError
from casewatch.sources.limits import Limits

#: Memory that the process may take.
_MEMORY = 4_000_000_000
_LOCKED, _TORN, _LONG, _LARGE = "locked", "torn", "long", "large"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is in a PDF: the raw text of each page (None where it is torn), the numbers of pages
    that hold a picture and no text, title and date of creation as written in it.
    """

    pages: list[str | None] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    title: str = ""
    created: str = ""


def read_pdf(content: bytes, limits: Limits) -> Paper:
    """What is in the PDF `content`. Raises CleanError where it cannot be read, FetchError where
    its text is too large.
    """
    call = [
        sys.executable, "-P", "-m", "casewatch.sources.pdfreader",
        str(limits.pdf_pages), str(limits.text_bytes),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - this very program, with numbers of our own
            call, input=content, capture_output=True, timeout=limits.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise CleanError(
            f"the PDF takes more than {limits.pdf_seconds:g} seconds to read",
            hint="give the pages that matter as a PDF of their own",
        ) from problem
    except OSError as problem:
        raise CleanError(
            f"no process could be started to read the PDF: {problem.strerror}",
            hint="see whether the machine is out of memory or processes",
        ) from problem
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError as problem:
        raise CleanError(
            "the PDF breaks the library that reads it", hint="print it into a new PDF, or leave it"
        ) from problem
    if "problem" in told:
        _raise(told, limits)
    return Paper(**told)


def _raise(told: dict[str, Any], limits: Limits) -> None:
    if told["problem"] == _LOCKED:
        raise CleanError(
            "the PDF is encrypted: it needs a password", hint="save it without a password"
        )
    if told["problem"] == _LONG:
        raise CleanError(
            f"the PDF has {told['pages']} pages, more than {limits.pdf_pages}",
            hint="give the pages that matter as a PDF of their own",
        )
    if told["problem"] == _LARGE:
        raise limits.too_large("the text of the PDF")
    raise CleanError("the PDF is torn or no PDF at all", hint="fetch it again")


def _main(most_pages: int, most_bytes: int) -> None:
    """Reads a PDF from standard input, and writes what is in it as JSON."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever the library prints is no part of the answer
    _bound()
    found = _opened(sys.stdin.buffer.read(), most_pages, most_bytes)
    with os.fdopen(out, "w", encoding="utf-8") as stream:
        json.dump(found, stream)


def _bound() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # not every system knows such bounds


def _opened(content: bytes, most_pages: int, most_bytes: int) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).casefold() or b"/Encrypt" in content[-4096:]
        return {"problem": _LOCKED if locked else _TORN}
    if len(document) > most_pages:
        return {"problem": _LONG, "pages": len(document)}
    pages: list[str | None] = []
    pictures: list[int] = []
    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
            if not any(c.isalnum() for c in text) and _has_picture(page):
                pictures.append(number + 1)
            page.close()
        except pypdfium2.PdfiumError:
            text = None
        pages.append(text)
        size += len(text or "")
        if size > most_bytes:
            return {"problem": _LARGE}
    try:
        said = document.get_metadata_dict()
    except pypdfium2.PdfiumError:
        said = {}
    return asdict(Paper(pages, pictures, said.get("Title", ""), said.get("CreationDate", "")))


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(iter(found), None) is not None


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
