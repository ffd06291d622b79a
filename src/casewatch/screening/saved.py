"""A list with its index as files in one folder, opened without being loaded."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casewatch.errors import ListError
from casewatch.screening.entries import Entry, entry_from_json
from casewatch.screening.index import Arrays, Builder, NameIndex
from casewatch.screening.limits import Limits

ENTRIES, OFFSETS, WORDS, ABOUT = "entries.jsonl", "offsets.npy", "words.txt", "list.json"
#: Grows where a list written before would be read wrongly; such a list must be loaded again.
FORM = 1


@dataclass(frozen=True, slots=True)
class About:
    """What a list is: its name and kind, the files it came from, when, and how much it holds."""

    name: str
    kind: str
    files: tuple[str, ...]
    loaded: str
    entries: int
    names: int

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "name": self.name,
            "kind": self.kind,
            "files": list(self.files),
            "loaded": self.loaded,
            "entries": self.entries,
            "names": self.names,
        }


def write(folder: Path, entries: Iterable[Entry], place: str, limits: Limits) -> tuple[int, int]:
    """Write entries and their index; how many entries and names. Raises `ListError`.

    All entries are written before any is indexed, so that a list that is torn at its end or has
    too many entries fails before the longer part of the work.
    """
    offsets = array("Q", [0])
    names = 0
    with (folder / ENTRIES).open("wb") as out:
        for number, entry in enumerate(entries):
            names += len(entry.names)
            if number >= limits.entries:
                raise limits.too_many(place, "entries")
            if names > limits.names:
                raise limits.too_many(place, "names")
            line = json.dumps(entry.to_json(), ensure_ascii=False, separators=(",", ":"))
            offsets.append(offsets[-1] + out.write(line.encode("utf-8", "replace") + b"\n"))
    builder = Builder()
    with (folder / ENTRIES).open("rb") as written:
        for number, kept in enumerate(written):
            for name in entry_from_json(json.loads(kept)).names:
                builder.add(name, number)
    if not len(builder):
        raise ListError(
            f"{place} names nobody; nothing of it was loaded", hint="is it a list of that kind?"
        )
    index = builder.build()
    (folder / WORDS).write_text("\n".join(index.words), encoding="utf-8")
    np.save(folder / OFFSETS, np.asarray(offsets, dtype=np.uint64))
    for field in fields(Arrays):
        np.save(folder / f"{field.name}.npy", getattr(index.arrays, field.name))
    return len(offsets) - 1, index.size


def finish(folder: Path, about: About) -> None:
    """Say what the list is, last of all: a folder without this is no list."""
    text = json.dumps({"form": FORM, **about.to_json()}, ensure_ascii=False, indent=1)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")


def about(folder: Path) -> About:
    """What the list in a folder is. Raises `ListError` where it cannot be read."""
    try:
        found = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if found["form"] != FORM:
            raise ListError(
                f"the list {found['name']} was loaded by another Casewatch", hint="load it again"
            )
        return About(
            str(found["name"]),
            str(found["kind"]),
            tuple(found["files"]),
            str(found["loaded"]),
            int(found["entries"]),
            int(found["names"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise _damaged(folder, problem) from problem


def _damaged(folder: Path, problem: Exception) -> ListError:
    return ListError(
        f"the list in {folder} is damaged: {str(problem)[:100]}", hint="remove it and load it again"
    )


class SavedList:
    """A list in a folder: its index, and entries read one at a time."""

    def __init__(self, folder: Path) -> None:
        self.about = about(folder)
        self._folder = folder
        try:
            arrays = Arrays(*(self._array(f.name) for f in fields(Arrays)))
            words = (folder / WORDS).read_text(encoding="utf-8").split("\n")
            self.index = NameIndex(words, arrays)
            self._offsets: NDArray[np.uint64] = np.load(folder / OFFSETS, mmap_mode="r")
            self._entries = (folder / ENTRIES).open("rb")
        except (OSError, ValueError) as problem:
            raise _damaged(folder, problem) from problem

    def _array(self, name: str) -> NDArray[np.uint32]:
        found: NDArray[np.uint32] = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        return found

    def entry(self, number: int) -> Entry:
        """The entry with this number. Raises `ListError` where the list is damaged."""
        try:
            start, end = int(self._offsets[number]), int(self._offsets[number + 1])
            self._entries.seek(start)
            return entry_from_json(json.loads(self._entries.read(end - start)))
        except (OSError, ValueError, KeyError, TypeError, IndexError) as problem:
            raise _damaged(self._folder, problem) from problem

    def close(self) -> None:
        """Let go of the files."""
        self._entries.close()
