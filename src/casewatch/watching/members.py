"""What a watch is on: case files, schemes, countries, or several of them together as one set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casewatch.errors import WatchError
from casewatch.model.reading import Reading
from casewatch.model.vocabulary import SCHEME_KINDS
from casewatch.resolving.resolve import Resolution
from casewatch.resolving.tellings import origin
from casewatch.watching.signs import Sign, scheme_reason, types, why_not

Kind = Literal["case", "scheme", "country"]
#: Reports that name more countries than that are round-ups, and tell of none of them.
MOST_COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class Member:
    """One part of what is watched: a case file by name or id, a kind of scheme, a country."""

    kind: Kind
    value: str


def member(text: str) -> Member:
    """From `Carder.su`, `scheme:carding` or `country:RU`.

    Raises `WatchError` for a kind of scheme or a country that there is none of.
    """
    kind, colon, value = (part.strip() for part in text.partition(":"))
    if not colon or kind.casefold() not in ("scheme", "country"):
        return Member("case", text.strip())
    if kind.casefold() == "scheme":
        wanted = value.casefold().replace(" ", "_").replace("-", "_")
        if wanted not in SCHEME_KINDS:
            raise WatchError(
                f"no kind of scheme is called {value}", hint="there are: " + ", ".join(SCHEME_KINDS)
            )
        return Member("scheme", wanted)
    code = value.upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise WatchError(f"{value} is no country", hint="give its two letters: country:RU")
    return Member("country", code)


def signs_of_members(
    members: Sequence[Member], resolution: Resolution, since: date | None = None
) -> tuple[Sign, ...]:
    """What reports tell of these schemes and countries, each copy group once, earliest first.

    A country is told of by activity in reports that name it among at most `MOST_COUNTRIES`.
    """
    schemes = {m.value for m in members if m.kind == "scheme"}
    countries = {m.value for m in members if m.kind == "country"}
    if not schemes and not countries:
        return ()
    found = [
        sign
        for report, reading in sorted(resolution.readings.items())
        if resolution.copies.group(report) == report
        for sign in (
            *_of_schemes(reading, schemes, resolution, since),
            *_in_countries(reading, countries, resolution, since),
        )
    ]
    return tuple(sorted(found, key=lambda s: s.order))


def _of_schemes(
    reading: Reading, kinds: set[str], resolution: Resolution, since: date | None
) -> Iterator[Sign]:
    report = reading.report
    where = origin(resolution.readings, resolution.copies, report.id)
    for scheme in reading.schemes:
        if scheme.kind in kinds:
            yield Sign(
                f"scheme {scheme.kind}", "alleged", scheme.to or scheme.from_, report.day,
                report.id, where, scheme.who, frozenset(scheme.who), scheme.spans,
                scheme_reason(scheme, reading, since),
            )  # fmt: skip


def _in_countries(
    reading: Reading, codes: set[str], resolution: Resolution, since: date | None
) -> Iterator[Sign]:
    report = reading.report
    if not codes & set(reading.countries) or len(reading.countries) > MOST_COUNTRIES:
        return
    where = origin(resolution.readings, resolution.copies, report.id)
    for event in reading.events:
        if event.type in types("activity"):
            yield Sign(
                event.type, event.modality, event.date, report.day, report.id, where, event.who,
                frozenset(event.who), event.spans,
                why_not(event.type, event.modality, event.date, reading, since),
            )  # fmt: skip
