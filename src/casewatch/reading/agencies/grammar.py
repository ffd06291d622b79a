"""Names of agencies by their form: a head ("Police Department"), with words before and after.

Heads are found first; the capitalised words before a head and the of-phrase after it are then
taken in, so that the work stays linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.agencies.found import Found
from casewatch.reading.agencies.heads import DISTRICT, WORD, Head, compiled_heads
from casewatch.reading.places import country_of, find_places
from casewatch.reading.tables import table

_LEFT = re.compile(rf"(?:(?<![\w.@/’'-]){WORD} (?:(?:and|&|of) (?={WORD} ))?){{0,6}}$")
_TOWN = re.compile(rf"(?<![\w.]){WORD}(?: {WORD})?, ({WORD}(?: {WORD})?),? $")
_MORE_DISTRICTS = re.compile(rf"(?:,? and|,)(?: for)?(?: the)? (?P<district>{DISTRICT})")
_BESIDE = re.compile(rf",? (?:of|in|from) (?:the )?(?:Republic of )?({WORD}(?: {WORD})?)")
_WHOSE = re.compile(r" (?:of|for) (?:the )?\w+$")
_LABEL = re.compile(r"[*#\s-]{0,6}([^:*\n]{3,40})\*{0,2}:")
# Kinds of bodies that only one country has.
_OF_COUNTRY = (
    (re.compile(r"Crown Court|Magistrates|Regional Organi[sz]ed Crime Unit|Constabulary"), "GB"),
)


@cache
def _foreign() -> re.Pattern[str]:
    words = sorted(table("agency_words")["foreign"], key=lambda w: (-len(w), w))
    return re.compile(
        rf"(?<![\w@/.])(?P<head>{'|'.join(words)})"
        rf"(?: (?:(?:de|du|des|di|van|voor|für|zur|der|la|las|al|i|w|z) ){{0,2}}{WORD}){{0,4}}(?!\w)"
    )


def open_names(text: str, known: Sequence[Found]) -> list[Found]:
    """The namings of agencies that the grammar finds; one that lies within `known` is dropped."""
    pattern, heads = compiled_heads()
    found: list[Found] = []
    end = 0
    for match in pattern.finditer(text):
        head, after = heads[int((match.lastgroup or "h0")[1:])]
        span = _span(text, match, head, after, end)
        if span is not None:
            found.append(Found(span, head.kind, _country(text, span), name=_singular(text, span)))
            end = span.end
            if head.kind == "attorney" and match.group().endswith("Offices"):
                more = list(_further_offices(text, end))
                found += more
                end = max(end, *(m.span.end for m in more)) if more else end
    for match in _foreign().finditer(text):
        span = Span(*match.span())
        country = table("agency_words")["foreign"][match.group("head")] or _country(text, span)
        found.append(Found(span, "foreign", country))
    return _apart(text, found, known)


def _singular(text: str, span: Span) -> str | None:
    """The first of several offices, named by itself."""
    name = re.sub(r"\s+", " ", span.text_of(text))
    one = re.sub(r"Attorney[’']?s?([’'])? Offices\b", "Attorney’s Office", name)
    return one if one != name else None


def _further_offices(text: str, end: int) -> Iterator[Found]:
    """The other offices of "the Offices for the District of A and the District of B"."""
    while more := _MORE_DISTRICTS.match(text, end):
        span = Span(*more.span("district"))
        yield Found(
            span, "attorney", "US", name=f"U.S. Attorney’s Office for the {span.text_of(text)}"
        )
        end = span.end


def _span(
    text: str, match: re.Match[str], head: Head, after: re.Pattern[str] | None, floor: int
) -> Span | None:
    left = _left(text, match.start(), floor)
    town = _TOWN.search(text[max(floor, left - 60) : left]) if head.kind == "police" else None
    if town and left == match.start() and country_of(town.group(1)):
        left -= len(town.group())
    words = text[left : match.start()].split()
    stop = match.end()
    if after is not None and (follows := after.match(text, stop)):
        stop = follows.end()
    if len(words) < head.least and not (head.either and stop > match.end()):
        return None
    if stop == match.end() and _WHOSE.search(match.group()) and _goes_on(text, match):
        return None
    if head.public and not _is_public(words, match.group()):
        return None
    return Span(left, stop)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether "Bureau of the Estonian" only begins another's name."""
    last = match.group().rsplit(" ", 1)[1]
    return (
        text[match.end() : match.end() + 1] == " "
        and country_of(last) is not None
        and (text[match.end() + 1 : match.end() + 2].isupper())
    )


def _left(text: str, start: int, floor: int) -> int:
    """Where the name begins, given where its head does."""
    low = max(floor, start - 90)
    match = _LEFT.search(text[low:start])
    words = match.group() if match else ""
    begin = start - len(words)
    leading = set(table("agency_words")["edges"]["leading"])
    while begin < start:
        word = re.match(r"(\S+) ", text[begin:start])
        if word is None:
            break
        bare = word.group(1).removesuffix("’s").removesuffix("'s")
        if bare not in leading and word.group(1) not in ("and", "&", "of"):
            break
        begin += word.end()
    return begin


def _is_public(words: Sequence[str], core: str) -> bool:
    public = set(table("agency_words")["public"]["words"])
    if any(w in public for w in words) or (" of " in core and len(words) > 0):
        return bool(words) and (len(words) >= 2 or country_of(words[0]) is not None or " " in core)
    return len(words) >= 2 and country_of(" ".join(words)) is not None and "Task" in core


def _country(text: str, span: Span) -> str | None:
    """The country that the name, or what stands right beside it, says."""
    inside = find_places(text[span.start : span.end])
    if inside:
        # An embassy is of the country named first, in the one named last.
        return inside[0 if "Embassy" in text[span.start : span.end] else -1].country
    name = span.text_of(text)
    for pattern, country in _OF_COUNTRY:
        if pattern.search(name):
            return country
    after = _BESIDE.match(text, span.end)
    if after and (place := country_of(after.group(1))):
        return place
    line = text[max(0, span.start - 120) : span.start].rpartition("\n")[2]
    label = _LABEL.match(line)
    return country_of(label.group(1)) if label else None


def _apart(text: str, found: Iterable[Found], known: Sequence[Found]) -> list[Found]:
    """Without names that touch a known one, save where they say whose it is."""
    kept = []
    ends = [k.span.end for k in known]
    for one in found:
        first = bisect_right(ends, one.span.start)
        touched = [k for k in known[first : first + 2] if k.span.start < one.span.end]
        if not touched:
            kept.append(one)
        elif len(touched) == 1 and one.span.holds(touched[0].span) and one.key != "taskforce":
            before = text[one.span.start : touched[0].span.start].strip()
            if before and country_of(before) and len(before.split()) <= 3:
                kept.append(one)
    return kept
