"""How long to wait after a failure: longer each time, never in step with others, as told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
#: After the first failure of a feed, and at most.
FIRST, MOST = 10 * _MINUTE, _DAY
#: A server is believed when it asks for so much time, no more.
LONGEST_ASKED = 7 * _DAY
#: No feed and no item is ever put off for longer: where one is, the clock was set back.
HORIZON = LONGEST_ASKED + _HOUR
#: After so many failures an item is given up, or its page is no longer asked for.
ATTEMPTS = 8


def backoff(failures: int, chance: Callable[[], float]) -> float:
    """Seconds to wait after so many failures in a row: doubled each time, half of it by chance, so
    that many clients of one server do not come back all at once.
    """
    whole = min(MOST, FIRST * 2.0 ** min(max(0, failures - 1), 16))
    return whole * (0.5 + chance() / 2)


def asked_wait(header: str, now: datetime) -> float | None:
    """Seconds that a `Retry-After` asks for, as a number or a date; None where it says nothing."""
    text = header.strip()
    if text.isdecimal() and len(text) < 12:
        return min(float(text), LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    try:
        seconds = (until - now).total_seconds()
    except OverflowError:
        return None
    return min(max(0.0, seconds), LONGEST_ASKED)
