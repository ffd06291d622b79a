"""Whose alias it is: the person beside the cue, or the one of whom the sentence speaks."""

from __future__ import annotations

import re
from bisect import bisect_right

from casewatch.model.spans import Span
from casewatch.reading.people.aliases import (
    alias_before,
    aliases_after,
    distinct,
    find_cues,
    foreign_after,
)
from casewatch.reading.people.evidence import Sight
from casewatch.reading.people.join import Draft
from casewatch.reading.people.naming import parts
from casewatch.reading.people.words import plain
from casewatch.reading.prepared import Prepared

#: How far before a cue its person may be named, in code points.
REACH = 160
_PRONOUN = re.compile(r"\b(?:he|she|who|his|her|they)\b[^.;]{0,40}$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?!aged|alleged|based|accused|suspected|named|charged|indicted|identified|so-called)\w{3,}ed\b|\b(?:ran|sold|stole|built|led|met|set)\b"
)
_THING = re.compile(
    r"\b(?:group|gang|malware|botnet|ransomware|marketplace|market|forum|website|site|company|firm|"
    r"trojan|software|tool|program|platform|service|scheme|organi[sz]ation|ring|crew|network|"
    r"unit|team|collective|cell|entity|actors?|substance|pill|campaign|operation|vulnerability|app|currency|"
    r"attack|method|technique|virus|worm|exchange|drug|victim|drugs|card|cards)s?[\s,(–—]*$",
    re.IGNORECASE,
)
#: What is told behind these is told of something else, or of several.
_OTHERS = re.compile(r"\b(?:were|are|been|belongs?|part|members?|that|which)\b")
_LAST_CAPITAL = re.compile(r"(?P<before>\w+,?\s|,\s|^)(?:[A-Z][\w.'’-]*\s?){1,4}[\s,()–—]*$")
_PLACE_BEFORE = re.compile(r"(?:of|from|in|near),?\s$|,\s$|^$")


def attach_aliases(prepared: Prepared, drafts: list[Draft]) -> list[Draft]:
    """Give each alias to its person; drop the drafts that are nothing but somebody's alias."""
    text = prepared.text
    owner = {s.run.span: d for d in drafts for s in [*d.sights, *d.singles]}
    spans = sorted(owner)
    several = [d for d in drafts if len(d.sights) + len(d.singles) > 1]
    settled = frozenset(s.run.span.start for d in several for s in d.sights)
    taken: list[Span] = []
    for cue in find_cues(text):
        if taken and cue.span.start < taken[-1].end:
            continue
        found, end = aliases_after(text, cue.span.end, settled)
        if not found:
            continue
        draft = _owner(prepared, cue.span, cue.tight, end, spans, owner)
        if draft is not None:
            _give(text, draft, found)
            taken.append(Span(cue.span.start, end))
    for draft in drafts:
        for sight in draft.sights:
            _give(text, draft, sight.run.nicknames)
            if (other := foreign_after(text, sight.run.span.end)) is not None:
                _give(text, draft, (other,))
            if (other := alias_before(text, sight.run.span.start)) is not None:
                _give(text, draft, (other,))
    return _without_aliases(drafts, taken)


def _give(text: str, draft: Draft, spans: tuple[Span, ...]) -> None:
    own = set(parts(draft.words))
    for value, places in distinct(text, spans).items():
        words = {p for w in value.split() for p in plain(w).split("-")}
        if words <= own:
            continue
        known = {plain(k).replace(" ", ""): k for k in draft.aliases}
        value = known.get(plain(value).replace(" ", ""), value)
        places = [p for p in places if p.text_of(text) == value]
        draft.aliases.setdefault(value, []).extend(places)


def _owner(
    prepared: Prepared,
    cue: Span,
    tight: bool,
    end: int,
    spans: list[Span],
    owner: dict[Span, Draft],
) -> Draft | None:
    text = prepared.text
    sentence = prepared.sentence_at(cue.start)
    begin = max(sentence.start if sentence else 0, cue.start - REACH * 2)
    at = bisect_right(spans, cue.start, key=lambda s: s.start) - 1
    if at >= 0 and spans[at].end <= cue.start and spans[at].start >= begin:
        gap = text[spans[at].end : cue.start]
        if "\n" not in gap and (_clean(gap) if tight else len(gap) <= REACH):
            return owner[spans[at]]
        if tight and not _PRONOUN.search(gap):
            return None
    if _PRONOUN.search(text[begin : cue.start]) and at >= 0 and spans[at].end <= cue.start:
        near = [s for s in spans[max(0, at - 6) : at + 1] if s.start > cue.start - 400]
        return owner[_subject(prepared, near)] if near else None
    if not tight and at + 1 < len(spans):
        following = spans[at + 1]
        if sentence and end <= following.start < min(sentence.end, end + 60):
            return owner[following]
    return None


def _subject(prepared: Prepared, spans: list[Span]) -> Span:
    """The first name of the last sentence that has any: its subject, as a rule."""
    last = prepared.sentence_at(spans[-1].start)
    return next((s for s in spans if last and s.start >= last.start), spans[-1])


def _clean(gap: str) -> bool:
    """Whether nothing stands between a name and its cue but age, place, nationality or calling."""
    if len(gap) > REACH or _VERB.search(gap) or _THING.search(gap):
        return False
    if re.match(r"['’]s\b", gap) or _OTHERS.search(gap):
        return False
    capital = _LAST_CAPITAL.search(gap)
    return capital is None or bool(_PLACE_BEFORE.search(capital.group("before")))


def _without_aliases(drafts: list[Draft], taken: list[Span]) -> list[Draft]:
    """`taken` are in order, without overlap."""

    def free(sight: Sight) -> bool:
        i = bisect_right(taken, sight.run.span.start, key=lambda t: t.start) - 1
        return i < 0 or not taken[i].holds(sight.run.span)

    values = {tuple(parts(v.split())): d for d in drafts for v in d.aliases}
    kept = []
    for draft in drafts:
        draft.singles = [s for s in draft.singles if free(s)]
        if not any(free(s) for s in draft.sights):
            continue
        other = values.get(tuple(parts(draft.words)))
        if other is not None and other is not draft and len(draft.aliases) <= len(other.aliases):
            continue
        draft.sights = [s for s in draft.sights if free(s)]
        kept.append(draft)
    return kept
