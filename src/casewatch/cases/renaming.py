"""Judgements by people on names: one that is none of an entity's, or that was misread.

A name that is set aside leaves the names and stands among the doubtful ones with who judged so.
One that was misread gets its letters from other words of a report, to the letter, in its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casewatch.cases.evidence import source
from casewatch.cases.model import Doubt, Named, Resolved
from casewatch.model.decision import Decision
from casewatch.model.reading import Reading
from casewatch.model.spans import Span
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from casewatch.resolving.kept import keys_of_text, standing
from casewatch.resolving.names import fold

#: The kind of decisions that are about a name.
NAME = "name"


@dataclass(frozen=True, slots=True)
class Renaming:
    """That `name` is none of whom `keys` mention; `at` are the words that give the right one."""

    keys: frozenset[MentionKey]
    name: str
    at: tuple[str, Span] | None
    mark: Resolved


def renamings_of(decisions: Iterable[Decision]) -> tuple[Renaming, ...]:
    """What the decisions that stand say on names; what cannot be understood is left out."""
    found = []
    for d in standing(decisions):
        if d.kind != NAME:
            continue
        try:
            on = json.loads(d.b)
            place = on.get("at")
            at = (str(place["report"]), Span(*map(int, place["span"]))) if place else None
            mark = Resolved(d.by, d.made[:10], d.id, str(d.grounds.get("because") or ""))
            found.append(Renaming(keys_of_text(d.a), str(on["name"]), at, mark))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return tuple(found)


def of_entity(renamings: Iterable[Renaming], entity: Entity) -> tuple[Renaming, ...]:
    """Those that are about one entity."""
    return tuple(r for r in renamings if r.keys & entity.keys)


def _right(one: Named, renaming: Renaming, readings: Mapping[str, Reading]) -> Named | None:
    if renaming.at is None or renaming.at[0] not in readings:
        return None
    words = source(readings[renaming.at[0]], (renaming.at[1],))
    name = " ".join(words.quote.split()) if words else ""
    return Named(name, one.kind, (words,), one.shared_with) if words and name else None


def renamed(
    names: Sequence[Named],
    doubtful: Sequence[Doubt],
    renamings: Sequence[Renaming],
    readings: Mapping[str, Reading],
) -> tuple[tuple[Named, ...], tuple[Doubt, ...]]:
    """The names as they were judged, and the doubtful ones with those that were set aside.

    The first name, by which the case file goes, can be corrected and never taken away.
    """
    kept, aside = list(names), list(doubtful)
    for renaming in renamings:
        place = next((n for n, x in enumerate(kept) if x.name == renaming.name), None)
        if place is None:
            continue
        old = kept[place]
        right = _right(old, renaming, readings)
        if right is None and place == 0:
            continue
        because = f": {renaming.mark.because}" if renaming.mark.because else ""
        reason = f"judged so by {renaming.mark.by} on {renaming.mark.on}{because}"
        aside.append(Doubt(old.name, reason, old.sources))
        there = {fold(x.name) for n, x in enumerate(kept) if n != place}
        if right is None or fold(right.name) in there:
            del kept[place]
        else:
            kept[place] = right
    return tuple(kept), tuple(aside)
