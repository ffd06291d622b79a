"""The day of one telling: its own, that on which it is announced, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewatch.model.vocabulary import Modality
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import is_verb, verbs_above
from casewatch.reading.events.when import date_of, dates_within, is_of_report, said_of
from casewatch.reading.language.base import Parse
from casewatch.reading.text.sentences import Sentence

#: A paper or hearing that is only cited: the dates behind it are those of what it says.
_CITED = re.compile(
    r"\b(?:[Aa]ccording to|admitted in|as stated in|evidence presented at) [^,.;]{0,30}$"
)
#: What a release makes known in so many words is announced on its own day, where it gives no other.
_ANNOUNCED = re.compile(
    r"\bannounces? that\b|\bannounce[sd]? the (?:\w+ )?unsealing of\b", re.IGNORECASE
)
_UNSEALED = re.compile(r"\bunsealing of\b", re.IGNORECASE)
#: What is done by making it known: told in the present, it is done on the day of the report.
_BY_SAYING = frozenset({"sanction", "reward"})
#: So many first sentences can announce.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Day:
    """The date of a telling, its modality in the light of it, and marks for what is told beside it."""

    value: str | None
    modality: Modality
    marks: tuple[str, ...] = ()


def day_told(
    scene: Scene,
    sentence: Sentence,
    parse: Parse,
    index: int,
    hit: Hit,
    frame: str,
    modality: Modality,
    others: list[int],
) -> Day | None:
    """The day of the event that the token tells; None where a date to come makes it no event."""
    date = date_of(scene, parse, index, dates_within(scene, sentence.span), others)
    value = (said_of(scene, date) or None) if date else None
    start = hit.span.start
    if frame == "noun" and _CITED.search(scene.text[max(0, start - 40) : start]):
        value = None
    if modality == "asserted" and value and _is_ahead(scene, value):
        if frame != "noun":
            value = None
        else:
            modality = "expected"
    if modality == "expected" and frame == "noun" and not value and _by_will(parse, index):
        return None
    reported = date is not None and value and is_of_report(parse, index, date)
    by_saying = hit.type in _BY_SAYING and _is_now(parse, index)
    own = modality == "asserted" and date is None
    if own and (by_saying or _is_announced(scene, sentence, start)):
        day = scene.prepared.day
        value, reported = day.isoformat() if day else None, True
    return Day(value, modality, ("reported",) if reported else ())


def _is_now(parse: Parse, index: int) -> bool:
    """Whether the verb tells what is done as the report tells it ("is offering", "announces")."""
    token = parse.tokens[index]
    if not is_verb(token):
        return False
    aux = {parse.tokens[c].lower for c in parse.children[index] if parse.tokens[c].dep == "aux"}
    return bool(aux & {"is", "are"}) if token.tag == "VBG" else token.tag in ("VBZ", "VBP")


def _is_announced(scene: Scene, sentence: Sentence, start: int) -> bool:
    """Whether the release makes the event known in these words, at its head."""
    if sentence.index >= _LEAD:
        return False
    found = _ANNOUNCED.search(scene.text, sentence.start, start)
    if found is None:
        return False
    near = _UNSEALED.search(found.group()) is None or start - found.end() < 60
    return near and not scene.text.startswith(".", found.end())


def _by_will(parse: Parse, index: int) -> bool:
    """Whether only "will" sets a noun in the future ("the sentence will be determined by")."""
    for verb in verbs_above(parse, index)[:1]:
        below = {parse.tokens[c].lower for c in parse.children[verb]}
        return "will" in below and parse.tokens[verb].lower not in words("expected")
    return False


def _is_ahead(scene: Scene, value: str) -> bool:
    day = scene.prepared.day
    return day is not None and len(value) == 10 and value > day.isoformat()
