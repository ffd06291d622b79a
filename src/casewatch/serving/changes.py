"""Whether the store, or a file beside it, has changed since somebody last looked."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from casewatch.store import Store


class Counter(Protocol):
    """Gives another value after every change, and the same one while nothing changes."""

    def value(self) -> str:
        """The value now."""

    def close(self) -> None:
        """Lets go of what is held."""


class FileCounter:
    """For a store in an SQLite file: its own count of changes by other connections.

    `PRAGMA data_version` is kept by SQLite for exactly this; it costs some microseconds.
    """

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        uri = f"file:{quote(str(Path(path).absolute()))}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def value(self) -> str:
        """The value now."""
        with self._lock:
            row = self._connection.execute("PRAGMA data_version").fetchone()
        return str(row[0])

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()


class AskingCounter:
    """For a store of another kind: asks how much it holds, not more often than every second."""

    def __init__(self, store: Store, every: float = 1.0) -> None:
        self._store, self._every = store, every
        self._lock = threading.Lock()
        self._asked, self._found = 0.0, ""

    def value(self) -> str:
        """The value as of at most a second ago."""
        with self._lock:
            now = time.monotonic()
            if not self._found or now - self._asked >= self._every:
                undone = sum(d.undone is not None for d in self._store.decisions())
                raw = f"{self._store.counts()}{undone}"
                self._found = hashlib.sha256(raw.encode()).hexdigest()[:16]
                self._asked = now
            return self._found

    def close(self) -> None:
        """Nothing is held."""


def counter_of(store: Store, path: str) -> Counter:
    """The counter that fits a store."""
    return FileCounter(path) if Path(path).is_file() else AskingCounter(store)


def stamp(*paths: Path) -> str:
    """A value that changes when one of the files is written, made or removed."""
    found = []
    for path in paths:
        try:
            told = os.stat(path)
            found.append(f"{told.st_mtime_ns}.{told.st_size}.{told.st_ino}")
        except OSError:
            found.append("-")
    return "/".join(found)
