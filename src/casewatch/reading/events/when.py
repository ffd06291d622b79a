"""When an event was: the date of its sentence that hangs on its trigger."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.dates import DateMention
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import is_verb, token_at
from casewatch.reading.language.base import Parse

#: Verbs that only carry a happening to its day ("returned on", "scheduled for").
_CARRIERS = frozenset(
    "filed returned unsealed dated entered scheduled set held made took occurred issued handed "
    "announced continued began accepted executed conducted carried planned slated due following".split()
)
#: Least score with which a date belongs to a trigger, and the distance that nearness alone allows.
_LEAST, _NEAR = 20, 60


def common_part(value: str, end: str | None) -> str:
    """What the ends of a range share: `2024-05-27` and `2024-05-29` give `2024-05`."""
    if end is None or end == value:
        return value
    for length in (7, 4):
        if len(value) >= length and len(end) >= length and value[:length] == end[:length]:
            return value[:length]
    return ""


def dates_within(scene: Scene, span: Span) -> list[DateMention]:
    """The dates that lie within `span`."""
    return [d for d in scene.dates if span.holds(d.span)]


def date_of(
    scene: Scene, parse: Parse, index: int, dates: list[DateMention], others: list[int]
) -> DateMention | None:
    """The date of the event told by the token; `others` are the offsets of other triggers."""
    best: tuple[int, int, int] | None = None
    chosen: DateMention | None = None
    for order, mention in enumerate(dates):
        score = _score(parse, index, mention, others)
        distance = abs(mention.span.start - parse.tokens[index].start)
        if score >= _LEAST and (best is None or (score, -distance, -order) > best):
            best, chosen = (score, -distance, -order), mention
    return chosen


def _score(parse: Parse, index: int, mention: DateMention, others: list[int]) -> int:
    start = token_at(parse, mention.span.start)
    trigger = parse.tokens[index]
    if start is None:
        return 0
    path = _path(parse, start.index)
    inside = {i for i in path if mention.span.start <= parse.tokens[i].start < mention.span.end}
    nouns = verbs = 0
    above = _path(parse, index)
    governor = next((i for i in above[1:] if is_verb(parse.tokens[i])), None)
    first = None
    for i in path:
        token = parse.tokens[i]
        if i == index:
            return 100 - 12 * nouns - 90 * verbs
        if i == governor and verbs == 0:
            return (75 if not is_verb(trigger) else 45 if _leads(parse, mention, i) else 0) - 12 * nouns
        if i in inside:
            continue
        if is_verb(token):
            verbs += not (token.lower in _CARRIERS and not is_verb(trigger))
            first = i if first is None else first
        elif token.tag.startswith("NN"):
            nouns += 1
    if first is not None and first in above and _leads(parse, mention, first):
        return 40
    low, high = sorted((mention.span.start, trigger.start))
    if high - low < _NEAR and not any(low < o < high for o in others):
        return 25
    return 0


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
