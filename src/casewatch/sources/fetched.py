"""What an input gave: bytes with what is known of them, or a failure, both plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from casewatch.errors import CasewatchError

Media = Literal["text", "markdown", "html", "pdf", "mail"]


@dataclass(frozen=True, slots=True)
class Given:
    """What metadata, or the user, says of a report. Empty where nothing is said."""

    id: str = ""
    title: str = ""
    published: str = ""
    url: str = ""
    publisher: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of one report as fetched.

    `source` is the input's name for messages (`reports.jsonl, line 7`), `path` the file it came
    from, `given` what is known of it from outside its text, `otherwise` what holds where neither
    that nor the document itself says anything, `charset` the character set a
    server gave, `note` what is to be kept in mind of how it was had.
    """

    content: bytes
    media: Media
    source: str
    path: str = ""
    given: Given = field(default_factory=Given)
    otherwise: Given = field(default_factory=Given)
    charset: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that could not be had or cleaned; the others go on."""

    source: str
    error: CasewatchError

    def __str__(self) -> str:
        return f"{self.source}: {self.error.stage}: {self.error}"
