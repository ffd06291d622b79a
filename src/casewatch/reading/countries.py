"""Countries with a part in the case.

A country counts where the text names it, or a state, city or people of it; not where the place
is an agency's seat or office, the place of a dateline, a funder, a language, or part of a
person's or firm's name. The country of an acting agency counts, as its taking part does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from casewatch.model.reading import Agency, Person, Spans
from casewatch.model.spans import Span
from casewatch.reading.cast import words_of_name
from casewatch.reading.places import PlaceMention, find_places
from casewatch.reading.prepared import Prepared

# From the word of funding on, only names and what joins them.
_FUNDER = re.compile(
    r"\b(?:funded by|funding (?:of|from|by)|financed by) "
    r"(?:(?:[A-Z&][\w’'.]{0,30}|the|and|of|for),? ){0,25}$"
)
_SEAT = re.compile(
    r"\b(?:[Oo]ffices?|[Aa]ttach[eé]s?(?: [Oo]ffices?)?|(?:liaison )?officers|representatives?|"
    r"HSI|Academy) (?:(?:in|at|of|for) )?$"
)
_BETWEEN = re.compile(r",? (?:and |in )?|, ")
_LANGUAGE = re.compile(r"(?:(?:,| and| or)? ?\w+)?-(?:speaking|language)| language| speakers?\b")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,24})? ?(?:\([^)\n]{1,30}\) ?)?[–—:-]")
_SITTING = re.compile(r"\b(?:sitting|court|courthouse|a\.m\.,?|p\.m\.,?|Division) in $")
_PREPOSITION = re.compile(r"\b(?:in|from|of|to|near|the) $")


def find_countries(
    prepared: Prepared, people: tuple[Person, ...], agencies: tuple[Agency, ...]
) -> Mapping[str, Spans]:
    """Each country by its ISO 3166 alpha-2 code, with the spans that name it."""
    text = prepared.text
    spans: dict[str, list[Span]] = {}
    american = any(a.country == "US" for a in agencies)
    names = {w for p in people for w in words_of_name(p.name)}
    for place in _of_the_case(text, find_places(text), names):
        country = place.country
        if american and place.kind == "city" and _SITTING.search(_before(text, place.span)):
            # An American court sits in a town of its own, be it called London.
            country = "US"
        spans.setdefault(country, []).append(place.span)
    for agency in agencies:
        country = agency.country or "INT"
        if country not in ("EU", "INT") and not _FUNDER.search(_before(text, agency.spans[0], 200)):
            spans.setdefault(country, []).append(agency.spans[0])
    return {c: tuple(dict.fromkeys(sorted(s))) for c, s in sorted(spans.items())}


def _before(text: str, span: Span, size: int = 60) -> str:
    return text[max(0, span.start - size) : span.start]


def _of_the_case(text: str, places: Sequence[PlaceMention], names: set[str]) -> list[PlaceMention]:
    """The mentions that give their country a part in the case."""
    kept: list[PlaceMention] = []
    last_end, seat, dateline = -1, False, False
    for place in places:
        joined = last_end >= 0 and _BETWEEN.fullmatch(text[last_end : place.span.start]) is not None
        # A list of seats goes on: "offices in Warsaw, Rome and Lima".
        seat = (seat and joined) or _SEAT.search(_before(text, place.span)) is not None
        last_end = place.span.end
        dateline = _opens(text, place) or (dateline and joined)
        if not seat and not dateline and not _is_other(text, place, names):
            kept.append(place)
    return kept


def _is_other(text: str, place: PlaceMention, names: set[str]) -> bool:
    """Whether the words name something else than a country's part in the case."""
    span = place.span
    before = _before(text, span, 200)
    if span.text_of(text) in names and not _PREPOSITION.search(before):
        return True
    if _FUNDER.search(before):
        return True
    if place.kind == "demonym" and _LANGUAGE.match(text, span.end):
        return True
    # In the middle of a name: "at Hungry Mexican Grill".
    return place.kind == "demonym" and re.search(r"[a-z,] [A-Z][a-z]+ $", before) is not None


def _opens(text: str, place: PlaceMention) -> bool:
    """Whether a paragraph opens with the place, as the place of a dateline."""
    opens = place.span.start == 0 or text[place.span.start - 1] == "\n"
    return opens and place.kind != "demonym" and _DATELINE.match(text, place.span.end) is not None
