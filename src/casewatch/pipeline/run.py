"""The run: items are read and stored in batches, resumable at any point.

What is in the store is told by content and reader version, so a run that was killed is taken
up by running it again: what was stored is skipped without reading, and the rest follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter

from casewatch.errors import EvidenceError
from casewatch.model.report import Report
from casewatch.pipeline.items import (
    Item,
    OnFailure,
    OnProgress,
    OnReading,
    Outcome,
    Progress,
    Reader,
    Ready,
)
from casewatch.pipeline.shield import shielded
from casewatch.pipeline.spread import spread
from casewatch.pipeline.work import UNIT_REPORTS, Done, Failed, Here, Pool, reads_together
from casewatch.store import Added, Batch, Failure, Run, Store
from casewatch.store.store import utc_now

#: Reports stored in one transaction: at most these are read again after a kill.
BATCH_SIZE = 25
#: A batch is stored earlier when its texts have this many characters.
BATCH_CHARS = 5_000_000


def run(
    items: Iterable[Item | Failure],
    reader: Reader,
    store: Store | None = None,
    *,
    total: int | None = None,
    on_progress: OnProgress | None = None,
    on_reading: OnReading | None = None,
    on_failure: OnFailure | None = None,
    batch_size: int = BATCH_SIZE,
    pool: Pool | None = None,
) -> Outcome:
    """Reads `items` with `reader`, and keeps them in `store` if there is one.

    With a `pool`, units of reports are read there rather than here; what comes of them is kept
    in the order of the items all the same, and the caller closes the pool. Here, too, a reader
    that is quicker with several reports at once gets them in units.

    A failed item is kept as such, given to `on_failure`, and the rest goes on. `on_reading`
    gets every reading, in order, once it is stored; that of a report that was read before
    comes from the store. `on_progress` is called after every item. An interruption from the
    keyboard ends the run after what is read is stored, and shows in the outcome. Raises
    `StoreError` where the store itself fails, and `ReaderBrokenError` where the reader can
    read nothing; what was stored before is kept.
    """
    return _Run(
        reader, store, total, on_progress, on_reading, on_failure, batch_size, pool, Outcome()
    ).over(items)


@dataclass(slots=True)
class _Run:
    reader: Reader
    store: Store | None
    total: int | None
    on_progress: OnProgress | None
    on_reading: OnReading | None
    on_failure: OnFailure | None
    batch_size: int
    pool: Pool | None
    outcome: Outcome
    waiting: list[Ready | Failure] = field(default_factory=list)
    failed_before: frozenset[str] = frozenset()
    began: float = 0.0
    started: str = ""
    #: Where the store keeps how far this run is.
    noted: int | None = None

    def over(self, items: Iterable[Item | Failure]) -> Outcome:
        self.began, self.started = perf_counter(), utc_now()
        try:
            if self.store is not None:
                self.failed_before = frozenset(f.input for f in self.store.failures())
            for what in self._ready(items):
                self.waiting.append(what)
                if self._is_full():
                    self._flush()
                name = what.input if isinstance(what, Failure) else what.item.input
                self._tell(name, perf_counter() - self.began)
            self._flush()
        except KeyboardInterrupt:
            self.outcome.interrupted = True
            # A second interruption finds the batch stored, and changes nothing.
            with suppress(KeyboardInterrupt):
                self._flush()
        self.outcome.elapsed = perf_counter() - self.began
        if self.store is not None and (self.outcome.read or self.outcome.failures):
            self.store.note(self._note(utc_now()), self.noted)
        return self.outcome

    def _note(self, ended: str) -> Run:
        outcome = self.outcome
        return Run(
            self.started,
            ended,
            self.reader.version,
            outcome.read,
            outcome.stored,
            outcome.skipped,
            outcome.characters,
            outcome.interrupted,
            outcome.failed,
            {stage: round(seconds, 3) for stage, seconds in outcome.seconds.items()},
            dict(outcome.counts),
            outcome.done,
            self.total,
            utc_now(),
            round(perf_counter() - self.began, 3),
        )

    def _tell(self, name: str, seconds: float) -> None:
        if self.on_progress is not None:
            done = self.outcome.done + len(self.waiting)
            failed = len(self.outcome.failures)
            self.on_progress(Progress(done, self.total, failed, seconds, name))

    def _is_full(self) -> bool:
        chars = sum(len(w.item.report.text) for w in self.waiting if isinstance(w, Ready))
        return len(self.waiting) >= self.batch_size or chars >= BATCH_CHARS

    def _ready(self, items: Iterable[Item | Failure]) -> Iterator[Ready | Failure]:
        """The items in their order, each with its reading or as a failure."""
        if self.pool is not None:
            return spread(items, self.pool, self._known, self._read)
        most = UNIT_REPORTS if reads_together(self.reader) else 1
        return spread(items, Here(self.reader), self._known, self._read, most)

    def _known(self, item: Item) -> Ready | None:
        for stage, seconds in item.seconds.items():
            self._spend(stage, seconds)
        if self.store is None:
            return None
        try:
            if not self.store.knows(item.report, self.reader.version):
                return None
        except UnicodeEncodeError:
            return None
        found = self.store.known(item.report, self.reader.version) if self.on_reading else None
        return Ready(item, found, fresh=False)

    def _read(self, item: Item, done: Done) -> Ready | Failure:
        if isinstance(done.result, Failed):
            failed = done.result
            return Failure(item.input, failed.stage, failed.message, failed.hint)
        self._spend("read", done.seconds)
        return Ready(item, done.result, fresh=True)

    def _spend(self, stage: str, seconds: float) -> None:
        self.outcome.seconds[stage] += seconds
        self.outcome.counts[stage] += 1

    def _flush(self) -> None:
        if not self.waiting:
            return
        with shielded():
            waiting, self.waiting = self.waiting, []
            for what in self._store(waiting):
                self._settle(what)

    def _store(self, waiting: list[Ready | Failure]) -> list[tuple[Ready, Added] | Failure]:
        if self.store is None:
            return [w if isinstance(w, Failure) else (w, Added.NOTHING) for w in waiting]
        if not any(self._has_news(w) for w in waiting):
            return [(w, Added.NOTHING) for w in waiting if isinstance(w, Ready)]
        began = perf_counter()
        with self.store.batch() as batch:
            batch.expect([w.item.report.id for w in waiting if isinstance(w, Ready) and w.fresh])
            done = [self._put(batch, what) for what in waiting]
            # What came before this batch: how the batch itself ends is not known yet.
            noted = batch.note(self._note(""), self.noted)
        self.noted = noted
        self.outcome.seconds["store"] += perf_counter() - began
        self.outcome.counts["store"] += sum(isinstance(w, Ready) and w.fresh for w in waiting)
        return done

    def _has_news(self, what: Ready | Failure) -> bool:
        return isinstance(what, Failure) or what.fresh or what.item.input in self.failed_before

    def _put(self, batch: Batch, what: Ready | Failure) -> tuple[Ready, Added] | Failure:
        if isinstance(what, Failure):
            batch.fail(what)
            return what
        added = Added.NOTHING
        if what.fresh and what.reading is not None:
            try:
                added = batch.add(what.item.report, what.reading, what.item.origin)
            except EvidenceError as error:
                failure = Failure(what.item.input, error.stage, error.message, error.hint)
                batch.fail(failure)
                return failure
        batch.succeed(what.item.input)
        return what, added

    def _settle(self, what: tuple[Ready, Added] | Failure) -> None:
        outcome = self.outcome
        if isinstance(what, Failure):
            outcome.failures.append(what)
            if self.on_failure is not None:
                self.on_failure(what)
            return
        ready, added = what
        if ready.fresh:
            outcome.read += 1
            outcome.characters += len(ready.item.report.text)
            outcome.masked += ready.item.origin.masked
            outcome.stored += added is not Added.NOTHING
            outcome.new_reports += added is Added.REPORT
            outcome.new_versions += added is Added.VERSION
        else:
            outcome.skipped += 1
        if ready.reading is not None and self.on_reading is not None:
            self.on_reading(ready.reading)


def items_of(reports: Iterable[Report]) -> Iterable[Item]:
    """Reports that are clean already, as items named by their ids."""
    return (Item(report.id, report) for report in reports)
