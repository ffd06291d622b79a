"""From the agreement of names, years and countries to grounds and a score.

Each ground has its bits (Fellegi and Sunter 1969: the logarithm of how much likelier it is between
two records of one bearer). The score is their sum on a scale from 0 to 1: how much evidence there
is that the two are one, never that they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import Literal

from casewatch.resolving.names import parse_name
from casewatch.screening.agree import Agreement, Pair
from casewatch.screening.entries import Entry
from casewatch.screening.query import Query
from casewatch.screening.rarity import Rarity
from casewatch.screening.tables import table
from casewatch.screening.words import word

Strength = Literal["strong", "possible", "weak"]
_KINDS = {
    "same": "same",
    "spelling": "spelling",
    "vowels": "spelling",
    "letters": "a letter or two differ",
    "script": "other script",
    "form": "form of one given name",
    "initial": "initial",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for (`bits` above 0) or against."""

    kind: str
    bits: float
    text: str


def _bits(key: str) -> float:
    return float(table("evidence")["bits"][key])


def _words(texts: tuple[str, ...]) -> str:
    return " ".join(t.removeprefix("~") for t in texts)


def _pair(pair: Pair, rarity: Rarity) -> Ground:
    """Words that agree: as many bits as the commoner side is rare, fewer for a loose likeness."""
    rare = min(sum(rarity.bits(t) for t in pair.a), sum(rarity.bits(t) for t in pair.b))
    bits = round(rare * pair.likeness.value**2, 1)
    a, b = _words(pair.a), _words(pair.b)
    kind = _KINDS[pair.likeness.kind]
    return Ground("name", bits, f"{a} ({kind})" if a == b else f"{a} / {b} ({kind})")


def name_grounds(found: Agreement, rarity: Rarity) -> list[Ground]:
    """The words that agree and those that do not."""
    grounds = [_pair(p, rarity) for p in found.pairs]
    most, told = _bits("most_of_names"), sum(g.bits for g in grounds)
    if told > most:
        grounds.append(Ground("limit", round(most - told, 1), "names alone are never more"))
    full = [p for p in found.pairs if p.weight >= 1.0 and p.likeness.kind != "initial"]
    if len(full) == 1 and len(full[0].a) == len(full[0].b) == 1:
        grounds.append(Ground("one word", _bits("one_word"), "one word alone agrees"))
    return grounds + _left(found)


def _left(found: Agreement) -> list[Ground]:
    a, b = found.left_a, found.left_b
    coded = any(word(t).number for p in found.pairs for t in p.a)
    marks = [t for t in (*a, *b) if word(t).number or (coded and len(t) == 1)]
    if marks:
        text = f"another number or letter: {_words(tuple(marks))}"
        return [Ground("number", _bits("number"), text)]
    less, more = sorted((found.rest_a, found.rest_b))
    grounds = []
    if less >= 0.3:
        text = f"not the same: {_words(a)} / {_words(b)}"
        grounds.append(Ground("differ", round(_bits("left") * less * 2, 1), text))
    elif more >= 0.3:
        text = f"only in one: {_words(a if found.rest_a > found.rest_b else b)}"
        grounds.append(Ground("more", round(_bits("more") * more, 1), text))
    return grounds


def _suffix(query: Query, name: str) -> list[Ground]:
    x, y = parse_name(query.name).suffix, parse_name(name).suffix
    if x and y and x != y:
        return [Ground("suffix", _bits("suffix"), f"suffix: {x} / {y}")]
    return []


def _born(query: Query, entry: Entry) -> list[Ground]:
    if query.born is None or not entry.born:
        return []
    gap = min(abs(query.born - year) for year in entry.born)
    text = f"born {query.born} / {', '.join(map(str, entry.born))}"
    key = "born_same" if gap == 0 else "born_near" if gap == 1 else ""
    if key:
        return [Ground("born", _bits(key), text)]
    return [Ground("born", _bits("born_far"), text)] if gap > 2 else []


def _country(query: Query, entry: Entry) -> list[Ground]:
    if not query.country or not entry.countries:
        return []
    text = f"country {query.country} / {', '.join(entry.countries)}"
    key = "country_same" if query.country in entry.countries else "country_other"
    return [Ground("country", _bits(key), text)]


def _kind(query: Query, entry: Entry) -> list[Ground]:
    if not query.kind or entry.kind == "other" or query.kind == entry.kind:
        return []
    return [Ground("kind", _bits("kind_other"), f"{query.kind} / {entry.kind}")]


def grounds_of(
    query: Query, entry: Entry, name: str, found: Agreement, rarity: Rarity
) -> tuple[Ground, ...]:
    """All grounds for and against the bearer of the query's name being the entry."""
    return (
        *name_grounds(found, rarity),
        *_suffix(query, name),
        *_born(query, entry),
        *_country(query, entry),
        *_kind(query, entry),
    )


def shared(bearers: int, source: str) -> tuple[Ground, ...]:
    """A name that several entries of one source bear can be but one of them."""
    if bearers < 2:
        return ()
    text = f"{bearers} entries of {source} bear this name"
    return (Ground("shared", round(-log2(bearers), 1), text),)


def bare_bits(grounds: tuple[Ground, ...]) -> float:
    """The sum of the bits but for what holds of all with such a name: the limit, and sharing."""
    return round(sum(g.bits for g in grounds if g.kind not in ("limit", "shared")), 3)


def score(grounds: tuple[Ground, ...]) -> float:
    """The sum of the bits on a scale from 0 to 1."""
    scale = table("evidence")["scale"]
    power = (float(scale["middle"]) - sum(g.bits for g in grounds)) / float(scale["slope"])
    return round(float(1.0 / (1.0 + 2.0 ** max(-60.0, min(60.0, 2 * power)))), 3)


def strength(value: float) -> Strength:
    """The score in a word."""
    scale = table("evidence")["scale"]
    if value >= float(scale["strong"]):
        return "strong"
    return "possible" if value >= float(scale["possible"]) else "weak"


_NAME_KINDS = frozenset({"name", "limit", "one word"})


def caution(grounds: tuple[Ground, ...]) -> str:
    """What a reader must know of the score, in a few words; empty where nothing."""
    further = any(g.bits > 0 and g.kind not in _NAME_KINDS for g in grounds)
    against = [g for g in grounds if g.bits <= -8]
    if against:
        return f"speaks against it: {against[0].text}"
    names = sum(g.bits for g in grounds if g.kind in _NAME_KINDS)
    if names < _bits("common_name") and not further:
        return "common name: alone no evidence"
    for ground in grounds:
        if ground.kind == "shared":
            return ground.text
    return "" if further else "the name alone: no proof of who it is"
