"""Spreading items over a pool, and taking what comes back in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from casewatch.pipeline.items import Item, Ready
from casewatch.pipeline.work import UNIT_CHARS, UNIT_REPORTS, Done, LostError, Pool, read_alone
from casewatch.store import Failure

#: Units begun for each that can be read at a time, so that no worker waits for the next one.
_AHEAD = 3


@dataclass(slots=True, eq=False)
class _Unit:
    """Items that are read together; `done` once they have been."""

    items: list[Item] = field(default_factory=list)
    chars: int = 0
    handle: object = None
    done: list[Done] | None = None

    def is_full(self, most: int) -> bool:
        return len(self.items) >= most or self.chars >= UNIT_CHARS


#: A place in the order: what is settled, or an item of a unit by its number.
_Place = Ready | Failure | tuple[_Unit, int]


def spread(
    items: Iterable[Item | Failure],
    pool: Pool,
    known: Callable[[Item], Ready | None],
    settle: Callable[[Item, Done], Ready | Failure],
    most: int = UNIT_REPORTS,
) -> Iterator[Ready | Failure]:
    """Each item in its order: a failure as it is, what is `known`, or what the pool read of it.

    A unit has at most `most` items.

    A unit that is lost is read again, alone; so are those begun beside it where they were lost
    with it. Raises `ReaderBrokenError` where the pool can read nothing.
    """
    line: deque[_Place] = deque()
    begun: deque[_Unit] = deque()
    unit = _Unit()
    for item in items:
        if isinstance(item, Failure):
            line.append(item)
        elif (settled := known(item)) is not None:
            line.append(settled)
        else:
            unit.items.append(item)
            unit.chars += len(item.report.text)
            line.append((unit, len(unit.items) - 1))
            if unit.is_full(most):
                _begin(unit, pool, begun)
                unit = _Unit()
        while len(begun) >= max(1, _AHEAD * pool.width):
            _end(begun.popleft(), pool)
        yield from _settled(line, settle)
    if unit.items:
        _begin(unit, pool, begun)
    while begun:
        _end(begun.popleft(), pool)
        yield from _settled(line, settle)
    yield from _settled(line, settle)


def _begin(unit: _Unit, pool: Pool, begun: deque[_Unit]) -> None:
    unit.handle = pool.submit([item.report for item in unit.items])
    begun.append(unit)


def _end(unit: _Unit, pool: Pool) -> None:
    try:
        unit.done = pool.result(unit.handle)
    except LostError:
        unit.done = read_alone(pool, [item.report for item in unit.items])


def _settled(
    line: deque[_Place], settle: Callable[[Item, Done], Ready | Failure]
) -> Iterator[Ready | Failure]:
    """What stands first in the line and is settled, taken out of it."""
    while line:
        first = line[0]
        if not isinstance(first, tuple):
            yield line.popleft()  # type: ignore[misc]
            continue
        unit, number = first
        if unit.done is None:
            return
        line.popleft()
        yield settle(unit.items[number], unit.done[number])
