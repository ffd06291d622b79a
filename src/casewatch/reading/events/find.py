"""The events of a report: triggers, then participants, modality, date and term, then merging."""

from __future__ import annotations

from casewatch.model.reading import Event
from casewatch.model.spans import Span
from casewatch.reading.cast import Cast
from casewatch.reading.events.apportioned import tells_in_turn
from casewatch.reading.events.attackers import is_hackers_doing
from casewatch.reading.events.attacks import attack_told, weigh
from casewatch.reading.events.counts import with_days, with_parts
from casewatch.reading.events.exchange import with_exchange
from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.lists import with_lists
from casewatch.reading.events.merge import merge
from casewatch.reading.events.modality import modality_of
from casewatch.reading.events.people import people_of
from casewatch.reading.events.places import country_at, handed_over, place_of
from casewatch.reading.events.prison import term_after, with_maxima
from casewatch.reading.events.quote import quote_of
from casewatch.reading.events.rare import rare_event
from casewatch.reading.events.referred import is_somebody
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.seized import thing_event
from casewatch.reading.events.shared_days import with_shared_days
from casewatch.reading.events.telling import Telling
from casewatch.reading.events.told_days import day_told
from casewatch.reading.events.tree import is_verb, token_at
from casewatch.reading.events.untold import (
    is_bare_heading,
    is_general,
    is_habit,
    is_record,
    is_sought,
)
from casewatch.reading.events.victims_known import with_victims
from casewatch.reading.events.who import Who
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
#: Told of somebody without a name only where no name is near that might be meant.
_ONES_OWN = frozenset({"plea", "sentence", "conviction", "extradition"})
_OFFENCES = frozenset({"charge", "plea", "conviction", "sentence", "arrest"})


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
    if is_sought(scene, sentence, hit):
        return None
    if "noun" in hit.frames and not is_verb(token):
        token = token_at(parse, hit.span.end - 1) or token
    if token.dep in ("aux", "auxpass"):
        token = parse.tokens[token.head]
    if is_habit(scene, sentence, parse, token.index, hit.type):
        return None
    modality = modality_of(parse, token.index, hit.type)
    if hit.type == "trial" and hit.words.startswith("await"):
        modality = "expected"
    if hit.type == "extradition" and hit.frames == ("self",) and modality == "asserted":
        modality = "expected"  # "faces extradition"
    if modality in ("possible", "denied"):
        return None
    if hit.type == "attack" or is_hackers_doing(scene, parse, token.index, hit):
        if modality != "asserted":
            return None
        return attack_told(scene, sentence, parse, hit, others, earlier)
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
        if modality == "asserted" and is_general(scene, sentence, parse, token.index, who):
            return None
    else:
        people = people_of(scene, parse, token.index, hit, modality, earlier)
        if people is None:
            return None
        who, frame = people
    if hit.type == "charge" and not who.names and not who.count and who.how == "bare":
        return None
    if frame == "noun" and is_bare_heading(scene, sentence, parse, who):
        return None
    if modality == "expected" and frame == "noun" and hit.words in ("sentence", "sentences"):
        return None
    if hit.type == "trial" and "pending" in scene.text[max(0, hit.span.start - 9) : hit.span.start]:
        return None
    if hit.type == "release" and not who.names and not who.count:
        return None
    ones_own = hit.type in _ONES_OWN and frame != "noun"
    ones_own = ones_own and (is_somebody(scene, sentence, who) or tells_in_turn(scene, hit))
    if not who.names and (hit.type not in _NAMELESS or who.how == "none") and not ones_own:
        return None
    day = day_told(scene, sentence, parse, token.index, hit, frame, modality, others)
    if day is None or is_record(scene, sentence, who):
        return None
    value, modality = day.value, day.modality
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
    marks = (*marks, *day.marks)
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
