"""Totals and parts: "38 in Australia, 11 in Ireland", "Germany (47)", and days of an operation."""

from __future__ import annotations

import re
from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.reading import numbers
from casewatch.reading.dates import DateMention
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.when import said_of
from casewatch.reading.text.sentences import Sentence

_BEFORE = re.compile(
    r"(?<![\w.,])([\w,-]{1,14}) (?:(?:people|suspects|persons|individuals|arrests) )?in (?:the )?$"
)
_BEHIND = re.compile(r" \((\d{1,5})\)")
_ACTION = re.compile(
    r"\b(?:operations?|action (?:days?|weeks?)|joint action|sweep|crackdown|raids|took place|actions?)\b",
    re.IGNORECASE,
)
_OF_OPERATIONS = frozenset({"arrest", "seizure", "takedown", "search"})
#: A date behind these begins or ends a stretch of time.
_STRETCH = re.compile(r"\b(?:since|until|till|from|between)\s(?:the\s)?$", re.IGNORECASE)
#: An operation's stretch of time ended so many months ago at most, and took so many.
_RECENT, _LONG = 5, 12
#: A date behind these begins what goes on.
_OPENING = re.compile(
    r"\b(?:starting|beginning|began|started)\s(?:in|on)\s(?:the\s)?$", re.IGNORECASE
)
#: What a day of an operation owns.
_OWNED = re.compile(
    r"['’]s (?:[\w-]{1,15} ){0,2}(?:operations?|arrests|action|raids|searches|takedown|strikes?)\b"
)
#: So many events without a name make a report one of an operation; fewer where nobody is named.
_LEAST, _LEAST_ALONE = 3, 2
_EARLIER = re.compile(r"\b(?:previous(?:ly)?|earlier|prior|so far|to date|since)\b", re.IGNORECASE)
#: So many numbers of people arrested, places searched, things seized make a tally.
_TALLY = 2
#: A stroke told in so many first sentences is what the report is about.
_FIRST = 14
#: The operation is introduced within these first sentences, its action days within those.
_LEAD, _FURTHER = 14, 30
#: What only makes known has a day of its own.
_KNOWN = re.compile(r"\b(?:announc|unseal|releas|report|said|publish)", re.IGNORECASE)


def with_parts(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with one more for each part of a total of arrests that is told with its place."""
    found = list(tellings)
    seen = {t.sentence for t in tellings if t.type == "arrest" and not t.who}
    for number in sorted(seen):
        sentence = scene.prepared.sentences[number]
        mine = [t for t in tellings if t.sentence == number and t.type == "arrest"]
        total = max((t.count for t in mine if t.count), default=0)
        for count, span, place in _parts(scene, sentence):
            if (not total or count <= total) and not any(
                t.count == count and (t.place or place) == place for t in mine
            ):
                found.append(
                    replace(
                        mine[0],
                        count=count,
                        span=span,
                        place=place,
                        at=span.start,
                        who=(),
                        how="number",
                    )
                )
    return sorted(found, key=lambda t: t.at)


def _parts(scene: Scene, sentence: Sentence) -> list[tuple[int, Span, str]]:
    parts = []
    for place in inside(scene.places, sentence.span):
        if place.kind == "demonym":
            continue
        name = scene.text[place.span.start : place.span.end]
        behind = _BEHIND.match(scene.text, place.span.end, sentence.end)
        if behind:
            parts.append((int(behind.group(1)), Span(place.span.start, behind.end()), name))
            continue
        low = max(sentence.start, place.span.start - 40)
        before = _BEFORE.search(scene.text[low : place.span.start])
        value = numbers.value(before.group(1)) if before else None
        if before and value and value == int(value) and not 1900 < value < 2100:
            parts.append((int(value), Span(low + before.start(1), place.span.end), name))
    return parts if len(parts) > 1 or "including" in scene.prepared.words(sentence) else []


def with_days(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """Undated events of an operation with its day, month or year, where the report gives one."""
    loose = [
        t
        for t in tellings
        if t.type in _OF_OPERATIONS and t.modality == "asserted" and not _people(t)
    ]
    if len(loose) < (_LEAST if scene.people else _LEAST_ALONE):
        return tellings
    ids = {id(t) for t in loose}
    day = _day_of_operation(scene) or _day_of_lead(scene, loose) or _stretch(scene)
    found: list[Telling] = []
    last: dict[int, str] = {}
    for telling in tellings:
        if id(telling) in ids and not telling.date and not _is_earlier(scene, telling):
            telling = replace(telling, date=last.get(telling.sentence, day))
        if telling.date and telling.type in _OF_OPERATIONS and not _people(telling):
            last[telling.sentence] = telling.date
        found.append(telling)
    return found


def _is_earlier(scene: Scene, telling: Telling) -> bool:
    """Whether the sentence tells what earlier strokes, or all of them so far, have brought."""
    said = scene.prepared.words(scene.prepared.sentences[telling.sentence])
    return _EARLIER.search(said) is not None


def _day_of_lead(scene: Scene, loose: list[Telling]) -> str | None:
    """The day of the stroke that the first sentences tell, where the report tallies one."""
    if sum((t.count or 0) > 1 for t in loose) < _TALLY:
        return None
    dated = [t for t in loose if t.date and "reported" not in t.marks and t.count != 1]
    first = [t for t in dated if t.sentence < _FIRST and _is_near(scene, t.date or "")]
    return first[0].date if first else None


def _stretch(scene: Scene) -> str | None:
    """What the ends of a stretch of time share that ended shortly before the report tells of it."""
    day = scene.prepared.day
    if day is None or not _ACTION.search(scene.text):
        return None
    month = day.year * 12 + day.month
    for mention in scene.dates:
        if mention.end is None or len(mention.end) < 7 or not _is_of_late(scene, mention):
            continue
        last = int(mention.end[:4]) * 12 + int(mention.end[5:7])
        first = int(mention.value[:4]) * 12 + int(mention.value[5:7] or 1)
        if 0 <= month - last <= _RECENT and 0 < last - first <= _LONG:
            return said_of(scene, mention) or None
    return None


def _is_of_late(scene: Scene, mention: DateMention) -> bool:
    """Whether a stretch of time ended within the year before the report, as an operation's does."""
    day = scene.prepared.day
    if day is None or mention.end is None:
        return False
    return day.year - 1 <= int(mention.end[:4]) <= day.year and mention.value[:4] >= str(
        day.year - 1
    )


def _people(telling: Telling) -> bool:
    return bool(telling.who) and telling.type == "arrest"


def _day_of_operation(scene: Scene) -> str | None:
    """The day that owns the operation ("this week's arrests"), else the first told with it."""
    for mention in scene.dates:
        earlier = scene.text[mention.span.start : mention.span.end].lower().startswith("last")
        if not earlier and _OWNED.match(scene.text, mention.span.end):
            return said_of(scene, mention) or None
    announced = None
    for sentence in scene.prepared.sentences[:_FURTHER]:
        said = scene.prepared.words(sentence)
        if not _ACTION.search(said):
            continue
        for mention in inside(scene.dates, sentence.span):
            earlier = scene.text.startswith(("last", "Last"), mention.span.start)
            value = "" if earlier else _of_action(scene, mention)
            if not value or (sentence.index >= _LEAD and not _is_near(scene, value)):
                continue
            if _KNOWN.search(said) and value == _today(scene):
                announced = announced or value
                continue
            return value
    return announced


def _today(scene: Scene) -> str:
    return scene.prepared.day.isoformat() if scene.prepared.day else ""


def _is_near(scene: Scene, value: str) -> bool:
    """Whether a month or day lies in the months before the report."""
    day = scene.prepared.day
    if day is None or len(value) < 7:
        return False
    months = (day.year - int(value[:4])) * 12 + day.month - int(value[5:7])
    return 0 <= months <= _RECENT


def _of_action(scene: Scene, mention: DateMention) -> str:
    """What a date says of the operation in whose sentence it stands, or ""."""
    start = mention.span.start
    if _STRETCH.search(scene.text, max(0, start - 12), start) and not _is_of_late(scene, mention):
        return ""
    value = said_of(scene, mention)
    opening = _OPENING.search(scene.text, max(0, start - 18), start)
    return (
        value[:4] if opening and len(value) == 7 else value
    )  # "starting in May": not all of it was then
