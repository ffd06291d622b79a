"""Countries with a part in the case."""

from __future__ import annotations

from collections.abc import Mapping

from casewatch.model.reading import Agency, Person, Spans
from casewatch.reading.prepared import Prepared


def find_countries(
    prepared: Prepared, people: tuple[Person, ...], agencies: tuple[Agency, ...]
) -> Mapping[str, Spans]:
    """Each country by its ISO 3166 alpha-2 code, with the spans that name it."""
    return {}
