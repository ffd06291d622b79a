"""The events of a report: triggers, then participants, modality, date and term, then merging."""

from __future__ import annotations

import re

from casewatch.model.reading import Event
from casewatch.model.spans import Span
from casewatch.reading.cast import Cast
from casewatch.reading.events.attacks import attack_told, weigh
from casewatch.reading.events.counts import with_days, with_parts
from casewatch.reading.events.exchange import with_exchange
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.lists import with_lists
from casewatch.reading.events.merge import merge
from casewatch.reading.events.modality import modality_of
from casewatch.reading.events.participants import Who
from casewatch.reading.events.people import people_of
from casewatch.reading.events.places import country_at, handed_over, place_of
from casewatch.reading.events.prison import term_after, with_maxima
from casewatch.reading.events.quote import quote_of
from casewatch.reading.events.rare import rare_event
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.seized import thing_event
from casewatch.reading.events.shared_days import with_shared_days
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.tree import is_verb, token_at, verbs_above
from casewatch.reading.events.victims import with_victims
from casewatch.reading.events.when import date_of, dates_within, is_of_report, said_of
from casewatch.reading.language.base import Parse
from casewatch.reading.offences import offences_in
from casewatch.reading.prepared import Prepared
from casewatch.reading.text.sentences import Sentence

_THINGS = frozenset({"seizure", "takedown", "forfeiture", "search"})
_SKIPPED = frozenset({"appeal"})
_RARE = frozenset({"accusation", "reward", "death"})
_NAMELESS = frozenset(
    {
        "reward",
        "arrest",
        "charge",
        "sanction",
        "trial",
        "release",
        "seizure",
        "takedown",
        "search",
        "forfeiture",
    }
)
_OFFENCES = frozenset({"charge", "plea", "conviction", "sentence", "arrest"})


#: What a reward is offered for has not happened.
_SOUGHT = re.compile(
    r"\binformation (?:leading|that (?:leads|may lead|could lead|would lead)) to\b"
)
#: How far before the trigger, in code points, that may stand.
_BEFORE = 70
#: A paper or hearing that is only cited: the dates behind it are those of what it says.
_CITED = re.compile(
    r"\b(?:[Aa]ccording to|admitted in|as stated in|evidence presented at) [^,.;]{0,30}$"
)


def find_events(prepared: Prepared, cast: Cast) -> tuple[Event, ...]:
    """One event for each distinct happening to a distinct set of people."""
    scene = Scene(prepared, cast)
    tellings = with_parts(scene, weigh(with_victims(scene, find_tellings(scene))))
    tellings = with_lists(scene, tellings)
    tellings = with_shared_days(scene, with_maxima(scene, tellings))
    tellings = with_days(scene, tellings)
    return merge(with_exchange(scene, tellings))


def find_tellings(scene: Scene) -> list[Telling]:
    """Every place where an event is told, in the order of the text."""
    found: list[Telling] = []
    for index, triggers in scene.hits.items():
        sentence, parse = scene.prepared.sentences[index], scene.prepared.parses[index]
        for hit in triggers:
            telling = _told(scene, sentence, parse, hit, list(triggers), found)
            if telling is not None:
                found.append(telling)
    return found


def _told(
    scene: Scene,
    sentence: Sentence,
    parse: Parse,
    hit: Hit,
    triggers: list[Hit],
    earlier: list[Telling],
) -> Telling | None:
    token = token_at(parse, hit.span.start)
    others = [h.span.start for h in triggers if h is not hit]
    if token is None or hit.type in _SKIPPED:
        return None
    if _SOUGHT.search(scene.text[max(0, hit.span.start - _BEFORE) : hit.span.start]):
        return None
    if "noun" in hit.frames and not is_verb(token):
        token = token_at(parse, hit.span.end - 1) or token
    if token.dep in ("aux", "auxpass"):
        token = parse.tokens[token.head]
    modality = modality_of(parse, token.index, hit.type)
    if hit.type == "trial" and hit.words.startswith("await"):
        modality = "expected"
    if hit.type == "extradition" and hit.frames == ("self",) and modality == "asserted":
        modality = "expected"  # "faces extradition"
    if modality in ("possible", "denied"):
        return None
    if hit.type == "attack":
        return attack_told(scene, sentence, parse, hit, others) if modality == "asserted" else None
    who: Who
    if hit.type in _RARE:
        rare = rare_event(scene, sentence, parse, token.index, hit)
        if rare is None:
            return None
        who, frame = rare
    elif hit.type in _THINGS:
        thing = thing_event(scene, parse, token.index, hit)
        if thing is None:
            return None
        who, frame = thing
    else:
        people = people_of(scene, parse, token.index, hit, modality, earlier)
        if people is None:
            return None
        who, frame = people
    if hit.type == "charge" and not who.names and not who.count and who.how == "bare":
        return None
    if modality == "expected" and frame == "noun" and hit.words in ("sentence", "sentences"):
        return None
    if hit.type == "trial" and "pending" in scene.text[max(0, hit.span.start - 9) : hit.span.start]:
        return None
    if hit.type == "release" and not who.names and not who.count:
        return None
    if not who.names and (hit.type not in _NAMELESS or who.how == "none"):
        return None
    within = dates_within(scene, sentence.span)
    date = date_of(scene, parse, token.index, within, others)
    value = said_of(scene, date) or None if date else None
    if frame == "noun" and _CITED.search(scene.text[max(0, hit.span.start - 40) : hit.span.start]):
        value = None
    if modality == "asserted" and value and _is_ahead(scene, value):
        if frame != "noun":
            value = None
        else:
            modality = "expected"
    if modality == "expected" and frame == "noun" and not value and _by_will(parse, token.index):
        return None
    term = None
    if hit.type == "sentence":
        if modality == "asserted":
            term = term_after(scene, sentence, hit, others)
        loose = frame == "noun" or hit.words in words("given")
        if loose and term is None and modality == "asserted":
            return None
    legal = [h.span.start for h in triggers if h is not hit and h.type != "attack"]
    place = place_of(scene, sentence, hit, legal)
    parties: tuple[str, ...] = ()
    if hit.type == "extradition":
        asking, giving = handed_over(scene, sentence, hit, legal)
        giving = giving or next(
            (
                t.country
                for t in reversed(earlier)
                if t.type == "arrest" and set(t.who) & set(who.names) and t.country
            ),
            "",
        )
        parties = tuple(
            c for c in (asking or (scene.home if scene.home != giving else ""), giving) if c
        )
    country = country_at(scene, Span(hit.span.end, min(sentence.end, hit.span.end + 60)))
    offences = offences_in(scene.prepared.words(sentence)) if hit.type in _OFFENCES else ()
    marks = ("further",) if hit.type == "charge" and _is_further(parse, token.index, who) else ()
    if date is not None and value and is_of_report(parse, token.index, date):
        marks = (*marks, "reported")
    return Telling(
        hit.type, modality, quote_of(scene, parse, token.index, hit), hit.span.start, sentence.index,
        who.names, who.count, who.how, frame, value, place, term, None, parties, offences, country,
        marks=marks,
    )  # fmt: skip


def _is_further(parse: Parse, index: int, who: Who) -> bool:
    """Whether somebody named is charged with something more than the others."""
    below = {parse.tokens[c].lower for c in parse.children[index]}
    return (
        is_verb(parse.tokens[index])
        and who.how == "named"
        and "with" in below | {"with" if below & {"also", "additionally", "further"} else ""}
    )


def _by_will(parse: Parse, index: int) -> bool:
    """Whether only "will" sets a noun in the future ("the sentence will be determined by")."""
    for verb in verbs_above(parse, index)[:1]:
        below = {parse.tokens[c].lower for c in parse.children[verb]}
        return "will" in below and parse.tokens[verb].lower not in words("expected")
    return False


def _is_ahead(scene: Scene, value: str) -> bool:
    day = scene.prepared.day
    return day is not None and len(value) == 10 and value > day.isoformat()
