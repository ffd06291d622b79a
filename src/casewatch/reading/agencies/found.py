"""One naming of an agency, before the namings of the same one are put together."""

from __future__ import annotations

from dataclasses import dataclass

from casewatch.model.spans import Span


@dataclass(frozen=True, slots=True)
class Found:
    """`key` tells agencies apart where the table or the grammar can; `parent` is a key."""

    span: Span
    key: str
    country: str | None
    parent: str | None = None
    known: bool = False
    #: A name made up for a span that leaves out what stands before in a list.
    name: str | None = None
