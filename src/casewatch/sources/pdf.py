"""The text of a PDF, page by page."""

from __future__ import annotations

from casewatch.sources.extracted import Extracted
from casewatch.sources.limits import Limits


def pdf_text(content: bytes, limits: Limits) -> Extracted:
    """The text of the PDF `content`."""
    raise NotImplementedError
