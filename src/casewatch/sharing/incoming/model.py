"""What a file brings, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casewatch.sharing.received import Received
from casewatch.store.sharing import StampRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """One subject of a file. `key` tells it among all that its producer ever shares.

    `published` is when its producer last changed it, where the file says so.
    """

    key: str
    received: Received
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    """All that a file brings: subjects, keys of subjects that are withdrawn, and the stamps of
    objects that may be passed on as they are. `left_out` counts by kind what has no place here."""

    arrivals: tuple[Arrival, ...]
    withdrawn: tuple[str, ...] = ()
    stamps: tuple[StampRow, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
