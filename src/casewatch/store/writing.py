"""Writing to a store: one batch is one transaction.

What a batch adds is gathered and written many rows at a time; what it must know of reports that
are there already is fetched for many at once (`Batch.expect`). Nothing is seen by others, and
nothing is on the disk for good, before the whole batch is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from casewatch.errors import EvidenceError
from casewatch.model.facts import Fact, facts_of
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import indexing, judgements, keys, rows
from casewatch.store import schema as t
from casewatch.store.backend import backend_of
from casewatch.store.evidence import faults, reading_hash
from casewatch.store.forgetting import Forgotten, forgotten
from casewatch.store.known import Keys, Known, known_of, last_keys
from casewatch.store.records import Added, Failure, Origin, Run, content_hash

Clock = Callable[[], str]
_NOWHERE = Origin()
#: Characters of texts and facts gathered before they are written, still in one transaction.
_GATHERED = 4_000_000


@dataclass(slots=True)
class _Gathered:
    """Rows that wait to be written, and reports whose newest reading they change."""

    reports: list[rows.Row] = field(default_factory=list)
    versions: list[rows.Row] = field(default_factory=list)
    readings: list[rows.Row] = field(default_factory=list)
    facts: list[rows.Row] = field(default_factory=list)
    #: Report's key: its new version and reading, for reports that were there before.
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    current: dict[int, Reading] = field(default_factory=dict)
    size: int = 0


class Batch:
    """An open transaction of a store. Made by `Store.batch`, which ends it."""

    def __init__(self, connection: sa.Connection, now: Clock) -> None:
        self._db = connection
        self._now = now
        self._known: dict[str, Known] = {}
        self._keys: Keys | None = None
        self._gathered = _Gathered()
        self._outcomes: dict[str, Failure | None] = {}
        self._forgotten: Forgotten | None = None

    def expect(self, reports: Iterable[str]) -> None:
        """Fetches what is known of reports that are going to be added, by their ids, at once."""
        wanted = [name for name in dict.fromkeys(reports) if name not in self._known]
        self._known.update(known_of(self._db, wanted))

    def add(
        self,
        report: Report,
        reading: Reading,
        origin: Origin = _NOWHERE,
        *,
        aside: bool = False,
    ) -> Added:
        """Keeps `report`, as the version it is, and the facts of `reading`.

        With `aside` the facts are kept beside those of the report's current reading, which stays
        the one that case files rest on; the report must be there.

        A report's id with other content is a new version, unless that content was one of
        its versions before. A version read by a reader that has read it adds nothing. The names
        of whom the store has forgotten are masked first, and facts on them left out. Raises
        `EvidenceError`, and keeps nothing of the report, where a fact does not stand in the
        text.
        """
        if (reading.report.id, reading.report.text) != (report.id, report.text):
            raise ValueError("the reading is of another report")
        if self._forgotten is None:
            self._forgotten = forgotten(self._db)
        report, reading, origin = self._forgotten.applied(report, reading, origin)
        try:
            content = content_hash(report)
        except UnicodeEncodeError as error:
            raise EvidenceError(f"{report.id}: the text holds half a character") from error
        self.expect([report.id])
        known = self._known[report.id]
        n = known.contents.get(content) or known.version + 1
        version = known.versions.get(n)
        if aside and version is None:
            raise ValueError(f"{report.id} has no reading that another could be kept beside")
        if version is not None and reading.reader in known.readers.get(version, ()):
            return Added.NOTHING
        self._put(known, n, report, content, reading, origin, current=not aside)
        if version is not None:
            return Added.READING
        return Added.REPORT if n == 1 else Added.VERSION

    def _put(
        self,
        known: Known,
        n: int,
        what: Report,
        content: str,
        reading: Reading,
        origin: Origin,
        *,
        current: bool,
    ) -> None:
        """Gathers the rows; raises `EvidenceError` before it has changed anything."""
        facts = _proven(reading, n)
        last = self._last
        report_key = known.key or last.report + 1
        version_key, reading_key = known.versions.get(n) or last.version + 1, last.reading + 1
        made = self._now()
        rows_of_facts = list(rows.fact_rows(reading_key, facts))
        hash_of_facts = reading_hash(fact.id for fact in facts)
        read = (reading_key, version_key, reading.reader, hash_of_facts, len(facts), made)
        rows.see_fit(what.id, t.reading, read)
        for row in rows_of_facts:
            rows.see_fit(what.id, t.fact, row)
        report = (report_key, what.id, n, reading_key, made)
        rows.see_fit(what.id, t.report, report)
        version = None
        if n not in known.versions:
            version = rows.version_row(version_key, report_key, n, what, content, origin)
            rows.see_fit(what.id, t.report_version, version)
        # From here on nothing can fail but the database.
        waiting = self._gathered
        if known.key is None:
            waiting.reports.append(report)
        elif current and n >= known.version:
            waiting.moved[report_key] = (n, reading_key)
        if version is not None:
            waiting.versions.append(version)
            waiting.size += 2 * len(what.text) + len(origin.original or b"")
        waiting.readings.append(read)
        waiting.facts.extend(rows_of_facts)
        waiting.size += 300 * len(rows_of_facts)
        if current and n >= known.version:
            waiting.current[report_key] = reading
        self._keys = Keys(max(last.report, report_key), max(last.version, version_key), reading_key)
        known.key, known.version = report_key, max(known.version, n)
        known.contents[content], known.versions[n] = n, version_key
        known.readers.setdefault(version_key, set()).add(reading.reader)
        if waiting.size >= _GATHERED:
            self.flush()

    @property
    def _last(self) -> Keys:
        if self._keys is None:
            self._keys = last_keys(self._db)
        return self._keys

    def fail(self, failure: Failure) -> None:
        """Keeps that an input failed; one that failed before is told apart by its attempts."""
        name = input_name(failure.input)
        if self._outcomes.get(name) is not None:
            self._write_outcomes()
        self._outcomes[name] = failure

    def succeed(self, name: str) -> None:
        """Forgets the failure of an input that has come in since."""
        self._outcomes[input_name(name)] = None

    def note(self, run: Run, key: int | None = None) -> int:
        """Keeps how far a run is, together with what it has brought; gives the note's key."""
        return judgements.note(self._db, run, key)

    def flush(self) -> None:
        """Writes what is gathered, in the same transaction. Called by `Store.batch` at its end."""
        waiting, self._gathered = self._gathered, _Gathered()
        backend = backend_of(self._db)
        if waiting.current:
            indexing.change(self._db, waiting.current, {row[0] for row in waiting.reports})
        for table, columns, gathered in (
            (t.report, rows.REPORT, waiting.reports),
            (t.report_version, rows.VERSION, waiting.versions),
            (t.reading, rows.READING, waiting.readings),
            (t.fact, rows.FACT, waiting.facts),
        ):
            if gathered:
                backend.insert(self._db, table.name, columns, gathered)
        if waiting.moved:
            self._db.execute(
                sa.update(t.report)
                .where(t.report.c.pk == sa.bindparam("key"))
                .values(version=sa.bindparam("to"), reading=sa.bindparam("read")),
                [{"key": k, "to": n, "read": g} for k, (n, g) in waiting.moved.items()],
            )
        if waiting.current:
            keys.change(self._db, waiting.current, {row[0] for row in waiting.reports})
        self._write_outcomes()

    def _write_outcomes(self) -> None:
        outcomes, self._outcomes = self._outcomes, {}
        gone = [{"name": name} for name, failure in outcomes.items() if failure is None]
        if gone:
            self._db.execute(
                sa.delete(t.failure).where(t.failure.c.input == sa.bindparam("name")), gone
            )
        for name, failure in outcomes.items():
            if failure is not None:
                self._keep(name, failure)

    def _keep(self, name: str, failure: Failure) -> None:
        now = self._now()
        told = {
            "stage": failure.stage[:20],
            "message": rows.encodable(failure.message),
            "hint": rows.encodable(failure.hint),
        }
        again = self._db.execute(
            sa.update(t.failure)
            .where(t.failure.c.input == name)
            .values(last=now, attempts=t.failure.c.attempts + 1, **told)
        )
        if not again.rowcount:
            self._db.execute(
                sa.insert(t.failure).values(input=name, first=now, last=now, attempts=1, **told)
            )


def input_name(name: str) -> str:
    """The name of an input as failures keep it: a very long one cut, with a hash to tell it by."""
    name = rows.encodable(name)
    if len(name) <= 500:
        return name
    return f"{name[:400]}… {hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _proven(reading: Reading, version: int) -> tuple[Fact, ...]:
    report = reading.report
    try:
        facts = facts_of(reading, version)
    except ValueError as error:
        raise EvidenceError(f"{report.id}: a value is no number") from error
    for fact in facts:
        for fault in faults(fact, report.text):
            raise EvidenceError(
                f"{report.id}: {fact.subject}, {fact.property}: {fault}",
                hint="a fault of the reader; nothing of this report is kept",
            )
    return facts
