"""Where an event was, and between which countries somebody was handed over."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import Hit
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.places import PlaceMention
from casewatch.reading.text.sentences import Sentence

_AT = ("in ", "at ", "from ", "to ", "of ", "the ")


def places_after(
    scene: Scene, sentence: Sentence, hit: Hit, others: list[int]
) -> list[PlaceMention]:
    """The places named after the trigger, up to the next one, in the sentence."""
    stop = min([o for o in others if o > hit.span.start] + [sentence.end])
    return [
        p
        for p in inside(scene.places, Span(hit.span.end, max(stop, hit.span.end)))
        if p.kind != "demonym"
    ]


def place_of(scene: Scene, sentence: Sentence, hit: Hit, others: list[int]) -> str | None:
    """The place phrase of the event ("New Haven, Connecticut"), or None."""
    found = places_after(scene, sentence, hit, others)
    text = scene.text
    for i, place in enumerate(found):
        before = text[max(0, place.span.start - 24) : place.span.start].lower()
        if not before.endswith(("in ", "in the ", "at ", "in federal court in ")):
            continue
        end = place.span.end
        for further in found[i + 1 : i + 3]:
            if text[end : further.span.start] != ", ":
                break
            end = further.span.end
        return text[place.span.start : end]
    return None


def handed_over(scene: Scene, sentence: Sentence, hit: Hit, others: list[int]) -> tuple[str, str]:
    """The countries (requesting, surrendering) that the words after the trigger name, "" for none."""
    asking = giving = ""
    for place in places_after(scene, sentence, hit, others):
        before = scene.text[max(0, place.span.start - 9) : place.span.start].lower().strip()
        before = before.removesuffix("the").strip()
        if before.endswith("from") and not giving:
            giving = place.country
        elif before.endswith("to") and not asking:
            asking = place.country
    return asking, giving


def country_at(scene: Scene, span: Span) -> str:
    """The first country of a place named within `span`, or ""."""
    for place in inside(scene.places, span):
        if place.kind != "demonym":
            return place.country
    return ""
