"""Countries with a part in the case.

A country counts where the text names it, or a state, city or people of it, in a sentence of the
story; not where the place is only an agency's seat or address, part of a company's or person's
name, or page furniture. The home country of an acting agency counts where the agency does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from casewatch.model.reading import Agency, Person, Spans
from casewatch.model.spans import Span
from casewatch.reading.places import PlaceMention, find_places
from casewatch.reading.prepared import Prepared


def find_countries(
    prepared: Prepared, people: tuple[Person, ...], agencies: tuple[Agency, ...]
) -> Mapping[str, Spans]:
    """Each country by its ISO 3166 alpha-2 code, with the spans that name it."""
    text = prepared.text
    spans: dict[str, list[Span]] = {}
    for place in find_places(text):
        spans.setdefault(place.country, []).append(place.span)
    for agency in agencies:
        if agency.country not in (None, "EU", "INT"):
            spans.setdefault(agency.country or "", []).append(agency.spans[0])
    return {c: tuple(s) for c, s in sorted(spans.items())}
