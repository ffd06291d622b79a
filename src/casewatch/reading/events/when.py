"""When an event was: the date of its sentence that hangs on its trigger."""

from __future__ import annotations

import re
from datetime import timedelta

from casewatch.model.spans import Span
from casewatch.reading.dates import DateMention
from casewatch.reading.events.lexicon import words
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.tree import is_verb, token_at, verbs_above
from casewatch.reading.language.base import Parse, Token

#: Least score with which a date belongs to a trigger, and the distance that nearness alone allows.
_LEAST, _NEAR = 20, 60
#: No date farther off, in code points, is that of an event; it bounds the work on endless sentences.
_FAR = 2000
#: Beginnings of nouns for papers that charge: the day of an arrest "on an indictment" is not theirs.
_PAPERS = ("indict", "complaint", "charge")
#: Beginnings of verbs behind which a crime is told with its own day.
_ACCUSING = (
    "charg",
    "indict",
    "accus",
    "plead",
    "pled",
    "convict",
    "sentenc",
    "arrest",
    "sanction",
    "blam",
)
#: A day that owns what follows it: "today's guilty plea".
_OWNING = re.compile(r"\b(today|yesterday)['’]s (?:[\w-]{1,20} ){0,3}$", re.IGNORECASE)


def common_part(value: str, end: str | None) -> str:
    """What the ends of a range share: `2024-05-27` and `2024-05-29` give `2024-05`."""
    if end is None or end == value:
        return value
    for length in (7, 4):
        if len(value) >= length and len(end) >= length and value[:length] == end[:length]:
            return value[:length]
    return ""


def said_of(scene: Scene, mention: DateMention) -> str:
    """What the mention says of an event that happened: a range that runs on ends with the report.

    "This week" of a report of 3 April begins in March or April, and its days to come do not count.
    """
    day, end = scene.prepared.day, mention.end
    if day is not None and end is not None and len(mention.value) == len(end) == 10:
        today = day.isoformat()
        if mention.value <= today < end:
            end = today
            if mention.value == today:
                return today[:7]
    return common_part(mention.value, end)


def dates_within(scene: Scene, span: Span) -> list[DateMention]:
    """The dates that lie within `span`."""
    return inside(scene.dates, span)


def date_of(
    scene: Scene, parse: Parse, index: int, dates: list[DateMention], others: list[int]
) -> DateMention | None:
    """The date of the event told by the token; `others` are the offsets of other triggers."""
    owned = _owned(scene, parse.tokens[index].start)
    if owned is not None:
        return owned
    best: tuple[int, int, int] | None = None
    chosen: DateMention | None = None
    at = parse.tokens[index].start
    others = [o for o in others if abs(o - at) < 2 * _FAR]
    for order, mention in enumerate(dates):
        if abs(mention.span.start - at) > _FAR:
            continue
        score = _score(parse, index, mention, others)
        distance = abs(mention.span.start - parse.tokens[index].start)
        if score >= _LEAST and (best is None or (score, -distance, -order) > best):
            best, chosen = (score, -distance, -order), mention
    return chosen


def _owned(scene: Scene, at: int) -> DateMention | None:
    """The report's day or the day before, where the words before `at` own it ("today's arrest")."""
    day = scene.prepared.day
    found = _OWNING.search(scene.text, max(0, at - 80), at) if day else None
    if found is None or day is None:
        return None
    told = day if found[1].lower() == "today" else day - timedelta(days=1)
    return DateMention(Span(*found.span(1)), told.isoformat())


def _score(parse: Parse, index: int, mention: DateMention, others: list[int]) -> int:
    start = token_at(parse, mention.span.start)
    trigger = parse.tokens[index]
    if trigger.dep == "conj" and not is_verb(trigger):
        before = parse.tokens[trigger.head]
        if start is not None and start.head == before.index and start.index < before.index:
            return 90
    if _is_said(parse, mention) and trigger.lower not in words("reports"):
        return 40
    if _adjoins(parse, mention, trigger.start):
        return 105
    if any(_adjoins(parse, mention, o) for o in others):
        return 0
    if start is None:
        return 0
    path = _path(parse, start.index)
    inside = {i for i in path if mention.span.start <= parse.tokens[i].start < mention.span.end}
    if _clause_of_when(parse, index) in inside:
        return 100
    nouns, verbs = 0, 0.0
    above = _path(parse, index)
    governor = next((i for i in above[1:] if is_verb(parse.tokens[i])), None)
    first = None
    for i in path:
        token = parse.tokens[i]
        if i == index:
            score = int(100 - 12 * nouns - 90 * verbs)
            return max(score, 30) if verbs == 0.5 and _closes(parse, mention, first) else score
        if i == governor and verbs == 0:
            if token.lower in words("reports") and nouns == 0:
                return 40
            if token.start in others and trigger.lower.startswith(_PAPERS):
                return 0
            return (
                75 if not is_verb(trigger) else 45 if _leads(parse, mention, i) else 0
            ) - 12 * nouns
        if i in inside:
            continue
        if is_verb(token):
            if not (token.lower in words("carriers") and not is_verb(trigger)):
                verbs += 1 if token.tag not in ("VBG", "VBN") or token.start in others else 0.5
            first = i if first is None else first
        elif token.tag.startswith("NN"):
            if (
                nouns == 0
                and token.lower in words("crime")
                and _is_of_crime(trigger, token, mention)
            ):
                return 0  # "charged with the July attack"
            nouns += 1
    reported = first is not None and parse.tokens[first].lower in words("reports")
    if first is not None and first in above and (_leads(parse, mention, first) or reported):
        return 40
    if first is not None and nouns == 0 and parse.tokens[first].start in others:
        return 0
    low, high = sorted((mention.span.start, trigger.start))
    joined = any(t.lower in ("and", "but", "after") for t in parse.tokens if low < t.start < high)
    if high - low < _NEAR and not joined and not any(low < o < high for o in others):
        return 25
    return 0


def _is_of_crime(trigger: Token, crime: Token, mention: DateMention) -> bool:
    """Whether a date on a crime is not that of what the law did about it."""
    low = trigger.lower
    return low.startswith(_ACCUSING) or (
        low.startswith("arrest") and mention.span.end < crime.start
    )


def _adjoins(parse: Parse, mention: DateMention, offset: int) -> bool:
    """Whether the date stands right before the trigger ("and, on May 3, was sentenced")."""
    if not 0 < offset - mention.span.end < 26:
        return False
    between = [t for t in parse.tokens if mention.span.end <= t.start < offset]
    if not all(t.lower in words("between_date_and_verb") or t.tag == "NNP" for t in between):
        return False
    if any(t.text == "," for t in between) and not _set_off(parse, mention):
        return False
    return bool(between) and any(
        t.tag in ("VBD", "VBZ", "VBP", "PRP", "NNP") or t.text == "," for t in between
    )


def _set_off(parse: Parse, mention: DateMention) -> bool:
    """Whether a comma or "and" stands before the date and its preposition, or nothing does."""
    for token in reversed([t for t in parse.tokens if t.start < mention.span.start]):
        if token.tag != "IN" and token.lower not in ("or", "about"):
            return token.text == "," or token.lower in ("and", "but", "then")
    return True


def _is_said(parse: Parse, mention: DateMention) -> bool:
    """Whether the date stands right behind a verb of saying ("said on Thursday they had …")."""
    for token in reversed([t for t in parse.tokens if t.start < mention.span.start]):
        if token.tag != "IN":
            return token.tag.startswith("VB") and token.lower in words("reports") - {"unsealed"}
    return False


def _closes(parse: Parse, mention: DateMention, verb: int | None) -> bool:
    """Whether a full date ends the sentence behind a participle that only describes a thing."""
    if verb is None or len(mention.value) != 10 or mention.end:
        return False
    last = [t for t in parse.tokens if t.start >= mention.span.end and t.text not in ".,;"]
    return not last and parse.tokens[verb].lower in words("stative")


def is_of_report(parse: Parse, index: int, mention: DateMention) -> bool:
    """Whether the date is that of a verb of making known ("announced today") and not the event's."""
    start = token_at(parse, mention.span.start)
    if start is None or parse.tokens[index].lower in words("reports"):
        return False
    if _is_said(parse, mention):
        return True
    verb = next((v for v in verbs_above(parse, start.index)), None)
    return verb is not None and verb != index and parse.tokens[verb].lower in words("reports")


def _clause_of_when(parse: Parse, index: int) -> int | None:
    """The token of "until February 2030, when police arrested him" on which the clause hangs."""
    for verb in verbs_above(parse, index)[:2]:
        token = parse.tokens[verb]
        if token.dep == "relcl":
            begins = min(parse.children[verb], default=verb)
            led = parse.tokens[begins].lower == "when"
            return token.head if led else None
    return None


def _leads(parse: Parse, mention: DateMention, verb: int) -> bool:
    return mention.span.start < parse.tokens[verb].start


def _path(parse: Parse, index: int) -> list[int]:
    found = [index]
    for _ in range(25):
        head = parse.tokens[found[-1]].head
        if head == found[-1]:
            break
        found.append(head)
    return found
