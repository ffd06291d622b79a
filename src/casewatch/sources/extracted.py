"""The text inside a document, before cleaning, with what the document says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from casewatch.sources.fetched import Given


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text and metadata out of one document; `note` says what was not as it should be."""

    text: str
    given: Given = field(default_factory=Given)
    note: str = ""
    id_hint: str = ""
