"""What the text says of a person beside the name: age, nationality, residence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from casewatch.model.spans import Span
from casewatch.reading.people.join import Draft
from casewatch.reading.people.words import people_words
from casewatch.reading.places import find_places

_AGE = re.compile(
    r"[\s,(–—-]{0,4}(?:both\s)?(?:who is\s)?(?:aged?:?\s{1,2})?(\d{2})(?:[- ]years?[- ]old)?(?=[,;.)\s–—]|$)"
    r"(?!\s?(?:years|months|days|counts|percent|%|million|billion|other|people|victims|January|of \w+ \d))"
)
#: An alias stands at most so far, in code points, behind the name or the alias before it.
_BESIDE = 32
_DIGIT = re.compile(r"\d")
_QUOTE_ENDS = re.compile(r"(?:[,.]?[\"”’'»]|\))?")
_AGE_LINE = re.compile(r"[^\n]{0,80}\n+\s*Age:?\s*(\d{2})\b|[ \t]*\n\s{0,4}(\d{2})[ \t]*\n")
_AGE_BEFORE = re.compile(r"(?<!\d)(\d{2})-year-old\s(?:[\w’'-]+\s){0,5}$")
_PLACE = r"(?:(?:the\s)?(?:[A-Z][\w.'’-]*|St\.|Ft\.)(?:\s(?:and|of|the|de|del|la)\s(?=[A-Z])|\s(?=[A-Z])|-)?){1,5}"
_PLACES = rf"{_PLACE}(?:,\s{{1,2}}{_PLACE}){{0,2}}"
_RESIDENCE = re.compile(
    r"[\s,;(–—-]{0,4}((?:currently\s|legally\s|formerly\s|most recently\s)?(?:(?:a |an )?(?:legal |permanent |former )?residents?\s(?:of|in)|residing\s(?:in|at)|"
    r"(?:who )?(?:lives?|lived|resides?|resided)\sin|living in|based in|formerly of|formerly from|originally from|of|from)\s"
    rf"{_PLACES})"
)
_RESIDENCE_BARE = re.compile(rf"(?:\((?:age )?\d{{2}}),\s({_PLACES})\)")
_NATIONAL = re.compile(
    r"[\s,;(–—-]{0,4}(?:(?:who (?:is|was)|is|was|both|all|also|and|a|an|the)\s){0,3}(?:\d{2}-year-old\s)?(?:[a-z-]+\s){0,2}"
    r"(?:([A-Z][\w.-]+(?:\s[A-Z][\w-]+)?)(?:\s(?:and|or)\s([A-Z][\w.]+))?\s(?:national|citizen|native)s?\b(?!\s[A-Z][a-z])|"
    r"(?:dual |naturalized )?(?:citizen|national|native)s?(?:\sand\sresident)?\sof\s(?:both\s)?((?:the\s)?[A-Z][\w.]+(?:\s[A-Z]\w+){0,2})(?:\sand\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+){0,2}))?)"
)
_BEFORE = re.compile(
    r"\b([A-Z][\w.-]+(?:\s[A-Z][\w-]+)?)(?:\sand\s([A-Z]\w+))?\s(?:nationals?|citizens?|hackers?|cybercriminals?|"
    r"(?:computer |alleged )?(?:programmer|hacker|developer|cybercriminal|businessman|man|woman|scammer|fraudster)s?)"
    r"(?:\sand\s[a-z ]{3,40})?[\s,]{1,2}$"
)


def nation_of(phrase: str) -> str | None:
    """The country of which `phrase` makes somebody a national; a state or city makes none."""
    places = [p for p in find_places(phrase) if p.kind in ("country", "demonym")]
    return places[-1].country if places else None


def add_details(text: str, draft: Draft) -> None:
    """Read age, nationality and residence at each full name of the draft; the first one counts."""
    aliases = sorted(s for spans in draft.aliases.values() for s in spans)
    for sight in sorted(draft.sights, key=lambda s: s.run.span):
        _before(text, draft, sight.run.span.start)
        _behind(text, draft, sight.run.span.end, aliases)
    for sight in draft.singles:
        _behind(text, draft, sight.run.span.end, aliases)
    if draft.age is None:
        for sight in draft.sights:
            if match := _AGE_LINE.match(text, sight.run.span.end):
                _set_age(draft, match)


def _set_age(draft: Draft, match: re.Match[str]) -> None:
    group = match.lastindex or 1
    age = int(match.group(group))
    if draft.age is None and 10 <= age <= 99:
        draft.age = age
        draft.grounds["age"] = (Span(*match.span(group)),)


def _before(text: str, draft: Draft, start: int) -> None:
    begin = max(0, start - 80, text.rfind("\n", 0, start) + 1)
    left = text[begin:start]
    if match := _AGE_BEFORE.search(left):
        age = int(match.group(1))
        if draft.age is None and age >= 10:
            draft.age = age
            draft.grounds["age"] = (Span(begin + match.start(1), begin + match.end(1)),)
    if match := _BEFORE.search(left):
        _set_nations(draft, match, begin, match.group(1), match.group(2))


def _set_nations(draft: Draft, match: re.Match[str], base: int, *phrases: str | None) -> bool:
    codes = [c for p in phrases if p and (c := nation_of(p))]
    new = [c for c in dict.fromkeys(codes) if c not in draft.nationality]
    if not codes:
        return False
    if new:
        draft.nationality.extend(new)
        span = Span(base + match.start(), base + match.end())
        draft.grounds["nationality"] = (*draft.grounds.get("nationality", ()), span)
    return True


def _behind(text: str, draft: Draft, at: int, aliases: Sequence[Span]) -> None:
    """Follow the apposition behind a name, stretch by stretch; `aliases` are the draft's, in order."""
    stop = text.find("\n", at, at + 260)
    stop = min(len(text), at + 260) if stop < 0 else stop
    if match := _RESIDENCE_BARE.match(text, _skip_space(text, at)):
        _set_residence(draft, match)
    for _ in range(6):
        at = _behind_aliases(text, at, aliases)
        if at >= stop:
            return
        if match := _AGE.match(text, at, stop):
            if text[at] not in ",( \u00a0" or (
                text[at] in " \u00a0" and not match.group().strip(" -")
            ):
                return
            _set_age(draft, match)
        elif (match := _NATIONAL.match(text, at, stop)) and _set_nations(
            draft, match, 0, *match.groups()
        ):
            pass
        elif match := _RESIDENCE.match(text, at, stop):
            _set_residence(draft, match)
        else:
            return
        at = match.end()
        if text[at : at + 1] == ")":
            at += 1


def _behind_aliases(text: str, at: int, aliases: Sequence[Span]) -> int:
    """The end of the list of aliases that begins at `at`, or `at`."""
    for i in range(bisect_left(aliases, (at, at)), len(aliases)):
        span = aliases[i]
        if span.start - at > _BESIDE:
            break
        if span.start >= at and not _DIGIT.search(text, at, span.start):
            at = _QUOTE_ENDS.match(text, span.end).end()  # type: ignore[union-attr]
    return at


def _skip_space(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " else at


def _set_residence(draft: Draft, match: re.Match[str]) -> None:
    """Keep the place, unless it is an office or district ("of the Justice Department")."""
    place = match.group(1).rstrip(".") if match.group(1).endswith("t.") else match.group(1)
    words = [w.strip(".,()") for w in place.split()]
    owned = any(w.endswith(("’s", "'s")) for w in words)
    held = any(w.lower() in people_words("organisation") and w.lower() != "county" for w in words)
    # A small town may be in no table: in an apposition or beside an age it is believed.
    apart = match.group().startswith(",")
    known = apart or draft.age is not None or place.split()[0] != "of" or bool(find_places(place))
    if draft.residence is None and known and not owned and not held and len(words) < 10:
        draft.residence = re.sub(r"\s+", " ", match.group(1))
        draft.grounds["residence"] = (Span(*match.span(1)),)
