"""The watches of the demonstration: the men who were set free, and series that are made up.

The shipped reports are too few to tell an uptick by, and no new activity of these men is in
them; what an alert looks like is shown on counts that nobody ever made, and that say so.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files

from casewatch.watching.imported import read_csv
from casewatch.watching.kept import Kept, Watch

MADE_UP = "made-up"
#: The day of the exchange, from which their activity would be new.
RELEASE = "2024-08-01"
_ADDED = "2024-08-05T00:00:00Z"
_FROM = "2024-08-05"

RELEASED = Watch(
    subject="the released men",
    why="set free years before their terms ended; may go back to what they did",
    every=100.0, from_week=_FROM, added=_ADDED, by="demo", linked=True, since=RELEASE,
    set_of=("Roman Seleznev", "Vladislav Klyushin", "Carder.su", "scheme:carding",
            "scheme:hack_to_trade"),
)  # fmt: skip
QUIET = Watch(
    subject="made-up and quiet", why="shows a quiet watch; nobody ever counted this",
    every=100.0, from_week=_FROM, added=_ADDED, by="demo", series=MADE_UP,
)  # fmt: skip
RISING = replace(
    QUIET, subject="made-up and rising", why="shows an alert; nobody ever counted this"
)


def with_watches(kept: Kept) -> Kept:
    """With the watches and the made-up series of the demonstration; once, however often asked."""
    with as_file(files("casewatch.demo").joinpath("made_up_counts.csv")) as path:
        counts = read_csv(path, MADE_UP)
    known = {w.id for w in kept.watches}
    new = tuple(w for w in (RELEASED, QUIET, RISING) if w.id not in known)
    return replace(kept, watches=(*kept.watches, *new), imports={**kept.imports, MADE_UP: counts})
