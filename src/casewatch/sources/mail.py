"""The text of a mail message."""

from __future__ import annotations

from casewatch.sources.extracted import Extracted
from casewatch.sources.limits import Limits


def mail_text(content: bytes, limits: Limits) -> Extracted:
    """The text of the mail `content`."""
    raise NotImplementedError
