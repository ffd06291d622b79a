"""Names of agencies by their form: a head ("Police Department"), with words before and after.

Heads are found first; the capitalised words before a head and the of-phrase after it are then
taken in, so that the work stays linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.agencies.found import Found
from casewatch.reading.places import country_of, find_places
from casewatch.reading.tables import table

_W = r"(?:U\.S\.|U\.K\.|St\.|D\.C\.|[A-ZÀ-ÖØ-ÞĀ-Ž][\w/]{0,30}(?:[’'&-]\w{1,20}){0,3})"
_LEFT = re.compile(rf"(?:(?<![\w.@/’'-]){_W} (?:(?:and|&|of) (?={_W} ))?){{0,6}}$")
_DISTRICT = rf"(?:(?:Northern|Southern|Eastern|Western|Middle|Central) )?District of {_W}(?: {_W})?"
_PLACE = rf"(?:of|for|in) (?:the )?(?:downtown |State of |Republic of )?{_W}(?: {_W}){{0,2}}"


@dataclass(frozen=True, slots=True)
class _Head:
    """A kind of name: its core, the least number of words before it, what may follow."""

    kind: str
    core: str
    least: int
    after: str = ""
    #: A follower makes up for words before the head.
    either: bool = False
    #: One of the words before must tell that it is public.
    public: bool = False


def _subjects() -> str:
    return "|".join(sorted(table("agency_words")["subject"]["words"], key=lambda w: (-len(w), w)))


def _topic() -> str:
    """What a ministry or department is for: `Justice`, `Health and Human Services`."""
    s = _subjects()
    more = rf"(?:,? (?:and|&|en) (?:{s})(?: (?:{s}))*|, (?:{s})(?=,? (?:and|&) ))"
    return rf"(?:the )?{_W}(?: (?:{s}))*{more}{{0,3}}"


def _heads() -> tuple[_Head, ...]:
    topic = _topic()
    prosecution = r"Prosecut(?:or|ors|ion|ions|ing)(?:[’']s?)?"
    return (
        _Head(
            "attorney",
            r"(?:U\.?S\.?|United States) Attorney(?:[’']?s[’']?|[’'])? Offices?",
            0,
            rf"(?:,| for the| in the| of the|:| –)? {_DISTRICT}",
        ),
        _Head(
            "court",
            r"(?:District|Circuit|Bankruptcy|Supreme|High|Crown|Magistrates[’']?|Superior|Regional|"
            r"Federal|City|Criminal|Appeals|Appellate|Cassation|Municipal|County) Court"
            r"(?: of (?:Appeals?|Justice|First Instance))?(?! (?:Judge|Magistrate|Clerk|Justice))",
            1,
            rf" (?:for the |in (?:the )?|of (?:the )?)(?:downtown )?(?:{_DISTRICT}|{_W}(?: {_W}){{0,2}})",
            either=True,
        ),
        _Head(
            "police",
            r"(?:Police|police) (?:Department|Service|Services|Force|Agency|Authority|Bureau|Board|"
            r"Office|Directorate|Corps|Inspectorate)(?! (?:Officer|Chief of Staff))",
            1,
            rf" {_PLACE}",
            either=True,
        ),
        _Head(
            "police",
            r"Police(?! (?:Officer|Officers|Cpl|Chief|Capt|Lt|Sgt|Commissioner|Station|Cooperation))",
            1,
            rf" of (?:the )?{_W}(?: {_W}){{0,1}}",
            either=False,
        ),
        _Head("police", r"Bureau of (?:Police|Investigations?|Narcotics|Criminal Apprehension)", 1),
        _Head("sheriff", r"(?:County )?Sheriff[’']?s?[’']? (?:Office|Department)", 1),
        _Head("sheriff", r"County Sheriff(?![’'\w])(?! [A-Z])", 1),
        _Head(
            "prosecutor",
            r"(?:District|State|County|State[’']s|Commonwealth[’']s) Attorney[’']?s?[’']? Office",
            1,
            rf" {_PLACE}",
        ),
        _Head(
            "prosecutor",
            r"(?:Attorney General[’']s Office|(?:Office|Department) of the Attorney General)",
            0,
            rf" {_PLACE}",
        ),
        _Head(
            "prosecutor",
            rf"{prosecution} (?:General[’']?s? )?(?:Office|Service|Authority|Agency)",
            0,
            rf"(?: {_PLACE}| [A-Z][\w/]+(?= |[,.;)]))",
        ),
        _Head(
            "prosecutor",
            r"(?:Office of the )?(?:Director(?:ate)? of Public Prosecutions?|"
            r"(?:Prosecutor|Procurator) General(?:[’']s Office)?)",
            0,
            rf" {_PLACE}",
        ),
        _Head("prosecutor", r"Special Prosecution", 0, rf" {_PLACE}"),
        _Head(
            "ministry", rf"Ministry (?:of|for) {topic}", 0, rf" of (?:the )?{_W}(?: {_W}){{0,1}}"
        ),
        _Head(
            "ministry",
            r"(?:Foreign|Interior|Justice|Defen[cs]e|Finance) (?:Ministry|Affairs Ministry)",
            1,
        ),
        _Head("ministry", rf"Department (?:of|for) {topic}", 0),
        _Head("ministry", rf"(?:Registry|Division|Board|Bureau) of {topic}", 1, public=True),
        _Head(
            "directorate",
            rf"(?:General )?Directorate(?: General)? (?:of|for) (?:\w+ ){{0,2}}{topic}",
            0,
        ),
        _Head("office", rf"(?:Federal|National|Central) Office (?:of|for) {topic}", 0),
        _Head("inspector", r"Office of (?:the )?Inspector General", 1, rf" {_PLACE}"),
        _Head("taskforce", r"Task ?[Ff]orce", 2, public=True),
        _Head("unit", r"Organi[sz]ed Crime Unit", 1),
        _Head(
            "agency",
            r"(?:Agency|Authority|Commission|Bureau|Service|Directorate|Inspectorate|Brigade|Guard|Administration)"
            rf"(?: (?:for|of) {topic})?",
            1,
            public=True,
        ),
        _Head("embassy", r"Embassy", 1, rf" (?:in )?{_W}"),
    )


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[_Head, re.Pattern[str] | None], ...]]:
    heads = _heads()
    body = "|".join(f"(?P<h{i}>{h.core})" for i, h in enumerate(heads))
    pattern = re.compile(rf"(?<![\w@/.])(?:{body})(?!\w)")
    return pattern, tuple((h, re.compile(h.after + r"(?!\w)") if h.after else None) for h in heads)


@cache
def _foreign() -> re.Pattern[str]:
    words = sorted(table("agency_words")["foreign"], key=lambda w: (-len(w), w))
    return re.compile(
        rf"(?<![\w@/.])(?P<head>{'|'.join(words)})"
        rf"(?: (?:(?:de|du|des|di|van|voor|für|zur|der|la|las|al|i|w|z) ){{0,2}}{_W}){{0,4}}(?!\w)"
    )


def open_names(text: str, known: Sequence[Found]) -> list[Found]:
    """The namings of agencies that the grammar finds; one that lies within `known` is dropped."""
    pattern, heads = _compiled()
    found: list[Found] = []
    end = 0
    for match in pattern.finditer(text):
        head, after = heads[int((match.lastgroup or "h0")[1:])]
        span = _span(text, match, head, after, end)
        if span is not None:
            found.append(Found(span, head.kind, _country(text, span)))
            end = span.end
    for match in _foreign().finditer(text):
        span = Span(*match.span())
        country = table("agency_words")["foreign"][match.group("head")] or _country(text, span)
        found.append(Found(span, "foreign", country))
    return _apart(text, found, known)


def _span(
    text: str, match: re.Match[str], head: _Head, after: re.Pattern[str] | None, floor: int
) -> Span | None:
    left = _left(text, match.start(), floor)
    words = text[left : match.start()].split()
    stop = match.end()
    if after is not None and (follows := after.match(text, stop)):
        stop = follows.end()
    if len(words) < head.least and not (head.either and stop > match.end()):
        return None
    if head.public and not _is_public(words, match.group()):
        return None
    return Span(left, stop)


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
        return inside[-1].country
    beside = re.compile(rf",? (?:of|in|from) (?:the )?(?:Republic of )?({_W}(?: {_W})?)")
    after = beside.match(text, span.end)
    if after and (country := country_of(after.group(1))):
        return country
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    label = re.match(r"[*#\s-]{0,6}([^:*\n]{3,40})\*{0,2}:", line)
    return country_of(label.group(1)) if label else None


def _apart(text: str, found: Iterable[Found], known: Sequence[Found]) -> list[Found]:
    """Without names that touch a known one, save where they say whose it is."""
    kept = []
    for one in found:
        touched = [k for k in known if k.span.overlaps(one.span)]
        if not touched:
            kept.append(one)
        elif len(touched) == 1 and one.span.holds(touched[0].span) and one.key != "taskforce":
            before = text[one.span.start : touched[0].span.start].strip()
            if (
                before
                and country_of(before)
                and len(before.split()) <= 3
                and one.span != touched[0].span
            ):
                kept.append(one)
    return kept
