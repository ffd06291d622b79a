"""What is asked for: a name, and what else is known of its bearer."""

from __future__ import annotations

from dataclasses import dataclass

from casewatch.screening.agree import Kind


@dataclass(frozen=True, slots=True)
class Query:
    """A name to screen. `born` is a year, `country` an ISO 3166 alpha-2 code."""

    name: str
    born: int | None = None
    country: str = ""
    kind: Kind = ""
