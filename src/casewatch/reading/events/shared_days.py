"""Days that an event has from another one told with it: a series, its parts, what goes with it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling

#: Types of which a sentence tells series ("A was sentenced in 2019 to …; B was sentenced to …").
_SERIES = frozenset({"sentence", "plea", "arrest", "conviction", "charge"})
#: Types of which one report tells several happenings to the same group or to nobody named.
_THINGS = frozenset({"seizure", "takedown", "search", "forfeiture", "attack"})
#: So many dated tellings of one type are compared with the others.
_MOST = 300
#: How far before a forfeiture, in code points, the court's order for it is told.
_ORDERED = 120
#: Pairs that one stroke of the authorities makes: joined by "and" they share the day behind them.
_TOGETHER = tuple(
    map(
        frozenset,
        (
            ("arrest", "appearance"), ("arrest", "search"), ("arrest", "seizure"), ("arrest", "takedown"),
            ("seizure", "takedown"), ("seizure", "search"), ("search", "takedown"), ("appearance", "release"),
            ("extradition", "appearance"), ("arrest", "charge"),
        ),
    )
)  # fmt: skip
#: How far apart, in code points, the triggers of such a pair may stand.
_APART = 110
_AND = re.compile(r"\b(?:and|then|before)\b")
_THEN = re.compile(r"\bthen (?:\w+ )?$")
#: A sentence that begins with what went on meanwhile.
_DURING = re.compile(r"(?:When|While|As|During) ")
#: A sentence that goes on in the time of the one before it.
_ALONG = re.compile(
    r"(?:At (?:that|the|the same|around the same) time|Simultaneously|Concurrently|Also that day|[^.]{1,80}\b(?:simultaneously|concurrently))\b"
)


def with_shared_days(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with the days that undated ones share with others."""
    found: list[Telling] = []
    dated = _dated(tellings)
    tellings = [_without_day_of_report(t, dated[t.type]) for t in tellings]
    dated = _dated(tellings)
    for i, telling in enumerate(tellings):
        if telling.date is None and telling.modality == "asserted":
            following = tellings[i + 1] if i + 1 < len(tellings) else None
            day = _shared(scene, telling, found, dated) or _joined(scene, telling, found, following)
            telling = replace(telling, date=day)
        found.append(telling)
    return found


def _dated(tellings: list[Telling]) -> dict[str, list[Telling]]:
    """The first dated tellings of each type."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.date and len(found[telling.type]) < _MOST:
            found[telling.type].append(telling)
    return found


def _without_day_of_report(telling: Telling, dated: list[Telling]) -> Telling:
    """`telling` without the day on which it was announced, where its own day is told elsewhere."""
    if "reported" not in telling.marks or telling.type in _THINGS:
        return telling
    for other in dated:
        if other.modality == telling.modality and "reported" not in other.marks:
            x, y = set(telling.who), set(other.who)
            if (x and (x <= y or y <= x)) or (not x and not y and other.count == telling.count):
                return replace(telling, date=None)
    return telling


def _shared(
    scene: Scene, telling: Telling, before: list[Telling], dated: dict[str, list[Telling]]
) -> str | None:
    if "further" in telling.marks:
        for other in dated["charge"]:
            more = len(other.who) or other.count or 0
            wider = set(telling.who) < set(other.who) or (
                not other.who and more > len(telling.who) and len(scene.people) >= more
            )
            if wider and other.modality == "asserted":
                return other.date
    if telling.type == "trial":
        return _of_verdict(telling, dated["conviction"])
    if telling.type == "forfeiture" and telling.who:
        return _ordered(scene, telling, dated["sentence"])
    if telling.type in _SERIES and before:
        return _of_series(scene, telling, before) or _of_whole(telling, dated["sentence"])
    return None


def _of_verdict(telling: Telling, dated: list[Telling]) -> str | None:
    """The month of the verdict, which ends a trial."""
    days = {t.date for t in dated if t.modality == "asserted" and set(telling.who) & set(t.who)}
    day = days.pop() if len(days) == 1 else None
    return day[:7] if day else None


def _of_series(scene: Scene, telling: Telling, before: list[Telling]) -> str | None:
    """The day that leads a series in one sentence ("In 2019, A was sentenced to …; B to …")."""
    last = before[-1]
    apart = not set(last.who) & set(telling.who)
    if last.type == telling.type and last.sentence == telling.sentence and last.date and apart:
        start = scene.prepared.sentences[telling.sentence].start
        first = _first_of(before, last)
        led = inside(scene.dates, Span(max(start, first.at - _ORDERED), first.at))
        if any(d.value == last.date for d in led):
            return last.date
    return None


def _first_of(before: list[Telling], last: Telling) -> Telling:
    """The first of the tellings that end `before`, of the sentence and day of `last`."""
    first = last
    for telling in reversed(before[-_MOST:]):
        if telling.sentence != last.sentence or telling.date != last.date:
            break
        first = telling
    return first


def _of_whole(telling: Telling, dated: list[Telling]) -> str | None:
    """The day on which the same was told of all of them, where each has only one such day."""
    if telling.type != "sentence" or not telling.who:
        return None
    who = set(telling.who)
    days = {t.date for t in dated if t.modality == "asserted" and who < set(t.who)}
    return days.pop() if len(days) == 1 else None


def _joined(
    scene: Scene, telling: Telling, before: list[Telling], following: Telling | None
) -> str | None:
    """The day of what is told right beside it: "arrested and arraigned today"."""
    last = before[-1] if before else None
    if last and last.date and last.modality == "asserted":
        if last.sentence == telling.sentence and _is_beside(scene, last, telling):
            day = scene.prepared.day
            if day is not None and last.date == day.isoformat():
                return last.date
        if _is_year_of_both(last, telling):
            return last.date
        if (
            last.sentence == telling.sentence
            and _is_pair(last, telling)
            and _goes_on(scene, last, telling)
        ):
            return last.date
        if telling.sentence - last.sentence == 1:
            start = scene.prepared.sentences[telling.sentence].start
            if _ALONG.match(scene.text, start):
                return last.date
            then = _THEN.search(scene.text, max(start, telling.at - 25), telling.at)
            if then and _is_pair(last, telling) and set(last.who) == set(telling.who):
                return last.date
    if (
        following
        and following.date
        and following.modality == "asserted"
        and following.sentence == telling.sentence
        and _is_pair(telling, following)
        and _is_beside(scene, telling, following)
    ):
        return following.date
    return None


def _is_year_of_both(first: Telling, second: Telling) -> bool:
    """Whether a year is that of a verdict and its sentence ("convicted in 2019 and sentenced to …")."""
    together = first.sentence == second.sentence and set(first.who) == set(second.who)
    return (
        together
        and len(first.date or "") == 4
        and (first.type, second.type)
        == (
            "conviction",
            "sentence",
        )
    )


def _is_beside(scene: Scene, first: Telling, second: Telling) -> bool:
    """Whether "and" joins two tellings of the same people or things with no date between them."""
    if not 0 < second.at - first.at < _APART or set(first.who) != set(second.who):
        return False
    between = scene.text[first.at : second.at]
    return _AND.search(between) is not None and ";" not in between


def _goes_on(scene: Scene, first: Telling, second: Telling) -> bool:
    """Whether the second is told as part of the first ("raided it, seizing …", "When they searched …")."""
    if not 0 < second.at - first.at < 2 * _APART or inside(
        scene.dates, Span(second.at, second.at + _APART)
    ):
        return False
    start = scene.prepared.sentences[first.sentence].start
    part = scene.text[second.at : second.at + 20].split(" ")[0].endswith("ing")
    return part or _DURING.match(scene.text, start) is not None


def _is_pair(first: Telling, second: Telling) -> bool:
    return frozenset((first.type, second.type)) in _TOGETHER


def _ordered(scene: Scene, telling: Telling, dated: list[Telling]) -> str | None:
    """The day of the sentence with which a court ordered the forfeiture."""
    start = max(scene.prepared.sentences[telling.sentence].start, telling.at - _ORDERED)
    if "ordered" not in scene.text[start : telling.at]:
        return None
    for other in dated:
        if set(other.who) == set(telling.who) and other.modality == "asserted":
            return other.date
    return None
