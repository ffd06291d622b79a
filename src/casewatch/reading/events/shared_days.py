"""Days that an event has from another one told with it: a series, a further charge, an order."""

from __future__ import annotations

from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling

#: Types of which a sentence tells series ("A was sentenced in 2019 to …; B was sentenced to …").
_SERIES = frozenset({"sentence", "plea", "arrest", "conviction", "charge"})
#: Types of which one report tells several happenings to the same group or to nobody named.
_THINGS = frozenset({"seizure", "takedown", "search", "forfeiture", "attack"})
#: How far before a forfeiture, in code points, the court's order for it is told.
_ORDERED = 120


def with_shared_days(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with the days that undated ones share with others."""
    found: list[Telling] = []
    tellings = [_without_day_of_report(t, tellings) for t in tellings]
    for telling in tellings:
        if telling.date is None and telling.modality == "asserted":
            telling = replace(telling, date=_shared(scene, telling, found, tellings))
        found.append(telling)
    return found


def _without_day_of_report(telling: Telling, all_: list[Telling]) -> Telling:
    """`telling` without the day on which it was announced, where its own day is told elsewhere."""
    if "reported" not in telling.marks or telling.type in _THINGS:
        return telling
    for other in all_:
        alike = other.type == telling.type and other.modality == telling.modality
        if alike and other.date and "reported" not in other.marks:
            x, y = set(telling.who), set(other.who)
            if (x and (x <= y or y <= x)) or (not x and not y and other.count == telling.count):
                return replace(telling, date=None)
    return telling


def _shared(
    scene: Scene, telling: Telling, before: list[Telling], all_: list[Telling]
) -> str | None:
    if "further" in telling.marks:
        for other in all_:
            wider = set(telling.who) < set(other.who) and other.modality == "asserted"
            if other.type == "charge" and other.date and wider:
                return other.date
    if telling.type == "forfeiture" and telling.who:
        return _ordered(scene, telling, all_)
    if telling.type in _SERIES and before:
        last = before[-1]
        apart = not set(last.who) & set(telling.who)
        if last.type == telling.type and last.sentence == telling.sentence and last.date and apart:
            start = scene.prepared.sentences[telling.sentence].start
            led = inside(scene.dates, Span(max(start, last.at - _ORDERED), last.at))
            if any(d.value == last.date for d in led):
                return last.date
    return None


def _ordered(scene: Scene, telling: Telling, all_: list[Telling]) -> str | None:
    """The day of the sentence with which a court ordered the forfeiture."""
    start = max(scene.prepared.sentences[telling.sentence].start, telling.at - _ORDERED)
    if "ordered" not in scene.text[start : telling.at]:
        return None
    for other in all_:
        same = set(other.who) == set(telling.who) and other.modality == "asserted"
        if other.type == "sentence" and other.date and same:
            return other.date
    return None
