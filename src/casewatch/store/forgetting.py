"""Forgetting a person: facts and words leave the store, and do not come back with a report.

What is kept is a keyed hash of each name, by which the name is known again in whatever is read
later, and a line that says that somebody was forgotten, when and by whose word: it names nobody.
Whoever bears just the same name is blocked as well; a hash knows no more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Integer, String, Table

from casewatch.model.facts import canonical_json, reading_of
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.resolving.names import fold
from casewatch.store import indexing, judgements, queries
from casewatch.store import schema as t
from casewatch.store.backend import backend_of
from casewatch.store.masking import found_in, masked_report, without
from casewatch.store.records import Decision, Origin

forgotten_table = Table(
    "forgotten",
    t.metadata,
    Column("pk", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("salt", String(32), nullable=False),
    Column("at", String(40), nullable=False),
)
#: Stands before the first word of a name, whose key tells quickly where no name begins.
_FIRST = "^"
#: What stands in `decision.a` of the line that tells of a forgetting.
AUDIT = "forget"
_NOTE = "names of a forgotten person were blocked out; the original is not kept"
#: Tables that are made anew from what is left.
_DERIVED = ("digest", "report_key", "thing_key", "name_key", "name", "derived")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Whom a store has forgotten, as keys alone."""

    salt: str
    keys: frozenset[str]

    def key(self, folded: str) -> str:
        """The key of a folded name."""
        return hmac.new(self.salt.encode(), folded.encode(), hashlib.sha256).hexdigest()

    def holds(self, folded: str) -> bool:
        """Whether a folded text is the name of somebody forgotten."""
        return bool(folded) and self.key(folded) in self.keys

    def begins(self, folded: str) -> bool:
        """Whether a folded word is the first of such a name."""
        return bool(folded) and self.key(_FIRST + folded) in self.keys

    def in_text(self, text: str) -> set[str]:
        """The names of the forgotten in a text, as they are written there."""
        return found_in(text, self.holds, self.begins) if self.keys else set()

    def applied(
        self, report: Report, reading: Reading, origin: Origin
    ) -> tuple[Report, Reading, Origin]:
        """What may be kept of a report: all of it, where it names nobody who was forgotten."""
        if not self.keys:
            return report, reading, origin
        names = self.in_text(f"{report.title}\n{report.text}")
        for person in reading.people:
            forms = (person.name, *(a.value for a in person.aliases))
            if any(self.holds(fold(f)) for f in forms):
                names |= {person.name, *(s.text_of(report.text) for s in person.spans)}
        names = {n for n in names if any(c.isalnum() for c in n)}
        if not names:
            return report, reading, origin
        plain = masked_report(report, names, self._new_id)
        kept = Origin(
            origin.fetched, origin.media, None, None, (), (*origin.notes, _NOTE), origin.masked
        )
        return plain, without(reading, plain, self.holds), kept

    def _new_id(self, name: str) -> str:
        return f"report-{self.key(name)[:16]}"


def forgotten(connection: sa.Connection) -> Forgotten:
    """Whom the store has forgotten."""
    rows = connection.execute(sa.select(forgotten_table.c.key, forgotten_table.c.salt)).all()
    return Forgotten(rows[0].salt if rows else "", frozenset(row.key for row in rows))


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: ids of the reports that were masked, facts that are gone, decisions."""

    reports: tuple[str, ...]
    facts: int
    decisions: int


def block(connection: sa.Connection, names: Iterable[str], at: str) -> Forgotten:
    """Keeps the keys of names, so that they are known again. Names of nothing are left out."""
    before = forgotten(connection)
    salt = before.salt or secrets.token_hex(16)
    now = Forgotten(salt, before.keys)
    every = {folded for name in names if (folded := fold(name))}
    every |= {_FIRST + name.split()[0] for name in every}
    keys = {now.key(one) for one in every} - before.keys
    if keys:
        connection.execute(
            sa.insert(forgotten_table), [{"key": k, "salt": salt, "at": at} for k in sorted(keys)]
        )
    return Forgotten(salt, before.keys | keys)


def reports_naming(connection: sa.Connection, known: Forgotten, sure: Collection[str]) -> list[str]:
    """The reports in any of whose versions somebody forgotten is named, and those in `sure`."""
    found = set(sure)
    query = sa.select(t.report.c.id, t.report_version.c.title, t.report_version.c.text).join(
        t.report_version, t.report_version.c.report == t.report.c.pk
    )
    for row in queries.stream(connection, query):
        if row.id not in found and known.in_text(f"{row.title}\n{row.text}"):
            found.add(row.id)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of a report with its readings, taken out to be put back masked."""

    report: Report
    origin: Origin
    readings: tuple[Reading, ...]


def take_out(connection: sa.Connection, name: str) -> tuple[tuple[Kept, ...], str, int]:
    """Takes a report out of the store: its versions, when it was first seen, how many facts."""
    key, first_seen = connection.execute(
        sa.select(t.report.c.pk, t.report.c.first_seen).where(t.report.c.id == name)
    ).one()
    reads = list(queries.reads(connection, t.report.c.id == name))
    v = t.report_version.c
    rows = connection.execute(
        sa.select(v.n, v.fetched, v.media, v.masked, v.notes, v.path)
        .where(v.report == key)
        .order_by(v.n)
    ).all()
    current = list(queries.readings(connection, queries.CURRENT, t.report.c.id == name))
    if current:
        backend_of(connection).unindex(connection, [(key, indexing.searchable_of(current[0]))])
    kept = []
    for row in rows:
        own = [r for r in reads if r.version == row.n]
        if own:
            origin = Origin(
                row.fetched, row.media, notes=tuple(json.loads(row.notes)), masked=row.masked
            )
            readings = tuple(reading_of(r.report, r.facts, reader=r.reader) for r in own)
            kept.append(Kept(own[0].report, origin, readings))
    versions = sa.select(v.pk).where(v.report == key)
    readings_of = sa.select(t.reading.c.pk).where(t.reading.c.report_version.in_(versions))
    connection.execute(sa.delete(t.fact).where(t.fact.c.reading.in_(readings_of)))
    connection.execute(sa.delete(t.reading).where(t.reading.c.report_version.in_(versions)))
    connection.execute(sa.delete(t.report_version).where(v.report == key))
    connection.execute(sa.delete(t.report).where(t.report.c.pk == key))
    return tuple(kept), first_seen, sum(len(r.facts) for r in reads)


def clear_derived(connection: sa.Connection) -> None:
    """Empties what is made anew from the readings, as names lie in it."""
    there = backend_of(connection).tables(connection)
    for name in _DERIVED:
        if name in there:
            connection.execute(sa.delete(sa.table(name)))


def drop_decisions(
    connection: sa.Connection, keys: Collection[tuple[str, str]], known: Forgotten
) -> int:
    """Deletes the decisions on mentions of the person, or that name them; how many."""
    gone = []
    for d in judgements.decisions(connection):
        if d.a == AUDIT:
            continue
        about = {tuple(x) for x in _pairs(d.a)} | {tuple(x) for x in _pairs(d.b)}
        told = canonical_json([d.a, d.b, d.grounds])
        if about & set(keys) or known.in_text(told):
            gone.append(d.id)
    if gone:
        connection.execute(sa.delete(t.decision).where(t.decision.c.id.in_(gone)))
    return len(gone)


def _pairs(text: str) -> list[list[str]]:
    try:
        value = json.loads(text)
    except ValueError:
        return []
    rows = value if isinstance(value, list) else []
    return [[str(r[0]), str(r[1])] for r in rows if isinstance(r, list) and len(r) == 2]


def drop_failures(connection: sa.Connection, known: Forgotten) -> None:
    """Deletes the failures whose words name somebody forgotten."""
    for row in connection.execute(sa.select(t.failure)).all():
        if known.in_text(f"{row.input}\n{row.message}\n{row.hint}"):
            connection.execute(sa.delete(t.failure).where(t.failure.c.pk == row.pk))


def audit(connection: sa.Connection, erased: Erased, by: str, because: str, at: str) -> None:
    """The line that says that somebody was forgotten. It names nobody."""
    grounds = {
        "reports": len(erased.reports), "facts": erased.facts, "decisions": erased.decisions,
        "because": because,
    }  # fmt: skip
    judgements.decide(connection, Decision("", "note", AUDIT, "", "forgotten", by, grounds), at)
