"""What a short text must be read to say, what it must not, and how a reading compares.

A text gives `people` (name to `role` or `role/status`, alternatives parted by `|`), `events`
that must be found and events that may be found (`also`), each as
`type [modality] [months]: name; name` or `exchange count=n`. Whatever else happens to a named
person in law is false, as is any standing graver than the one given.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.reading.reader import RulesReader

FOLDER = Path(__file__).parent / "cases"
_SUBJECT = frozenset({"accused", "convicted", "freed"})
#: What happens to a person in law: found of a person of whom it is not told, it is false.
_LEGAL = frozenset(
    [
        "arrest",
        "charge",
        "appearance",
        "extradition",
        "plea",
        "trial",
        "conviction",
        "sentence",
        "acquittal",
        "dismissal",
        "release",
        "exchange",
        "sanction",
        "death",
    ]
)
#: Wrong where they are not given; the others only say less than the text does.
_GRAVE = frozenset(
    [
        "convicted",
        "sentenced",
        "imprisoned",
        "in_custody",
        "wanted",
        "released",
        "acquitted",
        "sanctioned",
        "deceased",
    ]
)
_EVENT = re.compile(
    r"(?P<type>[a-z]+)(?: (?P<modality>expected|alleged))?(?: (?P<months>\d+))?"
    r"(?: count=(?P<count>\d+))?(?:: (?P<who>.+))?"
)


@dataclass(frozen=True)
class Told:
    """One event as a text's data give it, for one person or for a count."""

    type: str
    modality: str
    months: int | None
    who: str
    count: int | None


@dataclass(frozen=True)
class Text:
    """A text with what it says."""

    id: str
    report: Report
    people: dict[str, tuple[tuple[str, str], ...]]
    events: tuple[Told, ...]
    also: tuple[Told, ...]
    optional: frozenset[str]
    false: str
    missing: str


@dataclass(frozen=True)
class Verdict:
    """How a reading compares: facts expected, those missing, those that are false."""

    expected: int
    missing: tuple[str, ...]
    false: tuple[str, ...]


def _told(lines: list[str]) -> Iterator[Told]:
    for line in lines:
        match = _EVENT.fullmatch(line)
        assert match, line
        months = int(match["months"]) if match["months"] else None
        count = int(match["count"]) if match["count"] else None
        for name in (match["who"] or "").split("; "):
            yield Told(match["type"], match["modality"] or "asserted", months, name, count)


def _standings(value: str) -> tuple[tuple[str, str], ...]:
    """`accused/charged|wanted` as pairs; a status alone takes the role before it."""
    found, role = [], ""
    for one in value.split("|"):
        first, slash, status = one.partition("/")
        if slash or first in _SUBJECT or first not in _GRAVE | {"charged", "suspected"}:
            role = first
        else:
            status = first
        found.append((role, status))
    return tuple(found)


@cache
def texts() -> tuple[Text, ...]:
    """All texts of the folder, in order."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text())["text"]:
            found.append(_text(row))
    return tuple(found)


def _text(row: dict[str, Any]) -> Text:
    body = row["text"].strip()
    title = row.get("title", body.split("\n", 1)[0] if row["style"] == "tabloid" else "")
    report = Report(row["id"], body, title, row["published"], "Example Post")
    return Text(
        row["id"], report, {n: _standings(v) for n, v in row["people"].items()},
        tuple(_told(row["events"])), tuple(_told(row.get("also", []))),
        frozenset(row.get("optional", ())), row.get("fails_false", ""), row.get("fails_missing", ""),
    )  # fmt: skip


@cache
def reader() -> RulesReader:
    """The rules reader, made once."""
    return RulesReader()


def read(text: Text) -> Reading:
    """The reading of a text by the rules."""
    return reader().read(text.report)


def judge(text: Text, reading: Reading) -> Verdict:
    """What of the expected is missing, and what is stated that the text does not say."""
    missing = [*_missing_people(text, reading), *_missing_events(text, reading)]
    expected = 2 * len(text.people) + len(text.events)
    false = [*_false_standings(text, reading), *_false_events(text, reading)]
    return Verdict(expected, tuple(missing), tuple(false))


def _missing_people(text: Text, reading: Reading) -> Iterator[str]:
    roles = {p.name: p.role for p in reading.people}
    for name, allowed in text.people.items():
        if name not in roles:
            yield f"{name}: not found"
            yield f"{name}: no standing"
            continue
        # Among those who stand beside a case, only the court's side and the defence matter.
        if roles[name] not in {role for role, _ in allowed}:
            yield f"{name}: role {roles[name]}"
        status = reading.final_status.get(name, "")
        if (roles[name], status) not in allowed and status not in {s for _, s in allowed}:
            yield f"{name}: status {status}"


def _missing_events(text: Text, reading: Reading) -> Iterator[str]:
    for told in text.events:
        if not any(_covers(told, e) for e in _found(reading)):
            yield f"no {_line(told)}"


def _found(reading: Reading) -> Iterator[Told]:
    for event in reading.events:
        for name in event.who or ("",):
            yield Told(event.type, event.modality, event.term_months, name, event.count)
        if event.who and event.count:
            yield Told(event.type, event.modality, event.term_months, "", event.count)


def _covers(told: Told, found: Told) -> bool:
    """Whether `found` says what `told` says."""
    return (
        (told.type, told.modality, told.who) == (found.type, found.modality, found.who)
        and told.months in (None, found.months)
        and told.count in (None, found.count)
    )


def _line(told: Told) -> str:
    term = "" if told.months is None else f" {told.months}"
    count = "" if told.count is None else f" count={told.count}"
    return f"{told.modality} {told.type}{term}{count} {told.who}".strip()


def _false_standings(text: Text, reading: Reading) -> Iterator[str]:
    roles = {p.name: p.role for p in reading.people}
    for name, status in reading.final_status.items():
        allowed = text.people.get(name)
        if allowed is None:
            yield f"{name}: {roles[name]}, {status}"
            continue
        statuses, parts = {s for _, s in allowed}, {r for r, _ in allowed}
        if not any(statuses):
            yield f"{name}: {roles[name]}, {status}"
        elif status in _GRAVE and status not in statuses | _earlier(text, name, statuses):
            yield f"{name}: {status}"
        earlier = roles[name] == "convicted" and _earlier(text, name, statuses)
        if roles[name] in ("convicted", "freed") and roles[name] not in parts and not earlier:
            yield f"{name}: {roles[name]}"


def _earlier(text: Text, name: str, statuses: set[str]) -> set[str]:
    """What is true of somebody freed too, if not the last word: convicted before."""
    proven = {"conviction", "sentence", "plea"}
    told = {
        t.type for t in (*text.events, *text.also) if t.who == name and t.modality == "asserted"
    }
    if "released" in statuses and told & proven:
        return {"convicted", "sentenced", "imprisoned"}
    return set()


def _false_events(text: Text, reading: Reading) -> Iterator[str]:
    known = (*text.events, *text.also)
    for found in _found(reading):
        if found.type not in _LEGAL or found.modality in ("denied", "possible"):
            continue
        if found.count and not found.who and any(t.count == found.count for t in known):
            continue
        if found.who and not any(_permits(t, found) for t in known):
            yield _line(found)


def _permits(told: Told, found: Told) -> bool:
    """Whether `found` is `told`, a term or the certainty left out."""
    if (told.type, told.who) != (found.type, found.who):
        return False
    sure = told.modality == found.modality or found.modality == "expected"
    return sure and (found.months is None or told.months in (None, found.months))
