"""Watches, imported series and what was told already, kept in one file beside the store.

The file is `STORE.watches.json`. It is written whole, to a new file that then takes the place
of the old one, so that no run that is stopped leaves half of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from casewatch.errors import WatchError
from casewatch.watching.imported import Imported

FORM = 1


@dataclass(frozen=True, slots=True)
class Watch:
    """A standing question on a subject, and why somebody asks it.

    `subject` is a name or id as for case files, `scheme:KIND` or `country:XX`; or, with
    `series`, a subject of that imported file; or the name of a set, which `set_of` lists.
    `linked` takes in what is linked within one step. `since` is the day from which
    activity is new. `every` is the least number of weeks to a false alert, on average. Alerts of
    weeks before `from_week` are its past, and are not told.
    """

    subject: str
    why: str
    every: float
    from_week: str
    added: str
    by: str
    series: str = ""
    linked: bool = False
    since: str | None = None
    set_of: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """What is watched together as one: the members of the set, or the subject alone."""
        return self.set_of or (self.subject,)

    @property
    def id(self) -> str:
        """The id that follows from what is asked."""
        asked = [self.subject, self.series, self.linked, self.since, self.every]
        raw = json.dumps([*asked, *self.set_of])
        return "watch-" + hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the file holds. `told` are the alerts that were told: watch id and week."""

    watches: tuple[Watch, ...] = ()
    told: frozenset[tuple[str, str]] = frozenset()
    imports: Mapping[str, Imported] = field(default_factory=dict)

    def find(self, query: str) -> tuple[Watch, ...]:
        """The watches of that id or subject."""
        wanted = query.strip().casefold()
        return tuple(w for w in self.watches if wanted in (w.id, w.subject.casefold()))

    def added(self, watch: Watch) -> Kept:
        """With one more. Raises `WatchError` where it is there."""
        if any(w.id == watch.id for w in self.watches):
            raise WatchError(f"{watch.subject} is watched already ({watch.id})")
        return replace(self, watches=(*self.watches, watch))

    def removed(self, gone: Watch) -> Kept:
        """Without one, and without what was told of it."""
        return replace(
            self,
            watches=tuple(w for w in self.watches if w.id != gone.id),
            told=frozenset(t for t in self.told if t[0] != gone.id),
        )


def place_of(store: str) -> Path:
    """The file beside a store. Raises `WatchError` for a store that is in memory."""
    if store == ":memory:":
        raise WatchError("a store in memory keeps no watches", hint="give --store PATH")
    return Path(f"{store}.watches.json")


def load(path: Path) -> Kept:
    """What is kept; nothing where there is no file. Raises `WatchError` for another file."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["form"] > FORM:
            raise WatchError(f"{path} is of a newer Casewatch", hint="update Casewatch")
        return Kept(
            tuple(_watch(w) for w in raw["watches"]),
            frozenset((str(a), str(b)) for a, b in raw["told"]),
            {name: Imported.from_json(one) for name, one in raw["imports"].items()},
        )
    except FileNotFoundError:
        return Kept()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WatchError(
            f"{path} cannot be read: {type(error).__name__}: {error}",
            hint="move it away to begin anew",
        ) from error


def _watch(raw: dict[str, Any]) -> Watch:
    return Watch(**{**raw, "set_of": tuple(raw.get("set_of", ()))})


def save(path: Path, kept: Kept) -> None:
    """Write all of it, or, after an error, nothing. Raises `WatchError`."""
    body: dict[str, Any] = {
        "form": FORM,
        "watches": [asdict(w) for w in kept.watches],
        "told": sorted(kept.told),
        "imports": {name: kept.imports[name].to_json() for name in sorted(kept.imports)},
    }
    try:
        number, new = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(body, file, ensure_ascii=True, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, path)
        except BaseException:
            Path(new).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WatchError(f"{path} cannot be written: {error.strerror}") from error
