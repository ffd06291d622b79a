"""Where a person stands in law: a small state machine, its table in `data/status.toml`.

Undated happenings come first, in legal order: they can only carry a case forward. Dated ones
follow by date, and with them each report's own last word on the person, at the report's day. So
a report that arrives late, or tells old things again, undoes nothing that came after.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NONE = "none"


@cache
def machine() -> dict[str, Any]:
    """The table of the state machine. Callers must not change it."""
    path = files("casewatch.cases").joinpath("data", "status.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rank(status: str) -> int:
    """How far a case has come with this status; 0 for none."""
    return int(machine()["rank"].get(status, 0))


def finds_guilt(status: str) -> bool:
    """Whether the status rests on a verdict or a plea."""
    return status in str(machine()["guilt"]["states"]).split()


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can move a person's standing.

    `what` is an event type, or the status that a report states (`observed`). `date` is that of
    the happening, `told` the day of the earliest report that tells it. `key` is the caller's.
    `manner` is how it happened: a release on bond does something else than one that is not.
    """

    what: str
    date: str | None
    told: str
    observed: bool = False
    key: int = 0
    manner: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The status reached, since when it is known, by which step; the last clearing step.

    `manner` is that of the step, kept until another step moves the standing.
    """

    status: str = NONE
    since: str | None = None
    by: Step | None = None
    cleared: Step | None = None
    guilty: bool = False
    manner: str = ""


def _rule(step: Step) -> dict[str, Any] | None:
    """The table's row for a step: that of its manner before that of its type."""
    rows = machine()["event"]
    found: dict[str, Any] | None = rows.get(f"{step.what} {step.manner}", rows.get(step.what))
    return found


def _after(step: Step, state: State) -> bool:
    """Whether the step is known to be later than what led to the state."""
    if not step.date or state.by is None:
        return False
    reached = state.since or state.by.told
    return step.date > reached and not step.date.startswith(reached)


def _event(state: State, step: Step) -> State:
    rule = _rule(step)
    if rule is None:
        return state
    allowed = state.status in str(rule["from"]).split()
    allowed = allowed or (
        state.status in str(rule.get("again", "")).split() and _after(step, state)
    )
    if not allowed:
        return state
    to = str(rule["to"])
    cleared = step if step.what in ("acquittal", "dismissal") else state.cleared
    if step.what in ("charge", "arrest", "plea", "conviction", "sentence"):
        cleared = None
    guilty = (state.guilty or finds_guilt(to)) and cleared is None
    guilty = guilty and not rule.get("undoes_guilt", False)
    manner = str(rule.get("manner", "")) or step.manner
    return State(to, step.date, step, cleared, guilty, manner)


def _observation(state: State, step: Step) -> State:
    rule = machine()["observed"].get(step.what, {"from": ""})
    if state.cleared is not None and rank(step.what) < rank("convicted"):
        return state
    later = state.status in str(rule.get("later", "")).split() and step.told > (
        state.since or (state.by.told if state.by else "")
    )
    if state.status not in str(rule["from"]).split() and not later:
        return state
    guilty = state.guilty or finds_guilt(step.what)
    return State(step.what, step.date, step, state.cleared, guilty)


def _moment(step: Step) -> tuple[Any, ...]:
    if step.observed:
        return (1, step.told, 1, rank(step.what), step.what, step.key)
    rule = _rule(step) or {"to": NONE}
    to = str(rule["to"])
    order = rank(to) if to != NONE else rank("acquitted")
    if step.date is None and rule.get("undated") == "told" and step.told:
        return (1, step.told, 0, order, step.what, step.key)
    if step.date is None:
        return (0, "", 0, order, step.what, step.key)
    return (1, step.date, 0, order, step.what, step.key)


def stages(steps: Iterable[Step]) -> list[State]:
    """Every state that the steps, in whatever order they come, lead to, one after the other."""
    found: list[State] = []
    state = State()
    for step in sorted(steps, key=_moment):
        after = _observation(state, step) if step.observed else _event(state, step)
        if after is not state:
            found.append(after)
        state = after
    return found


def standing(steps: Iterable[Step]) -> State:
    """Where the steps, in whatever order they come, leave the person."""
    return (stages(steps) or [State()])[-1]


def last_words(words: Sequence[tuple[str, str, str, str]]) -> list[tuple[str, str, str]]:
    """Of (day, copy group, report, status) one status a day: that of most copy groups.

    Gives (day, status, report), where two are as often given the one further on in law.
    """
    days: dict[str, dict[str, dict[str, str]]] = {}
    for day, group, report, status in words:
        told = days.setdefault(day, {}).setdefault(status, {})
        told[group] = min(told.get(group, report), report)
    found = []
    for day, by_status in sorted(days.items()):
        best = max(by_status, key=lambda s: (len(by_status[s]), rank(s), s))
        found.append((day, best, min(by_status[best].values())))
    return found
