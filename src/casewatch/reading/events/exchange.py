"""Prisoner exchanges: one event for the exchange and the releases of each side with it."""

from __future__ import annotations

import re
from dataclasses import replace

from casewatch.model.spans import Span, trim
from casewatch.reading.events.exchanged import count_of_exchange, exchanged, is_told
from casewatch.reading.events.scene import SWAP, Scene, inside, swaps
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.when import common_part
from casewatch.reading.text.sentences import Sentence
from casewatch.reading.triggers import dateline_end

_WORD = re.compile(
    r"\b(?:swap(?:ped|s)?|exchanged?|deal|released?|freed|handed over|traded)\b", re.IGNORECASE
)
_AGO = re.compile(
    r"\b(?:previous|earlier|past|since|before|last|former)\b[^.]{0,40}$", re.IGNORECASE
)


def with_exchange(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with the exchange that the report tells, and its releases dated and sided."""
    quotes = tuple(s for s in swaps(scene.text) if is_told(scene, s))
    if not quotes:
        return tellings
    first = quotes[0]
    sentences = [s for s in scene.prepared.sentences if _WORD.search(scene.prepared.words(s))]
    tellings = [*tellings, *_let_go(scene, tellings)]
    freed = [t for t in tellings if t.type == "release" and t.modality == "asserted"]
    day = _day(scene, sentences)
    sided = {id(t): replace(t, date=t.date or day, parties=_side(scene, t)) for t in freed}
    kept = [sided.get(id(t), t) for t in tellings]
    at = scene.prepared.sentence_at(first.start)
    if at is None or _AGO.search(scene.text[at.start : first.start]):
        return kept
    who = tuple(dict.fromkeys(n for t in freed for n in t.who))
    parties = sorted({p for t in sided.values() for p in t.parties})
    if len(parties) < 2:
        parties = sorted({*parties, *_between(scene, sentences)})
    swap = Telling(
        "exchange", "asserted", trim(scene.text, first), first.start, at.index, who,
        count_of_exchange(scene), "named", "noun", day, parties=tuple(parties),
    )  # fmt: skip
    return sorted([*kept, swap], key=lambda t: t.at)


def _let_go(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """A release for each person who is told to go home and has none yet."""
    known = {n for t in tellings if t.type == "release" for n in t.who}
    found: dict[Span, tuple[str, ...]] = {}
    for name, span in exchanged(scene):
        if name not in known:
            known.add(name)
            found[span] = (*found.get(span, ()), name)
    tellings = []
    for span, names in found.items():
        at = scene.prepared.sentence_at(span.start)
        if at is not None:
            tellings.append(
                Telling(
                    "release", "asserted", span, span.start, at.index, names, None, "named", "verb"
                )
            )
    return tellings


def _day(scene: Scene, sentences: list[Sentence]) -> str | None:
    """The day of the exchange: the first full date of a sentence that speaks of it."""
    best = None
    for sentence in sentences:
        # The day of a dateline is that of the report.
        start = sentence.start + dateline_end(scene.prepared.words(sentence))
        for mention in inside(scene.dates, Span(start, sentence.end)):
            value = common_part(mention.value, mention.end)
            if len(value) == 10:
                return value
            best = best or (value if len(value) == 7 else None)
    return best


def _side(scene: Scene, telling: Telling) -> tuple[str, ...]:
    """The country that let them go: "held in X", else the one that is said to release."""
    sentence = scene.prepared.sentences[telling.sentence]
    for place in inside(scene.places, sentence.span):
        if place.kind != "country":
            continue
        before = scene.text[max(0, place.span.start - 22) : place.span.start].lower()
        if re.search(
            r"\b(?:held|jailed|imprisoned|detained|custody|prisons?)\b(?: \w+){0,2} $", before
        ):
            return (place.country,)
    for place in inside(scene.places, Span(sentence.start, max(sentence.start, telling.at))):
        between = scene.text[place.span.end : telling.at]
        if place.kind == "country" and len(between) < 30 and "," not in between:
            return (place.country,)
    return ()


def _between(scene: Scene, sentences: list[Sentence]) -> list[str]:
    """The countries of "between X and Y" in the sentences that speak of the exchange."""
    for sentence in sentences:
        if not SWAP.search(scene.prepared.words(sentence)):
            continue
        named = inside(scene.places, sentence.span)
        for i, place in enumerate(named[:-1]):
            before = scene.text[max(0, place.span.start - 14) : place.span.start].lower()
            gap = scene.text[place.span.end : named[i + 1].span.start]
            if "between" in before and gap.strip() in ("and", "and the"):
                return [place.country, named[i + 1].country]
    return []
