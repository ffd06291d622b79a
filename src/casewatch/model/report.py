"""A report: one published text, as its clean text and what is known of where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one published text.

    `text` is the clean text, to which all spans refer. `published` is an ISO 8601 date or
    time as the report or its metadata gives it, or None; `day` is its day. `sha256` is the
    hash of what was fetched, in hexadecimal.
    """

    id: str
    text: str
    title: str = ""
    published: str | None = None
    publisher: str = ""
    url: str = ""
    path: str = ""
    language: str = "en"
    sha256: str = ""

    @property
    def day(self) -> date | None:
        """The day of publication, or None where it is unknown or no full date."""
        try:
            return date.fromisoformat((self.published or "")[:10])
        except ValueError:
            return None


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
