"""The heads of agencies' names: what stands at the core, before it and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from casewatch.reading.tables import table

#: A word of a name.
WORD = r"(?:U\.S\.|U\.K\.|St\.|D\.C\.|[A-ZÀ-ÖØ-ÞĀ-Ž][\w/]{0,30}(?:[’'&-]\w{1,20}){0,3})"
#: A federal court district.
DISTRICT = (
    rf"(?:(?:Northern|Southern|Eastern|Western|Middle|Central) )?District of {WORD}(?: {WORD})?"
)
_PLACE = rf"(?:of|for|in) (?:the )?(?:downtown |State of |Republic of )?{WORD}(?: {WORD}){{0,2}}"


@dataclass(frozen=True, slots=True)
class Head:
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
    return rf"(?:the )?{WORD}(?: (?:{s}))*{more}{{0,3}}"


def _heads() -> tuple[Head, ...]:
    topic = _topic()
    prosecution = r"Prosecut(?:or|ors|ion|ions|ing)(?:[’']s?)?"
    return (
        Head(
            "attorney",
            r"(?:U\.?S\.?|United States) Attorney(?:[’']?s[’']?|[’'])? Offices?",
            0,
            rf"(?:,| for the| in the| of the|:| –)? {DISTRICT}",
        ),
        Head(
            "court",
            r"(?:District|Circuit|Bankruptcy|Supreme|High|Crown|Magistrates[’']?|Superior|Regional|"
            r"Federal|City|Criminal|Appeals|Appellate|Cassation|Municipal|County) Court"
            r"(?: of (?:Appeals?|Justice|First Instance))?(?! (?:Judge|Magistrate|Clerk|Justice))",
            1,
            rf" (?:for the |in (?:the )?|of (?:the )?)(?:downtown )?(?:{DISTRICT}|{WORD}(?: {WORD}){{0,2}})",
            either=True,
        ),
        Head(
            "police",
            r"(?:Police|police) (?:Department|Service|Services|Force|Agency|Authority|Bureau|Board|"
            r"Office|Directorate|Corps|Inspectorate)(?! (?:Officer|Chief of Staff))",
            1,
            rf" {_PLACE}",
            either=True,
        ),
        Head(
            "police",
            r"Police(?! (?:Officer|Officers|Cpl|Chief|Capt|Lt|Sgt|Commissioner|Station|Cooperation))",
            1,
            rf" of (?:the )?{WORD}(?: {WORD}){{0,1}}",
            either=False,
        ),
        Head("police", r"Bureau of (?:Police|Investigations?|Narcotics|Criminal Apprehension)", 1),
        Head("sheriff", r"(?:County )?Sheriff[’']?s?[’']? (?:Office|Department)", 1),
        Head("sheriff", r"County Sheriff(?![’'\w])", 1),
        Head(
            "prosecutor",
            r"(?:District|State|County|State[’']s|Commonwealth[’']s) Attorney[’']?s?[’']? Office",
            1,
            rf" {_PLACE}",
        ),
        Head(
            "prosecutor",
            r"(?:Attorney General[’']s Office|(?:Office|Department) of the Attorney General)",
            0,
            rf" {_PLACE}",
        ),
        Head(
            "prosecutor",
            rf"{prosecution} (?:General[’']?s? )?(?:Office|Service|Authority|Agency)",
            0,
            rf"(?: {_PLACE}| [A-Z][\w/]+(?= |[,.;)]))",
        ),
        Head(
            "prosecutor",
            r"(?:Office of the )?(?:Director(?:ate)? of Public Prosecutions?|"
            r"(?:Prosecutor|Procurator) General(?:[’']s Office)?)",
            0,
            rf" {_PLACE}",
        ),
        Head("prosecutor", r"Special Prosecution", 0, rf" {_PLACE}"),
        Head(
            "ministry",
            rf"Ministry (?:of|for) {topic}",
            0,
            rf" of (?:the )?{WORD}(?: {WORD}){{0,1}}",
        ),
        Head(
            "ministry",
            r"(?:Foreign|Interior|Justice|Defen[cs]e|Finance) (?:Ministry|Affairs Ministry)",
            1,
        ),
        Head("ministry", rf"Department (?:of|for) {topic}", 0),
        Head("ministry", rf"(?:Registry|Division|Board|Bureau) of {topic}", 1, public=True),
        Head(
            "directorate",
            rf"(?:General )?Directorate(?: General)? (?:of|for) (?:\w+ ){{0,2}}{topic}",
            0,
        ),
        Head("office", rf"(?:Federal|National|Central) Office (?:of|for) {topic}", 0),
        Head("inspector", r"(?:OIG|Office of (?:the )?Inspector General)", 1, rf" {_PLACE}"),
        Head("taskforce", r"Task ?[Ff]orce", 2, public=True),
        Head("unit", r"Organi[sz]ed Crime Unit", 1),
        Head(
            "agency",
            r"(?:Agency|Authority|Commission|Bureau|Service|Directorate|Inspectorate|Brigade|Guard|Administration)"
            rf"(?: (?:for|of) {topic})?",
            1,
            public=True,
        ),
        Head("embassy", r"Embassy", 1, rf" (?:in )?{WORD}"),
    )


@cache
def compiled_heads() -> tuple[re.Pattern[str], tuple[tuple[Head, re.Pattern[str] | None], ...]]:
    """One pattern for all cores, group `hN` for the Nth head, and each head's follower."""
    heads = _heads()
    body = "|".join(f"(?P<h{i}>{h.core})" for i, h in enumerate(heads))
    pattern = re.compile(rf"(?=[A-Zp])(?<![\w@/.])(?:{body})(?!\w)")
    return pattern, tuple((h, re.compile(h.after + r"(?!\w)") if h.after else None) for h in heads)
