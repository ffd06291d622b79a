"""How a feed fares: silence longer than usual for it, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from casewatch.following.clock import parsed
from casewatch.sources.clean.published import normal_date

#: With fewer gaps between items nothing can be said of what is usual.
LEAST_GAPS = 8
#: A silence is told when it is longer than every gap of late, by this much.
_BEYOND = 1.5
#: Shorter silences are of no interest to anybody.
_SHORTEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a feed has brought nothing, and the longest such time among its last items.

    `unusual` says that the first is well beyond the second; None where too few items are known.
    """

    now: timedelta | None = None
    usual: timedelta | None = None
    unusual: bool | None = None


def silence(times: Iterable[tuple[str, str | None]], now: datetime) -> Silence:
    """The silence of a feed whose items were first seen, and are dated, at `times`.

    An item's own date counts where it is not after the item was seen: dates in the future, or
    stamps that a server makes up, say nothing. A clock that was set back gives a silence of 0.
    """
    moments = sorted({moment for seen, dated in times if (moment := _moment(seen, dated))})
    if not moments:
        return Silence()
    current = max(now - moments[-1], timedelta())
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    if len(gaps) < LEAST_GAPS:
        return Silence(current)
    usual = longest_usual(gaps)
    return Silence(current, usual, current > max(usual * _BEYOND, _SHORTEST))


def longest_usual(gaps: Sequence[timedelta]) -> timedelta:
    """The longest gap but for the rarest ones: one in twenty may be longer (holidays)."""
    ordered = sorted(gaps)
    return ordered[max(0, len(ordered) - 1 - len(ordered) // 20)]


def _moment(seen: str, dated: str | None) -> datetime | None:
    first = parsed(seen)
    normal = normal_date(dated) if dated else None
    own = parsed(normal) if normal else None
    if own is None or first is None:
        return first
    return min(own, first)
