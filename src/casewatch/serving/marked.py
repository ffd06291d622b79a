"""The facts of a reading as a numbered list, each with the spans by which its words are lit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casewatch.cases import wording
from casewatch.cases.model import Line
from casewatch.model.reading import Event, Reading
from casewatch.model.spans import Span
from casewatch.serving.dates import told
from casewatch.serving.spans import Lit
from casewatch.serving.strings import words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was read: its number, kind, what it says, and where.

    `what` and `at` are what a judgement on it would be about, empty where there is none; `name`
    is the alias that could be corrected.
    """

    number: int
    kind: str
    says: str
    note: str
    mood: str
    spans: tuple[Span, ...]
    what: str = ""
    who: tuple[str, ...] = ()
    alias: str = ""


def _event(e: Event) -> str:
    line = Line(
        e.date, e.type, e.modality, e.term_months, e.max_term_months, e.place, (), 1, (),
        e.parties if e.type != "release" else (), e.offences, "",
    )  # fmt: skip
    return wording.happening(line)


def _event_note(e: Event) -> str:
    parts = [told(e.date)] if e.date else []
    parts += [", ".join(e.who)] if e.who else []
    parts += [words("fact.count", n=e.count)] if e.count else []
    parts += [words("fact.offences", offences=", ".join(o.replace("_", " ") for o in e.offences))] \
        if e.offences else []  # fmt: skip
    return "; ".join(parts)


def _rows(reading: Reading) -> Iterator[dict[str, Any]]:
    for e in reading.events:
        yield {"kind": "event", "says": _event(e), "note": _event_note(e), "mood": e.modality,
               "spans": e.spans, "what": e.type, "who": e.who}  # fmt: skip
    for p in reading.people:
        about = [words(f"role.{p.role}")]
        about += [words("fact.age", n=p.age)] if p.age is not None else []
        about += list(p.nationality) + ([p.residence] if p.residence else [])
        yield {"kind": "person", "says": p.name, "note": ", ".join(about), "spans": p.spans}
        for a in p.aliases:
            note = words("fact.alias_of", name=p.name)
            yield {"kind": "alias", "says": a.value, "note": note, "spans": a.spans,
                   "who": (p.name,), "alias": a.value}  # fmt: skip
    for g in reading.groups:
        yield {"kind": "group", "says": g.name, "note": g.kind, "spans": g.spans}
        for a in g.aliases:
            note = words("fact.alias_of", name=g.name)
            yield {"kind": "alias", "says": a.value, "note": note, "spans": a.spans,
                   "who": (g.name,), "alias": a.value}  # fmt: skip
    for m in reading.money:
        amount = f"{m.amount:,.2f}".rstrip("0").rstrip(".")
        note = "; ".join([m.kind.replace("_", " "), *m.who])
        yield {"kind": "money", "says": f"{m.currency} {amount}", "note": note,
               "mood": m.modality, "spans": m.spans}  # fmt: skip
    for s in reading.schemes:
        years = " – ".join(y for y in (s.from_, s.to) if y)
        note = "; ".join([*([years] if years else []), *s.who])
        yield {"kind": "scheme", "says": s.kind.replace("_", " "), "note": note, "spans": s.spans}
    for q in reading.quantities:
        yield {"kind": "count", "says": f"{q.n:,} {q.of}", "note": "", "spans": q.spans}
    for said in reading.attributions:
        note = words("fact.forecast") if said.forecast else words("fact.said")
        yield {"kind": "word", "says": said.speaker, "note": note, "spans": said.spans}
    for office in reading.agencies:
        yield {
            "kind": "agency",
            "says": office.name,
            "note": office.country or "",
            "spans": office.spans,
        }


def facts(reading: Reading) -> tuple[Fact, ...]:
    """All that was read in a report, events first, each with its number."""
    found = []
    for number, row in enumerate(_rows(reading), 1):
        found.append(
            Fact(number, row["kind"], row["says"], row["note"], row.get("mood", "asserted"),
                 tuple(row["spans"]), row.get("what", ""), tuple(row.get("who", ())),
                 row.get("alias", ""))
        )  # fmt: skip
    return tuple(found)


#: Of these only the first place is lit: a name that runs through a text would light all of it.
_FEW = {"person": 40, "agency": 12, "group": 40, "word": 1}


def lit(every: tuple[Fact, ...]) -> list[Lit]:
    """The spans of the facts, as they are lit in the text."""
    return [
        Lit(span, f.number, f.kind, f.mood)
        for f in every
        for span in f.spans[: _FEW.get(f.kind, 8)]
    ]
