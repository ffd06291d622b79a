"""Places: countries, their people, states and cities by name, each with its country.

The tables `data/countries.toml` and `data/places.toml` hold the names. What a name means beside
other words (Jordan the man, Paris in Texas, Georgia the state) is decided by the words around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from casewatch.model.spans import Span
from casewatch.reading.phrases import Phrases
from casewatch.reading.tables import table

PlaceKind = Literal["country", "demonym", "state", "city"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as named: `country` is ISO 3166 alpha-2; `kind` says what the words name."""

    span: Span
    country: str
    kind: PlaceKind


class _Name(NamedTuple):
    text: str
    country: str
    kind: PlaceKind | None  # None: holds a place's name and is none


_SHORT_STATE = re.compile(r"(?<=, )[A-Z](?:[a-z]{1,4}\.|\.\s?[A-Z][a-z]?\.|[A-Z])(?!\w)")
_STATE_AFTER_COMMA = re.compile(r",\s{1,2}(?=[A-Z])")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’.-]{0,30})[ \n]$")
_WORD_AFTER = re.compile(r" ([A-Z][\w'’-]{0,30})")
_NO_PLURAL = ("ese", "ish", "sh", "s", "ois", "men", "man", "woman")
_NOT_STATE_OF_US = re.compile(
    r"Tbilisi|Batumi|\bGeorgians?\b|Republic of Georgia|country of Georgia"
)


@cache
def _flags() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = table("places")
    return (
        frozenset(data["doubtful"]),
        frozenset(data["place_before"]),
        frozenset(data["institution"]),
        frozenset(data["state_short"]),
    )


def _all_names() -> list[tuple[str, str, PlaceKind | None]]:
    names: list[tuple[str, str, PlaceKind | None]] = []
    for country, row in table("countries").items():
        names += [(n, country, "country") for n in row.get("names", ())]
        for word in row.get("demonyms", ()):
            names.append((word, country, "demonym"))
            if not word.endswith(_NO_PLURAL):
                names.append((word + "s", country, "demonym"))
        names += [(n, country, "city") for n in row.get("cities", ())]
    data = table("places")
    names += [(n, "US", "state") for n in data["states"]]
    names += [(n, "", None) for n in data["not_places"]]
    return names


@cache
def _phrases() -> Phrases[_Name]:
    return Phrases(((t, _Name(t, c, k)) for t, c, k in _all_names()), capitals=4)


@cache
def _exact() -> dict[str, str]:
    names: dict[str, str] = {}
    for text, country, kind in _all_names():
        if kind is not None:
            names.setdefault(text.casefold(), country)
    names["georgia"] = "GE"
    return names


def country_of(phrase: str) -> str | None:
    """The country that `phrase` names or says by itself, as ISO 3166 alpha-2, or None.

    `phrase` is a country, a demonym, a state or city, or a short phrase that holds one ("a
    resident of Lagos"); the last place in the phrase that is in a country by its name decides.
    """
    bare = re.sub(r"^(?:the|The)\s+", "", phrase.strip(" \t\n.,;:()"))
    known = _exact().get(bare.casefold()) or _exact().get(f"{bare}.".casefold())
    if known:
        return known
    places = find_places(phrase)
    named = [p for p in places if p.kind in ("country", "demonym", "state")] or list(places)
    return named[-1].country if named else None


def find_places(text: str) -> tuple[PlaceMention, ...]:
    """The places that `text` names, in order, without overlap."""
    return _of_report(text) if len(text) > _PHRASE else _find(text)


#: Longer texts are reports, whose places several kinds ask for, one after the other.
_PHRASE = 400


@lru_cache(maxsize=4)
def _of_report(text: str) -> tuple[PlaceMention, ...]:
    return _find(text)


def _find(text: str) -> tuple[PlaceMention, ...]:
    doubtful, _, _, short = _flags()
    found = [
        PlaceMention(Span(*m.span()), "US", "state")
        for m in _SHORT_STATE.finditer(text)
        if m.group() in short
    ]
    taken = {p.span.start for p in found}
    for span, name in _phrases().find(text):
        if name.kind is None or span.start in taken:
            continue
        if name.text not in doubtful or _is_place(text, span, name):
            found.append(_placed(text, span, name))
    return tuple(sorted(found, key=lambda p: p.span))


def _after_comma(text: str, span: Span) -> tuple[str, PlaceKind] | None:
    """The state or country that follows a comma after `span`."""
    comma = _STATE_AFTER_COMMA.match(text, span.end)
    if comma is None:
        return None
    at = comma.end()
    short = _SHORT_STATE.match(text, at)
    if short and short.group() in _flags()[3]:
        return "US", "state"
    name = _phrases().at(text, at)
    if name is None:
        return None
    if name.text == "Washington":
        return "US", "state"
    if name.kind in ("country", "state"):
        return name.country, name.kind
    # Provinces of Canada stand among its cities.
    return ("CA", "state") if name.kind == "city" and name.country == "CA" else None


def _placed(text: str, span: Span, name: _Name) -> PlaceMention:
    """The mention with its country as the words around it say."""
    kind = name.kind or "city"
    if name.text == "Georgia" and _georgia_is_country(text, span):
        return PlaceMention(span, "GE", "country")
    if kind == "city" or (kind == "country" and name.country != "US"):
        beside = _after_comma(text, span)
        if beside and (
            kind == "city"
            or (beside[1] == "state" and "Georgia" not in text[span.end : span.end + 9])
        ):
            return PlaceMention(span, beside[0], "city")
    return PlaceMention(span, name.country, kind)


@lru_cache(maxsize=8)
def _speaks_of_georgia(text: str) -> bool:
    return _NOT_STATE_OF_US.search(text) is not None


def _georgia_is_country(text: str, span: Span) -> bool:
    if _speaks_of_georgia(text):
        return True
    # In a list of countries: "Ukraine, Georgia, and Moldova".
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    left = re.search(r"([A-Z][a-z]+)(?:, and|,| and) $", before)
    right = re.match(r"(?:, and|,| and) (?:the )?([A-Z][a-z]+)", after)
    for beside in (left, right):
        if beside and _exact().get(beside.group(1).casefold(), "US") != "US":
            return True
    return False


def _is_place(text: str, span: Span, name: _Name) -> bool:
    """Whether a name that may be a person's or a plain word is a place here."""
    _, before_words, institution, _ = _flags()
    before = _WORD_BEFORE.search(text[max(0, span.start - 32) : span.start])
    after = _WORD_AFTER.match(text, span.end)
    if name.kind == "demonym":
        if name.text == "English" and before and before.group(1).casefold() == "in":
            return False
        return not (before and before.group(1)[:1].isupper() and _inside(text, span.start))
    if _after_comma(text, span):
        return True
    if after and after.group(1) not in institution and country_word(after.group(1)) is None:
        return False
    if text[max(0, span.start - 2) : span.start] == ", ":
        return bool(re.match(r"[,.;)\s]", text[span.end : span.end + 1] or "."))
    if before is None:
        return bool(after and after.group(1) in institution)
    word = before.group(1)
    if word.casefold() in before_words:
        return True
    return bool(after and after.group(1) in institution and not word[:1].isupper())


def _inside(text: str, start: int) -> bool:
    """Whether the word before `start` stands inside a sentence, so that its capital counts."""
    words = text[max(0, start - 80) : start].rstrip().rsplit(None, 1)
    return len(words) == 2 and not words[0].endswith((".", "!", "?", ":"))


def country_word(word: str) -> str | None:
    """The country of one word that is a place or demonym by itself, or None."""
    return _exact().get(word.casefold())
