"""The desk: the store that is served, its state of now, and the one writer at a time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casewatch.serving.changes import counter_of, stamp
from casewatch.serving.settings import Settings
from casewatch.serving.snapshot import Snapshot
from casewatch.store import Store
from casewatch.store.opening import path_of
from casewatch.watching.kept import place_of

#: So many views of other days are kept.
PAST = 8


class Desk:
    """Gives the newest snapshot. A changed store is worked in by one thread at a time.

    A page waits for that `Limits.fresh` seconds; then it shows the state before, and says so.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store.open(settings.store_url)
        self.path = Path(path_of(settings.store_url))
        self.watches_file = place_of(str(self.path))
        self.writing = threading.RLock()
        self._counter = counter_of(self.store, str(self.path))
        self._began = format(time.time_ns(), "x")
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._at_work: threading.Thread | None = None
        self._failed: BaseException | None = None
        self._past: OrderedDict[tuple[object, ...], Snapshot] = OrderedDict()

    def warm(self) -> None:
        """Begins with the first snapshot before anybody asks for it."""
        threading.Thread(target=self._warmed, daemon=True).start()

    def _warmed(self) -> None:
        # What fails here fails again for whoever asks, and is told to them.
        with suppress(Exception):
            self.now()

    def close(self) -> None:
        """Lets go of the store."""
        self._counter.close()
        self.store.close()

    def version(self) -> str:
        """A value that changes with the store and with every start."""
        return f"{self._began}-{self._counter.value()}"

    def beside(self) -> str:
        """A value that changes with the files beside the store: watches, reference lists."""
        beside = (f"{self.path}{ending}" for ending in (".reference", ".tlp.json"))
        return stamp(self.watches_file, *map(Path, beside))

    @property
    def stale(self) -> bool:
        """Whether the snapshot lags behind the store."""
        return self._snapshot is not None and self._snapshot.version != self.version()

    def ready(self) -> Snapshot | None:
        """The newest snapshot if it is there already and the store has not changed since."""
        found = self._snapshot
        return found if found is not None and found.version == self.version() else None

    def now(self, wait: float | None = None) -> Snapshot:
        """The newest snapshot; the one before it where the newest takes longer than `wait`."""
        version = self.version()
        found = self._snapshot
        if found is not None and found.version == version:
            return found
        with self._lock:
            if self._at_work is None or not self._at_work.is_alive():
                self._at_work = threading.Thread(target=self._work, args=(version,), daemon=True)
                self._at_work.start()
            worker = self._at_work
        patience = self.settings.limits.fresh if wait is None else wait
        worker.join(None if found is None else patience)
        now = self._snapshot
        if now is None:
            raise self._failed or RuntimeError("no snapshot")
        if self._failed is not None and not worker.is_alive() and now is found:
            raise self._failed
        return now

    def _work(self, version: str) -> None:
        try:
            self._snapshot = Snapshot.of(self.store, version)
            self._failed = None
            self._past.clear()
        except Exception as error:  # noqa: BLE001 - handed on to whoever asked
            self._failed = error

    def then(
        self, as_of: str | None = None, known_by: str | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> Snapshot:  # fmt: skip
        """The store as of a day, as known by one, or without some reports; else as it is now."""
        now = self.now()
        hidden = frozenset(r for r in hidden if r in now.readings)
        if not as_of and not known_by and not hidden:
            return now
        key = (now.version, as_of, known_by, hidden)
        with self._lock:
            if key in self._past:
                self._past.move_to_end(key)
                return self._past[key]
        made = now.seen(as_of, known_by, hidden)
        with self._lock:
            self._past[key] = made
            while len(self._past) > PAST:
                self._past.popitem(last=False)
        return made

    @contextmanager
    def judging(self) -> Iterator[tuple[Snapshot, Store]]:
        """The snapshot and the store for one decision; others wait meanwhile."""
        with self.writing:
            yield self.now(), self.store
