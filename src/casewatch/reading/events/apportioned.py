"""What one sentence tells of several, to each his own: "respectively", and verbs left out.

"A and B were sentenced to 60 and 48 months, respectively"; "A was sentenced to seven years, B to
five and C to two"; "A pleaded guilty on May 3 and B on June 5".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from casewatch.model.spans import Span
from casewatch.reading import numbers
from casewatch.reading.cast import Mention
from casewatch.reading.events.lexicon import Hit
from casewatch.reading.events.scene import Scene, inside
from casewatch.reading.events.telling import Telling

_OWN = frozenset({"plea", "sentence", "arrest", "conviction", "charge", "extradition"})
_TERMS = re.compile(r"((?:\b[\w-]{1,12},? (?:and )?){1,8})(months|years)\b")
#: What stands between a name and his own term or day where the verb is left out.
_AGE = r"(?:,? (?:\(\d{2}\)|aged \d{2},?|\d{2},?))?(?: of [^,;]{2,40},)?,?"
_TO = re.compile(rf"{_AGE} (?:to|for|with|received|got|was given|was handed) (?:an? |a total of )?")
_ON = re.compile(rf"{_AGE} (?:(?:followed|did so) )?(?:on|in) (?:the )?")
#: How far behind the name, in code points, that may begin.
_GAP = 70

#: How far behind a term, in code points, its own day may end ("to 40 months in 2019").
_DAY_BEHIND = 24

#: So many tellings of one sentence are compared.
_MOST = 50
#: How far behind the verb, in code points, the colon of a series may stand.
_COLON = 40

_Valued = tuple[Span, str]


def apportioned(scene: Scene, tellings: list[Telling]) -> list[Telling]:
    """`tellings` with each one's own term or day where a sentence gives them in turn."""
    told: dict[tuple[int, str], list[Telling]] = defaultdict(list)
    for telling in tellings:
        told[telling.sentence, telling.type].append(telling)
    found: list[Telling] = []
    for telling in tellings:
        like = told[telling.sentence, telling.type]
        own = _in_turn(scene, telling, like) if telling.type in _OWN else []
        if own or telling.who:
            found += own or _respectively(scene, telling)
        elif telling.type != "sentence" or telling.count:
            found.append(telling)
    return found


def tells_in_turn(scene: Scene, hit: Hit) -> bool:
    """Whether a colon behind a verb leads to each one's own ("were sentenced earlier: A to …")."""
    return hit.type == "sentence" and ": " in scene.text[hit.span.end : hit.span.end + _COLON]


def _in_turn(scene: Scene, telling: Telling, like: list[Telling]) -> list[Telling]:
    """One telling for each name behind which his own term or day stands without a verb."""
    sentence = scene.prepared.sentences[telling.sentence]
    after = Span(telling.at, sentence.end)
    if telling.modality != "asserted":
        return []
    named = [m for m in scene.cast.within(after, "person") if scene.concerns(m.name)]
    if not named or (len(named) < 2 and telling.who == (named[0].name,)):
        return []
    own = {name for t in like[:_MOST] if t is not telling for name in t.who}
    pairs = [(m, v) for m, v in _pairs(scene, telling, named, after) if m.name not in own]
    if not pairs:
        return []
    others_left = {m.name for m, _ in pairs}
    first = tuple(n for n in telling.who if n not in others_left)
    parts = [replace(telling, who=first)] if first else []
    for mention, (span, said) in pairs:
        part = replace(
            telling,
            who=(mention.name,),
            how="named",
            at=mention.span.start,
            span=Span(mention.span.start, span.end),
        )
        term = telling.type == "sentence"
        if not term:
            parts.append(replace(part, date=said))
            continue
        behind = inside(scene.dates, Span(span.end, span.end + _DAY_BEHIND))
        date = (behind[0].common or None) if behind else telling.date
        parts.append(replace(part, term_months=int(said), date=date))
    return parts


def _pairs(
    scene: Scene, telling: Telling, named: Sequence[Mention], after: Span
) -> list[tuple[Mention, _Valued]]:
    """The names each with the term or day right behind it."""
    values: list[_Valued]
    if telling.type == "sentence":
        terms = inside(scene.terms, after)
        values = [(t.span, str(t.months)) for t in terms if t.kind in ("imposed", "plain")]
    else:
        values = [(d.span, d.value) for d in inside(scene.dates, after) if not d.end]
    link = _TO if telling.type == "sentence" else _ON
    found = []
    for mention in named:
        for value in values:
            end = mention.span.end
            if 0 < value[0].start - end < _GAP and link.fullmatch(scene.text, end, value[0].start):
                found.append((mention, value))
                break
    return found


def _respectively(scene: Scene, telling: Telling) -> list[Telling]:
    """One telling for each where "respectively" gives each his own day or term."""
    if len(telling.who) < 2 or telling.type not in ("plea", "sentence", "arrest", "conviction"):
        return [telling]
    sentence = scene.prepared.sentences[telling.sentence]
    said = scene.prepared.words(sentence)
    if "respectively" not in said:
        return [telling]
    size = len(telling.who)
    days = [d.value for d in inside(scene.dates, sentence.span) if not d.end]
    terms = _terms(scene, sentence.span) if telling.type == "sentence" else []
    parts = [replace(telling, who=(name,), how="named") for name in telling.who]
    if len(days) == size:
        parts = [replace(p, date=d) for p, d in zip(parts, days, strict=True)]
    if len(terms) == size:
        parts = [replace(p, term_months=m) for p, m in zip(parts, terms, strict=True)]
    return parts if size in (len(days), len(terms)) else [telling]


def _terms(scene: Scene, span: Span) -> list[int]:
    """The terms of "60 and 48 months" or "five years and 30 months", in order."""
    whole = [t.months for t in inside(scene.terms, span) if t.kind in ("imposed", "plain")]
    for match in _TERMS.finditer(scene.text, span.start, span.end):
        values = [numbers.value(w) for w in re.findall(r"[\w-]+", match[1])]
        months = [int(v * (12 if match[2] == "years" else 1)) for v in values if v]
        if len(months) > max(1, len(whole)):
            return months
    return whole
