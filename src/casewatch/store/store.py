"""The store: one small front for all that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

import sqlalchemy as sa

from casewatch.errors import NotFoundError
from casewatch.model.facts import Fact
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.store import backup, dump, indexing, judgements, keys, queries, verify
from casewatch.store import schema as t
from casewatch.store.backend import WRITES, backend_of, is_database_error
from casewatch.store.backup import Backup
from casewatch.store.index import Index
from casewatch.store.opening import default_url, open_engine, place_of
from casewatch.store.records import (
    Added,
    Counts,
    Decision,
    Failure,
    Hit,
    Origin,
    Problem,
    Run,
    StoredReport,
    content_hash,
)
from casewatch.store.schema import SCHEMA
from casewatch.store.words import asked, piece
from casewatch.store.writing import Batch, Clock

#: How long a writer waits for another one before it gives up.
WAIT_SECONDS = 10.0
_NOWHERE = Origin()


def _silent(_: int) -> None:
    """Tells nobody how far the work is."""


def utc_now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """Reports with their versions, facts with their evidence, decisions, failures.

    Open one with `Store.open` and close it, or use it in `with`. What is streamed reads one
    state of the store, however long it takes, and does not see what is written meanwhile.
    Every method raises `StoreError`, in one line with a hint, where the database fails.
    """

    def __init__(self, engine: sa.Engine, place: str, now: Clock = utc_now) -> None:
        self._engine = engine
        self._now = now
        self.place = place

    @classmethod
    def open(
        cls,
        url: str | None = None,
        *,
        readonly: bool = False,
        wait_seconds: float | None = None,
        now: Clock = utc_now,
    ) -> Store:
        """The store at `url` (`sqlite:///PATH` or a path; `default_url()` where None).

        A missing store is made, an older one brought up to date, unless `readonly`. Raises
        `StoreError` where there is none to read, where it is locked for longer than
        `wait_seconds` (`WAIT_SECONDS` where None), of a newer program, or no store at all.
        """
        url = url or default_url()
        wait = WAIT_SECONDS if wait_seconds is None else wait_seconds
        engine = open_engine(url, readonly=readonly, wait_seconds=wait)
        return cls(engine, place_of(url), now)

    def close(self) -> None:
        """Lets go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if not is_database_error(error):
                raise
            raise backend_of(self._engine).explained(error, self.place) from error

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with self._explained(), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    # --- writing

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """One transaction: all that is added in it is kept, or, after an error, nothing.

        An `EvidenceError` caught within it leaves the rest of the batch as it is.
        """
        with self._write() as connection:
            batch = Batch(connection, self._now)
            yield batch
            batch.flush()

    def add(
        self,
        report: Report,
        reading: Reading,
        origin: Origin = _NOWHERE,
        *,
        aside: bool = False,
    ) -> Added:
        """Keeps one report and its reading, as `Batch.add` does, in its own transaction."""
        with self.batch() as batch:
            return batch.add(report, reading, origin, aside=aside)

    def backup(self, out: IO[bytes], step: Callable[[int], object] = _silent) -> Backup:
        """Writes all that the store holds now to `out`, while others may go on writing."""
        with self._read() as connection:
            return backup.write(connection, SCHEMA, self._now(), out, step)

    @classmethod
    def restore(
        cls,
        path: Path,
        url: str | None = None,
        step: Callable[[int], object] = _silent,
        wait_seconds: float | None = None,
    ) -> Backup:
        """Fills the store at `url`, which must hold nothing, from a backup; all or nothing.

        A backup of an older schema is brought up to date. Raises `StoreError`.
        """
        url = url or default_url()
        wait = WAIT_SECONDS if wait_seconds is None else wait_seconds
        made = backup.restore(path, url, wait, step)
        cls.open(url).close()
        return made

    def rebuild_index(self) -> int:
        """Makes the indexes of texts and of names anew; how many reports are in them."""
        with self._write() as connection:
            backend_of(connection).drop_index(connection)
            backend_of(connection).make_index(connection)
            keys.fill(connection)
            return indexing.fill(connection)

    def decide(self, decision: Decision) -> Decision:
        """Keeps a decision; gives it back with its id and time."""
        with self._write() as connection:
            return judgements.decide(connection, decision, self._now())

    def undo(self, decision: str, by: str, also: Decision | None = None) -> Decision | None:
        """Marks a decision as undone; keeps `also`, which follows from that, with it or not at all.

        Raises `NotFoundError` where none such stands.
        """
        with self._write() as connection:
            return judgements.undo(connection, decision, by, self._now(), also)

    def note(self, run: Run, key: int | None = None) -> int:
        """Keeps what a run did, for `runs`, in place of what was noted under `key`."""
        with self._write() as connection:
            return judgements.note(connection, run, key)

    @contextmanager
    def index(self, until: str | None = None) -> Iterator[Index | None]:
        """The index of names, as one state of the store; None where it must be made first.

        `until` (`YYYY-MM-DD`) leaves out reports published later or nobody knows when.
        """
        with self._read() as connection:
            yield Index(connection, until) if keys.is_current(connection) else None

    # --- reading

    def knows(self, report: Report, reader: str) -> bool:
        """Whether `reader` has read just this content of this report."""
        with self._read() as connection:
            return bool(queries.reading_key(connection, report.id, content_hash(report), reader))

    def known(self, report: Report, reader: str) -> Reading | None:
        """The stored reading of just this content by `reader`, if there is one."""
        with self._read() as connection:
            key = queries.reading_key(connection, report.id, content_hash(report), reader)
            if key is None:
                return None
            (found,) = queries.readings(connection, t.reading.c.pk == key)
            return found

    def reports(self) -> Iterator[StoredReport]:
        """All reports in their newest version, by id, streamed."""
        with self._read() as connection:
            yield from queries.reports(connection)

    def report(self, name: str) -> StoredReport:
        """The report with id `name`. Raises `NotFoundError`."""
        with self._read() as connection:
            for one in queries.reports(connection, name):
                return one
        raise NotFoundError(f"no report {name} in {self.place}")

    def original(self, name: str) -> tuple[bytes | None, str | None]:
        """What was kept of the newest version of a report as fetched, and as text uncleaned.

        Those are `Origin.original` and `Origin.before`. Raises `NotFoundError`.
        """
        with self._read() as connection:
            for kept in queries.original(connection, name):
                return kept
        raise NotFoundError(f"no report {name} in {self.place}")

    def facts(self, report: str | None = None, *, current: bool = True) -> Iterator[Fact]:
        """Facts of one report or all, streamed; with the superseded ones unless `current`."""
        with self._read() as connection:
            yield from queries.facts(connection, report, current=current)

    def readings(self) -> Iterator[Reading]:
        """The current reading of every report, by id, streamed."""
        with self._read() as connection:
            yield from queries.readings(connection, queries.CURRENT)

    def reading(self, report: str) -> Reading:
        """The current reading of the report with this id. Raises `NotFoundError`."""
        with self._read() as connection:
            for one in queries.readings(connection, queries.CURRENT, t.report.c.id == report):
                return one
        raise NotFoundError(f"no report {report} in {self.place}")

    def search(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """Reports that hold all words of `query` in title, names or text, best first.

        Case and accents do not matter, and the last word may be unfinished.
        """
        with self._read() as connection:
            words = asked(query)
            found = list(backend_of(connection).search(connection, words, limit))
            rows = {row.pk: row for row in queries.titles(connection, found)}
        return tuple(
            Hit(rows[key].id, rows[key].title, rows[key].published, piece(rows[key].text, words))
            for key in found
            if key in rows
        )

    def counts(self) -> Counts:
        """How much the store holds."""
        with self._read() as connection:
            return queries.counts(connection)

    def size(self) -> int:
        """Bytes that the store takes on the disk."""
        with self._read() as connection:
            return backend_of(connection).size(connection)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, oldest first, undone ones too."""
        with self._read() as connection:
            return tuple(judgements.decisions(connection))

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that failed and have not come in since, by name."""
        with self._read() as connection:
            return tuple(judgements.failures(connection))

    def runs(self, limit: int = 10) -> tuple[Run, ...]:
        """The last runs that brought something in, newest first."""
        with self._read() as connection:
            return tuple(judgements.runs(connection, limit))

    def verify(self) -> Iterator[Problem]:
        """All that is wrong in the store, streamed; nothing for a sound one."""
        with self._read() as connection:
            yield from verify.problems(connection)

    def dump(self) -> Iterator[str]:
        """The store as lines without keys and times, for telling whether two are equal."""
        with self._read() as connection:
            yield from dump.lines(connection)
