"""Aliases: the nicknames, handles, a.k.a. forms and other spellings given for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.tables import table
from casewatch.reading.text.search import lowered

#: How far a list of aliases is followed, in items.
MOST = 15
_OPEN, _CLOSE = "\"“”„‘'«`", "\"“”’'»`"
_QUOTED = re.compile(
    r"[\"“”„«](?P<d>[^\"“”„«»\n]{1,50}?),?[.]?[\"”“»]|[‘'`](?P<s>[^‘’'`\n]{1,40}?),?[.]?[’'`](?!\w)"
)
_PLAIN = re.compile(
    r"(?:(?:Mr|Dr|Ms)\. )?@?[^\W_][\w.@$!*+-]{0,30}(?:[ ](?:the|The|of|de|la|el|El)?[ ]?(?-i:[A-Z][\w-]{0,20})){0,3}"
)
_BETWEEN = re.compile(
    r"\s{0,2}(?:[,;]\s{0,2})?(?:(?:and|or|&|and/or|as well as)\s)?(?:also\s)?"
    r"(?:(?:by|as|under)\s)?(?:the\s)?"
)
_AGAIN = re.compile(
    r"(?:a\.?k\.?a\.?,?|a/k/a|f/k/a|n/k/a|(?:also |formerly )?known as|alias)\s{0,2}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that announce aliases. `tight`: they follow the name itself ("John Doe, aka X")."""

    span: Span
    tight: bool


@cache
def _cues() -> re.Pattern[str]:
    data = table("people_alias")
    nouns = "|".join(re.escape(n) for n in sorted(data["nouns"], key=len, reverse=True))
    words = "|".join(re.escape(a) for a in sorted(data["adjectives"], key=len, reverse=True))
    words, nouns = words.lower(), nouns.lower()
    noun = (
        rf"(?:(?:the|his|her|their|an?|such|under)\s){{0,2}}(?:(?:{words})\s){{0,3}}(?:{nouns})(?:e?s)?"
        r"(?:\s(?:of|including|such as|like|on [\w. ]{1,30}?))?[:,]?"
    )
    return re.compile(
        r"(?<![\w/])(?:"
        r"(?P<tight>a\.k\.a\.?,?|aka:?,?|a/k/a,?|f/k/a,?|n/k/a,?|alias(?:es)?:?|nicknamed|"
        r"(?:(?:also|otherwise|better|previously|formerly|commonly|widely|sometimes|variously|now|publicly|and|professionally)\s){0,2}"
        r"(?:known|referred to)(?:\s(?:online|publicly|locally|simply|better|also|only|variously|(?:in|on|to|among|within)(?:\s[\w-]+){1,4}?)){0,2}\s(?:as|by)"
        rf"(?:\s{noun})?|"
        rf"(?:who\s)?(?:went|goes|going|go)\s(?:online\s)?by(?:\s{noun})?|"
        r"(?:who\s)?(?:call(?:s|ed|ing)|styl(?:es|ed|ing))\s(?:him|her|them)sel(?:f|ves)|"
        r"whom?\s(?:[\w-]+\s){1,4}?(?:kn[eo]w(?:\s(?:only|simply|better))?\sas"
        r"|(?:called|dubbed|nicknamed)(?=\s[\"“‘'])))|"
        rf"(?P<loose>(?:us(?:ed|es|ing|e)|under|with|as|by|adopted|had|has|employed|through|via)\s{noun}))"
        r"(?!\w)\s{0,2}(?=[\"“”„‘'«`(@\w])"
    )


def find_cues(text: str) -> list[Cue]:
    """The cues of a text, in order."""
    found = _cues().finditer(lowered(text))
    return [Cue(Span(*m.span()), m.group("tight") is not None) for m in found]


@cache
def _never() -> frozenset[str]:
    return frozenset(table("people_alias")["never_begins"])


def aliases_after(text: str, at: int, people: Sequence[Span]) -> tuple[tuple[Span, ...], int]:
    """The aliases listed from `at` on, and where the list ends.

    `people` are the names that stand for themselves elsewhere: a list of aliases stops there.
    """
    starts = {span.start for span in people}
    found: list[Span] = []
    end = at
    quoted = None
    again: re.Match[str] | None = None
    if text[at : at + 1] == "(":
        at += 1
    while len(found) < MOST:
        item = _item(text, at, quoted, [] if again else found, starts)
        if item is None:
            break
        span, at, is_quoted = item
        quoted = is_quoted if quoted is None else quoted
        found.append(span)
        end = at
        between = _BETWEEN.match(text, at)
        following = between.end() if between else at
        again = _AGAIN.match(text, following)
        if following == at and again is None:
            break
        at = again.end() if again else following
        if again:
            quoted = None
    return tuple(found), end


_ITEM_ENDS = re.compile(r"\s?[,;.)–—]|\s(?:and|or)\s|$")


def _item(
    text: str, at: int, quoted: bool | None, found: Sequence[Span], starts: set[int]
) -> tuple[Span, int, bool] | None:
    if match := _QUOTED.match(text, at):
        if quoted is False:
            return None
        group = "d" if match.group("d") else "s"
        return _stripped(text, Span(*match.span(group))), match.end(), True
    if quoted or text[at : at + 1] in _OPEN:
        return None
    match = _PLAIN.match(text, at)
    if match is None:
        return None
    words = match.group().split()
    first = words[0]
    if first.lower().rstrip(".") in _never() or first.isdigit():
        return None
    if found:
        if match.start() in starts or (len(words) > 1 and text[found[-1].end] in ",;"):
            return None
        if first.isalpha() and first.islower() and not _ITEM_ENDS.match(text, match.end()):
            return None
    elif first.islower() and first.isalpha() and len(first) > 12:
        return None
    span = _stripped(text, Span(*match.span()))
    return (span, span.end, False) if span.end > span.start else None


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in " ,.;:":
        end -= 1
    while start < end and text[start] in " ,":
        start += 1
    return Span(start, end)


_FOREIGN = re.compile(
    r"\s?[(（]\s?([^\x00-\u024f\u2000-\u20ff()（）]{2,30}(?: [^\x00-\u024f()]{1,20}){0,3})[)）]"
)


def foreign_after(text: str, at: int) -> Span | None:
    """The name in another script, in brackets right behind a name."""
    match = _FOREIGN.match(text, at)
    return Span(*match.span(1)) if match else None


def distinct(text: str, spans: Iterable[Span]) -> dict[str, list[Span]]:
    """The aliases by value, in order; the same word in other capitals is the same alias."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.text_of(text), []).append(span)
    return found
