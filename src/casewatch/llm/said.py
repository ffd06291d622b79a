"""The answer of a model made into items, each with its span; what does not hold is dropped.

Nothing is believed: not the form, not the types, not the quotes, and not that words of an
allegation show a finding.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from casewatch.errors import ReadError
from casewatch.llm.quotes import find
from casewatch.model.reading import (
    Agency,
    Alias,
    Attribution,
    Event,
    Group,
    Money,
    Person,
    Quantity,
    Scheme,
    Spans,
)
from casewatch.model.spans import Span
from casewatch.model.vocabulary import (
    EVENT_TYPES,
    GROUP_KINDS,
    MODALITIES,
    MONEY_KINDS,
    OFFENCES,
    ROLES,
    SCHEME_KINDS,
    STATUSES,
)

T = TypeVar("T")
#: More items of one kind than that are no reading of one piece of text.
MOST_ITEMS = 500
_DATE = re.compile(r"(1[89]|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
_CODE = re.compile(r"[A-Z]{2,3}\Z")


@dataclass(slots=True)
class Said:
    """What one answer holds after all checks. `dropped` counts what did not hold, by why."""

    people: list[Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    schemes: list[Scheme] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    countries: dict[str, Spans] = field(default_factory=dict)
    status: dict[str, Any] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Place:
    """The piece of the text that was asked about."""

    text: str
    window: Span
    aside: tuple[Span, ...]

    def span(self, quote: object) -> Span | None:
        return find(self.text, quote, self.window, self.aside)


class _Drop(Exception):  # noqa: N818 - it is no error: it says why an item is left out
    pass


@cache
def _proofs() -> dict[str, tuple[str, ...]]:
    text = files("casewatch.llm").joinpath("data", "proofs.toml").read_text(encoding="utf-8")
    return {kind: tuple(words.split()) for kind, words in tomllib.loads(text).items()}


def said(answer: str, text: str, window: Span, aside: tuple[Span, ...] = ()) -> Said:
    """What holds of `answer` about `window` of `text`. Raises `ReadError` for no JSON object."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise ReadError("the model's answer is no JSON", hint="read it again") from error
    if not isinstance(told, dict):
        raise ReadError("the model's answer is no JSON object", hint="read it again")
    found, place = Said(), _Place(text, window, aside)
    makers: tuple[tuple[str, Callable[[_Place, dict[str, Any], Span], Any], list[Any]], ...] = (
        ("people", _person, found.people),
        ("groups", _group, found.groups),
        ("agencies", _agency, found.agencies),
        ("events", _event, found.events),
        ("schemes", _scheme, found.schemes),
        ("money", _money, found.money),
        ("quantities", _quantity, found.quantities),
        ("attributions", _attribution, found.attributions),
    )
    for kind, make, into in makers:
        into.extend(_made(told.get(kind), make, place, found.dropped))
    for code, span in _made(told.get("countries"), _country, place, found.dropped):
        found.countries.setdefault(code, (span,))
    found.status.update(_statuses(told.get("final_status")))
    return found


def _made(
    raw: object,
    make: Callable[[_Place, dict[str, Any], Span], T],
    place: _Place,
    dropped: Counter[str],
) -> Iterator[T]:
    for item in raw[:MOST_ITEMS] if isinstance(raw, list) else ():
        if not isinstance(item, dict):
            dropped["no object"] += 1
            continue
        span = place.span(item.get("quote"))
        if span is None:
            dropped["quote not in the text"] += 1
            continue
        try:
            yield make(place, item, span)
        except _Drop as why:
            dropped[str(why)] += 1


def _words(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 2_000:
        raise _Drop(f"{key} is no text")
    return " ".join(value.split())


def _maybe(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    return " ".join(value.split())[:300] or None if isinstance(value, str) else None


def _chosen(item: dict[str, Any], key: str, among: tuple[str, ...]) -> Any:
    if item.get(key) not in among:
        raise _Drop(f"{key} is none that there is")
    return item[key]


def _whole(value: object, most: int) -> int | None:
    """A number of things; True and 3.5 are none."""
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return value if isinstance(value, int) and fits else None


def _list(item: dict[str, Any], key: str) -> tuple[str, ...]:
    value = item.get(key)
    texts = value[:200] if isinstance(value, list) else ()
    return tuple(
        dict.fromkeys(" ".join(t.split()) for t in texts if isinstance(t, str) and t.strip())
    )


def _codes(item: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(c for c in _list(item, key) if _CODE.match(c))


def _named(place: _Place, item: dict[str, Any]) -> str:
    """A name of which each word stands in the piece: none is made up."""
    name = _words(item, "name")
    piece = place.window.text_of(place.text).casefold()
    if not all(word in piece for word in name.casefold().split()):
        raise _Drop("a name not in the text")
    return name


def _aliases(place: _Place, item: dict[str, Any], name: str) -> tuple[Alias, ...]:
    found = []
    for value in _list(item, "aliases"):
        span = place.span(value)
        if span is not None and value.casefold() != name.casefold():
            found.append(Alias(value, (span,)))
    return tuple(found)


def _person(place: _Place, item: dict[str, Any], span: Span) -> Person:
    name = _named(place, item)
    return Person(
        name=name, spans=(span,), aliases=_aliases(place, item, name),
        age=_whole(item.get("age"), 120), nationality=_codes(item, "nationality"),
        residence=_maybe(item, "residence"), role=_chosen(item, "role", ROLES),
    )  # fmt: skip


def _group(place: _Place, item: dict[str, Any], span: Span) -> Group:
    name = _named(place, item)
    return Group(name, _chosen(item, "kind", GROUP_KINDS), (span,), _aliases(place, item, name))


def _agency(place: _Place, item: dict[str, Any], span: Span) -> Agency:
    name, country = _named(place, item), _maybe(item, "country")
    code = country if country and _CODE.match(country) else None
    return Agency(name, (span,), _aliases(place, item, name), code)


def _date(item: dict[str, Any], key: str) -> str | None:
    value = _maybe(item, key)
    return value if value and _DATE.match(value) else None


def _shown(kind: str, quote: str) -> bool:
    """Whether the quote holds a word of such a finding, and none that takes it back."""
    plain = " ".join(re.findall(r"\w+", quote.casefold()))
    if kind in ("plea", "conviction") and "not guilty" in plain:
        return False
    if kind in ("conviction", "sentence") and re.search(
        r"\bif (\w+ ){0,2}(convicted|found)", plain
    ):
        return False
    return any(word.startswith(_proofs()[kind]) for word in plain.split())


def _event(place: _Place, item: dict[str, Any], span: Span) -> Event:
    kind, modality = _chosen(item, "type", EVENT_TYPES), _chosen(item, "modality", MODALITIES)
    if kind in _proofs() and modality == "asserted" and not _shown(kind, span.text_of(place.text)):
        raise _Drop("a finding whose quote does not show it")
    offences = tuple(o for o in _list(item, "offences") if o in OFFENCES)
    return Event(
        type=kind, spans=(span,), who=_list(item, "who"), count=_whole(item.get("count"), 10**7),
        parties=_codes(item, "parties"), date=_date(item, "date"), place=_maybe(item, "place"),
        modality=modality, term_months=_whole(item.get("term_months"), 9999),
        max_term_months=_whole(item.get("max_term_months"), 9999),
        offences=offences,  # type: ignore[arg-type]
    )  # fmt: skip


def _scheme(place: _Place, item: dict[str, Any], span: Span) -> Scheme:
    years = [(_date(item, key) or "")[:4] or None for key in ("from", "to")]
    return Scheme(_chosen(item, "kind", SCHEME_KINDS), (span,), _list(item, "who"), *years)


def _money(place: _Place, item: dict[str, Any], span: Span) -> Money:
    amount, currency = item.get("amount"), _words(item, "currency").upper()
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < 1e15:
        raise _Drop("amount is no number")
    if not re.fullmatch(r"[A-Z]{3,5}", currency) or not re.search(r"\d", span.text_of(place.text)):
        raise _Drop("no sum in the quote")
    return Money(
        float(amount) if amount % 1 else int(amount), currency,
        _chosen(item, "kind", MONEY_KINDS), (span,), _list(item, "who"),
        _chosen(item, "modality", MODALITIES),
    )  # fmt: skip


def _quantity(place: _Place, item: dict[str, Any], span: Span) -> Quantity:
    n = _whole(item.get("n"), 10**12)
    if n is None:
        raise _Drop("n is no number")
    return Quantity(n, _words(item, "of"), (span,))


def _attribution(place: _Place, item: dict[str, Any], span: Span) -> Attribution:
    content = place.span(item.get("content"))
    if content is None:
        raise _Drop("words that nobody says in the text")
    return Attribution(
        speaker=_words(item, "speaker"), content=content.text_of(place.text),
        kind=_chosen(item, "kind", ("direct", "indirect")), spans=(content,),
        via=_maybe(item, "via"), hedged=item.get("hedged") is True,
        forecast=item.get("forecast") is True,
    )  # fmt: skip


def _country(place: _Place, item: dict[str, Any], span: Span) -> tuple[str, Span]:
    code = _words(item, "code").upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise _Drop("code is no country")
    return code, span


def _statuses(raw: object) -> Iterator[tuple[str, Any]]:
    for item in raw[:MOST_ITEMS] if isinstance(raw, list) else ():
        if isinstance(item, dict) and item.get("status") in STATUSES:
            name = item.get("name")
            if isinstance(name, str) and name.strip():
                yield " ".join(name.split()), item["status"]
