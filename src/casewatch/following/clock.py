"""Time and chance as this part sees them: handed in, so that tests own both."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` is the time of day (it may be set back), `steady` seconds that only grow, `sleep`
    waits for seconds or until `stop` is set, `chance` gives numbers from 0 to 1.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    steady: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    stop: threading.Event = field(default_factory=threading.Event)
    sleeper: Callable[[float], None] | None = None

    def sleep(self, seconds: float) -> None:
        """Waits, unless it is to stop."""
        if seconds <= 0:
            return
        if self.sleeper is not None:
            self.sleeper(seconds)
        else:
            self.stop.wait(seconds)

    def stamp(self, after: float = 0.0) -> str:
        """The time so many seconds from now, ISO 8601 in UTC."""
        return (self.now() + timedelta(seconds=after)).astimezone(UTC).isoformat(timespec="seconds")


def parsed(stamp: str | None) -> datetime | None:
    """A time as `stamp` writes it, or None where it is none."""
    if not stamp:
        return None
    try:
        found = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
