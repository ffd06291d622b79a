"""The watches beside the store, run over the snapshot; and the file of them, changed in turn."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date

from casewatch.errors import CasewatchError, UsageError, WatchError
from casewatch.serving.changes import stamp
from casewatch.serving.desk import Desk
from casewatch.serving.snapshot import Snapshot
from casewatch.store.store import utc_now
from casewatch.watching.asked import active, imported_field
from casewatch.watching.dispersion import Floats, belief_from
from casewatch.watching.imported import Imported
from casewatch.watching.kept import Kept, Watch, load, save
from casewatch.watching.model import Series
from casewatch.watching.running import Alert, Result, new_alerts, run

#: At most one false alert in so many weeks over all watches together, on average.
BUDGET = 10.0
#: Weeks to a false alert of one watch, unless told otherwise; and the bounds of that.
EVERY, LEAST_EVERY, MOST_EVERY = 100.0, 10.0, 100_000.0
#: The field is too large to make every series of it for one page: so many are looked at.
MOST_FIELD = 400


def day(text: str | None) -> date | None:
    """A day given as `YYYY-MM-DD`; None for nothing. Raises `UsageError`."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise UsageError(f"{text} is no day", hint="write YYYY-MM-DD")
    return found


@dataclass(frozen=True, slots=True)
class Digest:
    """All watches with how they stand, all alerts since each was added, and which are new."""

    results: tuple[Result, ...]
    alerts: tuple[Alert, ...]
    new: frozenset[tuple[str, str]]

    def result(self, watch: str) -> Result:
        """One watch by its id. Raises `NotFoundError` through `WatchError`."""
        for one in self.results:
            if one.watch.id == watch:
                return one
        raise WatchError(f"no watch {watch}")


class Watches:
    """The watches of one desk. What was run is kept while store and file stay as they are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.RLock()
        self._ran: tuple[str, Digest] | None = None
        self._beliefs: dict[tuple[str, str], Floats] = {}

    def kept(self) -> Kept:
        """What the file holds."""
        return load(self._desk.watches_file)

    def imported(self, kept: Kept, name: str) -> Imported:
        """An imported file by name. Raises `WatchError`."""
        found = kept.imports.get(name)
        if found is None:
            raise WatchError(f"no imported series {name}")
        return found

    def series(self, snapshot: Snapshot, watch: Watch, kept: Kept) -> Series:
        """The series of a watch. Raises `CasewatchError` where there is none."""
        if watch.series:
            return self.imported(kept, watch.series).series(watch.subject)
        return snapshot.field.watched(watch, day(watch.since))

    def belief(self, snapshot: Snapshot, watch: Watch, kept: Kept) -> Floats:
        """What other series of the same field say of how wild counts are."""
        key = (snapshot.version + stamp(self._desk.watches_file), watch.series)
        if key not in self._beliefs:
            if watch.series:
                others = [s for s, _ in imported_field(self.imported(kept, watch.series), "")]
            else:
                cases = snapshot.recent[:MOST_FIELD]
                series = (snapshot.field.series(case, linked=False) for case in cases)
                others = [s for s in series if any(s.known)]
            self._beliefs = {key: belief_from(active(s) for s in others)}
        return self._beliefs[key]

    def tried(self, watch: Watch) -> Result:
        """A watch run without being kept. Raises `CasewatchError` where it cannot be."""
        snapshot, kept = self._desk.now(), self.kept()
        (result,) = run(
            [watch],
            lambda w: self.series(snapshot, w, kept),
            lambda w: self.belief(snapshot, w, kept),
        )
        if result.series is None:
            raise WatchError(result.failed)
        return result

    def digest(self) -> Digest:
        """All watches, run on the newest state."""
        snapshot = self._desk.now()
        version = f"{snapshot.version}/{stamp(self._desk.watches_file)}"
        with self._lock:
            if self._ran is not None and self._ran[0] == version:
                return self._ran[1]
            kept = self.kept()
            results = run(
                kept.watches,
                lambda w: self.series(snapshot, w, kept),
                lambda w: self.belief(snapshot, w, kept),
                BUDGET,
            )
            every = new_alerts(results, frozenset())
            new = frozenset(a.key for a in new_alerts(results, kept.told))
            self._ran = (version, Digest(results, every, new))
            return self._ran[1]

    def add(self, watch: Watch) -> Result:
        """Keeps a watch from the newest week on. Raises `WatchError` for one that is there."""
        if not watch.why.strip():
            raise UsageError("a watch needs a note on why it exists")
        if not LEAST_EVERY <= watch.every <= MOST_EVERY:
            raise UsageError(f"{watch.every:g} weeks is none of {LEAST_EVERY:g} to {MOST_EVERY:g}")
        result = self.tried(watch)
        assert result.series is not None
        last = result.series.week(len(result.series.counts) - 1)
        watch = replace(watch, from_week=last.isoformat())
        with self._lock:
            save(self._desk.watches_file, self.kept().added(watch))
        return replace(result, watch=watch)

    def change(self, name: str, *, why: str | None, every: float | None) -> Watch:
        """Changes the note or the rate of a watch; its id follows what is asked."""
        with self._lock:
            kept = self.kept()
            old = self._one(kept, name)
            new = replace(old, why=(why or old.why).strip(), every=every or old.every)
            if not LEAST_EVERY <= new.every <= MOST_EVERY:
                raise UsageError(
                    f"{new.every:g} weeks is none of {LEAST_EVERY:g} to {MOST_EVERY:g}"
                )
            told = frozenset((new.id if w == old.id else w, week) for w, week in kept.told)
            watches = tuple(new if w.id == old.id else w for w in kept.watches)
            save(self._desk.watches_file, replace(kept, watches=watches, told=told))
        return new

    def remove(self, name: str) -> Watch:
        """Takes a watch away."""
        with self._lock:
            kept = self.kept()
            old = self._one(kept, name)
            save(self._desk.watches_file, kept.removed(old))
        return old

    def read(self, keys: frozenset[tuple[str, str]]) -> None:
        """Keeps that alerts were read: they are new no more."""
        with self._lock:
            kept = self.kept()
            save(self._desk.watches_file, replace(kept, told=kept.told | keys))

    @staticmethod
    def _one(kept: Kept, name: str) -> Watch:
        found = [w for w in kept.watches if w.id == name]
        if not found:
            raise WatchError(f"no watch {name}")
        return found[0]


def watch_of(
    subject: str, why: str, by: str, *, every: float = EVERY, linked: bool = False,
    since: str | None = None, series: str = "",
) -> Watch:  # fmt: skip
    """A watch as it is asked for. Raises `UsageError` for a day that is none."""
    day(since)
    return Watch(subject, why.strip(), every, "", utc_now(), by, series, linked, since or None)


def failed(result: Result) -> str:
    """Why a watch could not run, or an empty text."""
    return result.failed


__all__ = ["BUDGET", "CasewatchError", "Digest", "Watches", "day", "watch_of"]
