"""The reference lists beside a store: load, list, remove; each whole or not there at all.

A list is a folder `NAME.N` in `STORE.reference`. It is written under another name and renamed
when it is complete; of two with one name the higher number counts, so that a list that is loaded
again is there in its old form until the moment that it is there in its new one.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from casewatch.errors import ListError, NotFoundError, UsageError
from casewatch.screening.entries import Entry
from casewatch.screening.limits import Limits
from casewatch.screening.reading import ListKind, read_entries
from casewatch.screening.saved import About, SavedList, about, finish, write

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_FOLDER = re.compile(r"([a-z0-9][a-z0-9_-]{0,63})\.(\d{1,9})")
_NEW, _OLD = ".new-", ".old-"
#: What a load that was stopped left behind is taken away after so many seconds.
_STALE = 86_400.0
#: No case file or list entry is called so, as it stands for the store.
STORE_NAME = "store"


def folder_of(store_path: str) -> Path:
    """Where the lists of a store are: beside it."""
    return Path(f"{store_path}.reference")


def list_name(kind: str, path: Path) -> str:
    """The name of a list that is given none: its kind for OFAC, else its file's name."""
    stem = re.sub(r"[^a-z0-9]+", "-", path.name.partition(".")[0].casefold()).strip("-")[:40]
    return "ofac" if kind == "ofac" else stem or kind


class Lists:
    """The lists in one folder, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _found(self) -> dict[str, list[tuple[int, Path]]]:
        found: dict[str, list[tuple[int, Path]]] = {}
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                named = _FOLDER.fullmatch(path.name)
                if named and path.is_dir():
                    found.setdefault(named[1], []).append((int(named[2]), path))
        return {name: sorted(paths) for name, paths in found.items()}

    def about(self) -> tuple[About, ...]:
        """What lists there are, by name."""
        return tuple(about(paths[-1][1]) for paths in self._found().values())

    @contextmanager
    def opened(self, names: Sequence[str] = ()) -> Iterator[tuple[SavedList, ...]]:
        """All lists, or those named. Raises `NotFoundError` for one that is not there."""
        found = self._found()
        for name in names:
            if name not in found:
                raise self._missing(name)
        opened: list[SavedList] = []
        try:
            for name in names or found:
                opened.append(SavedList(found[name][-1][1]))
            yield tuple(opened)
        finally:
            for one in opened:
                one.close()

    def _missing(self, name: str) -> NotFoundError:
        there = ", ".join(self._found()) or "none yet"
        return NotFoundError(f"there is no list {name}", hint=f"loaded: {there}")

    def load(
        self,
        kind: ListKind,
        paths: Sequence[Path],
        name: str,
        loaded: str,
        *,
        limits: Limits | None = None,
        step: Callable[[], None] = lambda: None,
    ) -> About:
        """Load files as one list in place of what goes by its name; nothing where one fails.

        Raises `ListError` for files that are no list of the kind, torn or too large.
        """
        if not _NAME.fullmatch(name) or name == STORE_NAME:
            raise UsageError(f"{name} is no name for a list", hint="use a-z, 0-9, _ and -")
        limits = limits or Limits()
        place = ", ".join(str(p) for p in paths)
        with self._new() as folder:
            entries = _told(read_entries(kind, paths, name, limits), step)
            count, names = write(folder, entries, place, limits)
            new = About(name, kind, tuple(p.name for p in paths), loaded, count, names)
            finish(folder, new)
            self._keep(folder, name)
        return new

    @contextmanager
    def _new(self) -> Iterator[Path]:
        try:
            self.folder.mkdir(exist_ok=True)
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=_NEW, dir=self.folder))
        except OSError as problem:
            raise _unwritable(self.folder, problem) from problem
        try:
            yield folder
        except OSError as problem:
            raise _unwritable(self.folder, problem) from problem
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _keep(self, folder: Path, name: str) -> None:
        old = self._found().get(name, [])
        number = old[-1][0] + 1 if old else 1
        folder.rename(self.folder / f"{name}.{number}")
        for _, path in old:
            self._drop(path)

    def _drop(self, path: Path) -> None:
        gone = Path(tempfile.mkdtemp(prefix=_OLD, dir=self.folder)) / path.name
        path.rename(gone)
        shutil.rmtree(gone.parent, ignore_errors=True)

    def _sweep(self) -> None:
        for path in self.folder.iterdir():
            left = path.name.startswith((_NEW, _OLD))
            if left and time.time() - path.stat().st_mtime > _STALE:
                shutil.rmtree(path, ignore_errors=True)

    def remove(self, name: str) -> About:
        """Take a list away. Raises `NotFoundError` where there is none of that name."""
        found = self._found().get(name)
        if not found:
            raise self._missing(name)
        try:
            gone = about(found[-1][1])
        except ListError:
            gone = About(name, "damaged", (), "", 0, 0)
        try:
            for _, path in reversed(found):
                self._drop(path)
        except OSError as problem:
            raise _unwritable(self.folder, problem) from problem
        return gone


def _unwritable(folder: Path, problem: OSError) -> ListError:
    return ListError(
        f"{folder} cannot be written: {problem.strerror}", hint="nothing of the list was loaded"
    )


def _told(entries: Iterator[Entry], step: Callable[[], None]) -> Iterator[Entry]:
    for entry in entries:
        step()
        yield entry
