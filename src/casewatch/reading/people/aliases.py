"""Aliases: the nicknames, handles, a.k.a. forms and other spellings given for a person."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
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
    r"(?: on (?-i:[A-Z])[\w.]{1,20}(?= and [“\"]|, [“\"]))?\s{0,2}(?:[,;]\s{0,2})?(?:(?:and|or|&|and/or|as well as)\s)?(?:also\s)?"
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
        r"(?P<tight>a\.k\.a\.?,?|aka:?,?|a/k/a,?|f/k/a,?|n/k/a,?|alias(?:es)?:?(?:\s(?:includ(?:e|es|ed|ing)|are|were))?|nicknamed|"
        r"(?:(?:also|otherwise|better|previously|formerly|commonly|widely|sometimes|variously|now|publicly|and|professionally)\s){0,2}"
        r"(?:known|referred to)(?:\s(?:online|publicly|locally|simply|better|also|only|variously|(?:in|on|to|among|within)(?:\s[\w-]+){1,4}?)){0,2}\s(?:as|by)"
        rf"(?:\s{noun})?|"
        rf"(?:who\s)?(?:went|goes|going|go)\s(?:online\s)?by(?:\s{noun})?|"
        r"(?:who\s)?(?:call(?:s|ed|ing)|styl(?:es|ed|ing))\s(?:him|her|them)sel(?:f|ves)|"
        r"whom?\s(?:[\w-]+\s){1,4}?(?:kn[eo]w(?:\s(?:only|simply|better))?\sas"
        r"|(?:called|dubbed|nicknamed)(?=\s[\"“‘']))|"
        r"online\sas|dubbed(?:\sby\s(?:[\w-]+\s){0,2}[\w-]+)?(?:\sthe)?(?=\s[\"“‘'])|"
        rf"whose\s(?:(?:{words})\s){{0,3}}(?:{nouns})(?:e?s)?\s(?:is|was|were|are|includ(?:e|es|ed)))|"
        rf"(?P<loose>(?:us(?:ed|es|ing|e)|under|with|as|by|adopted|had|has|employed|through|via)\s{noun}))"
        r"(?!\w)\s{0,2}(?=[\"“”„‘'«`(@\w])"
    )


def find_cues(text: str) -> list[Cue]:
    """The cues of a text, in order."""
    found = _cues().finditer(lowered(text))
    return [Cue(Span(*m.span()), m.group("tight") is not None) for m in found]


@cache
def _never() -> frozenset[str]:
    data = table("people_alias")
    return frozenset([*data["never_begins"], *data["nouns"], *(f"{n}s" for n in data["nouns"])])


@cache
def _never_are() -> frozenset[str]:
    return frozenset(table("people_alias")["never_are"])


def _is_common(text: str, span: Span) -> bool:
    """Whether it is a word for a kind of people or of crime: "money mules"."""
    return span.text_of(text).casefold().removeprefix("the ") in _never_are()


def aliases_after(text: str, at: int, people: Container[int]) -> tuple[tuple[Span, ...], int]:
    """The aliases listed from `at` on, and where the list ends.

    `people` are the places of names that stand for themselves elsewhere: a list of aliases stops
    there.
    """
    found: list[Span] = []
    end = at
    quoted = None
    again: re.Match[str] | None = None
    if text[at : at + 1] == "(":
        at += 1
    while len(found) < MOST:
        item = _item(text, at, quoted, [] if again else found, people)
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


#: What may follow a handle that looks like any word: an end, or where it was used.
_FIRST_ENDS = re.compile(r"\s?[,;.)–—]|\s(?:a\.?k\.?a|a/k/a|and|or|on|online|in|at|while|to)\s|$")
_ITEM_ENDS = re.compile(r"\s?[,;.)–—]|\s(?:and|or)\s|$")


def _item(
    text: str, at: int, quoted: bool | None, found: Sequence[Span], people: Container[int]
) -> tuple[Span, int, bool] | None:
    if match := _QUOTED.match(text, at):
        if quoted is False:
            return None
        span = _stripped(text, Span(*match.span("d" if match.group("d") else "s")))
        return None if _is_common(text, span) else (span, match.end(), True)
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
        if match.start() in people or (len(words) > 1 and text[found[-1].end] in ",;"):
            return None
        if first.isalpha() and first.islower() and not _ITEM_ENDS.match(text, match.end()):
            return None
    elif (first.islower() and first.isalpha()) and (
        len(first) > 12 or not _FIRST_ENDS.match(text, match.end())
    ):
        return None
    span = _stripped(text, Span(*match.span()))
    if span.end <= span.start or _is_common(text, span):
        return None
    return span, span.end, False


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in " ,.;:":
        end -= 1
    while start < end and text[start] in " ,":
        start += 1
    return Span(start, end)


_FOREIGN = re.compile(
    r"\s?[(（]\s?(?:(?:in )?(?:[A-Z][a-z]{3,11})(?: spelling)?: ?)?([^\x00-\u024f\u2000-\u20ff()（）]{2,30}(?: [^\x00-\u024f()]{1,20}){0,3})[)）;,]"
)


def foreign_after(text: str, at: int) -> Span | None:
    """The name in another script, in brackets right behind a name."""
    match = _FOREIGN.match(text, at)
    return Span(*match.span(1)) if match else None


_REAL_NAME = re.compile(
    r"(?:[“\"‘](?P<quoted>[^“”\"‘’\n]{2,40}?),?[”\"’],?|(?P<plain>@?[\w.$-]{2,30}),?) "
    r"\(?(?:(?:whose |— |– )?(?:real|true|legal|actual) name(?: is| was|:)?"
    r"|(?:who )?(?:has (?:since )?been |was |later |since ){0,2}(?:identified|unmasked)(?: by [\w ]{1,40}?)? as)"
    r"(?: (?:a|an|the|\d\d-year-old|[A-Z][a-z]+ (?:national|citizen)|man|named)){0,4} $"
)
_HANDLE = re.compile(r"(?=.*[A-Z\d_@$]).")


def alias_before(text: str, at: int) -> Span | None:
    """The alias whose bearer is named behind it: "Kestrel, whose real name is …"."""
    start = max(0, at - 120)
    before = text[start:at]
    if not any(word in before for word in (" name", "identified", "unmasked")):
        return None
    match = _REAL_NAME.search(before)
    if match is None:
        return None
    which = "quoted" if match.group("quoted") else "plain"
    span = _stripped(text, Span(start + match.start(which), start + match.end(which)))
    plain = which == "plain" and not _HANDLE.match(span.text_of(text))
    return None if plain or _is_common(text, span) else span


def distinct(text: str, spans: Iterable[Span]) -> dict[str, list[Span]]:
    """The aliases by value, in order; the same word in other capitals is the same alias."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.text_of(text), []).append(span)
    return found
