"""Who stands beside a case: relatives, friends and lawyers, told by what they are to another.

Such a person is nobody to whom something happens in law, unless the words say so by name: "he
was charged" behind the father's denial means the son.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from casewatch.model.spans import Span
from casewatch.reading.cast import Cast
from casewatch.reading.tables import table

Sex = Literal["man", "woman"]

#: How far from a name, in code points, the word that tells a relation may stand.
_REACH = 70
#: So many mentions of one name are looked at.
_MOST = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """The people beside the case: `relatives`, `voices` (lawyers and spokespeople), `speakers`.

    `speakers` are those who say something and of whom nothing else is told where they are named.
    `sexes` holds the sex of those of whom a relation or courtesy tells it.
    """

    relatives: frozenset[str]
    lawyers: frozenset[str]
    voices: frozenset[str]
    speakers: frozenset[str]
    sexes: Mapping[str, Sex]

    @property
    def names(self) -> frozenset[str]:
        """All who are told by what they are to another."""
        return self.relatives | self.lawyers | self.voices

    def kind(self, name: str) -> str:
        """`lawyer`, `voice` or `relative` for those who are told by that, else nothing."""
        if name in self.lawyers:
            return "lawyer"
        return "voice" if name in self.voices else "relative" if name in self.relatives else ""

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun can mean the person, as far as the text tells."""
        sex = self.sexes.get(name)
        low = pronoun.lower()
        if sex == "man":
            return low not in ("she", "her", "hers", "herself")
        return sex is None or low not in ("he", "him", "his", "himself")


@cache
def _words() -> dict[str, str]:
    """Each word of relation with its class: man, woman, either, lawyer, voice."""
    kin, voice = table("beside")["kin"], table("beside")["voice"]
    found = dict.fromkeys(kin["men"], "man")
    found.update(dict.fromkeys(kin["women"], "woman"))
    found.update(dict.fromkeys(kin["either"], "either"))
    found.update(dict.fromkeys(voice["lawyer"], "lawyer"))
    found.update(dict.fromkeys(voice["other"], "voice"))
    return found


@cache
def _last_words() -> frozenset[str]:
    """The last pieces of all words of relation, singular and plural."""
    ends = {_PIECE.findall(word.lower())[-1] for word in _words()}
    return frozenset(ends | {end + "s" for end in ends})


_PIECE = re.compile(r"[^\W_]+")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Relations before a name, behind it, and before it with "of"."""
    word = "|".join(sorted(_words(), key=lambda w: (-len(w), w)))
    own = r"(?:his|her|their|its|whose|our|my|the|an?|one|[\w.-]{2,30}['’]s|[\w-]{2,30}s['’])"
    before = re.compile(
        rf"(?<![\w-])(?P<own>{own})\s(?:[\w-]{{2,20}}\s){{0,3}}(?P<word>{word})s?,?\s$",
        re.IGNORECASE,
    )
    behind = re.compile(
        rf",\s(?:\d{{1,2}},\s)?(?:who\s(?:is|was)\s)?(?:(?P<own>{own})\s(?:[\w-]{{2,20}}\s){{0,3}})?"
        rf"(?P<word>{word})s?(?P<of>\s(?:of|to|for)\s(?P<whom>[\w-]+))?(?=[\s,.;)])",
        re.IGNORECASE,
    )
    of = re.compile(
        rf"(?<![\w-])(?:the|a)\s(?:[\w-]{{2,20}}\s){{0,2}}(?P<word>{word})\s(?:of|to|for)\s"
        r"(?:[\w.’'-]{1,25}\s){0,6}[\w.’'-]{1,25},\s$",
        re.IGNORECASE,
    )
    return before, behind, of


_POSSESSIVE = frozenset({"his", "her", "their", "whose"})
#: "A mother of two", "the son of a lawmaker": what somebody is, not to whom.
_NOBODY = frozenset(
    [
        "a",
        "an",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "several",
        "young",
        "small",
    ]
)
#: Lawyers of parties without more; an attorney or a counsel may be the state's.
_OF_PARTIES = frozenset({"lawyer", "barrister", "solicitor"})
_STATE = re.compile(
    r"\b(?:states?|u\.s|district|assistant|county|general|trial|special|acting|crown)\b", re.I
)
#: A speaker in a transcript: the name alone before a colon, at the head of a line.
_LABEL = re.compile(r"(?:\s\([^()\n]{1,30}\))?:\s")
_NO_KIN = re.compile(r",\s(?:who\s(?:is|was)\s)?(?:no relation|not related|unrelated)\b", re.I)
_COURTESY = re.compile(
    r"\b(?:(?P<man>Mr|Mister|Sir|Herr|Monsieur)|(?:Mrs|Ms|Miss|Madame|Frau|Lady|Dame))\.?\s$"
)
_ASIDE = r"(?:,\s\d{1,2})?(?:,\s[^,.;\n]{2,60},|,)?"


@cache
def _speech() -> re.Pattern[str]:
    verbs = "|".join(table("beside")["speaks"]["verbs"])
    return re.compile(rf"{_ASIDE}\s(?:has\s|had\s|have\s)?(?:{verbs})\b")


def beside(text: str, cast: Cast) -> Beside:
    """Who in the cast is told by a relation, speaks for somebody, or only speaks."""
    told: dict[str, set[str]] = defaultdict(set)
    sexes: dict[str, Sex] = {}
    seen: dict[str, int] = defaultdict(int)
    speaks: dict[str, bool] = {}
    for mention in cast.mentions:
        if mention.kind != "person" or seen[mention.name] >= _MOST:
            continue
        seen[mention.name] += 1
        if kind := _relation(text, mention.span):
            told[mention.name].add(kind)
            if kind == "man" or kind == "woman":
                sexes.setdefault(mention.name, "man" if kind == "man" else "woman")
        if courtesy := _COURTESY.search(text, max(0, mention.span.start - 12), mention.span.start):
            sexes[mention.name] = "man" if courtesy["man"] else "woman"
        speaking = _speech().match(text, mention.span.end) is not None
        speaks[mention.name] = speaks.get(mention.name, False) or speaking
    return Beside(
        frozenset(n for n, kinds in told.items() if kinds & {"man", "woman", "either"}),
        frozenset(n for n, kinds in told.items() if "lawyer" in kinds),
        frozenset(n for n, kinds in told.items() if "voice" in kinds),
        frozenset(n for n, says in speaks.items() if says),
        sexes,
    )


#: What is said of somebody who is more than a bystander, in the words behind his name.
_PROCEDURE = re.compile(
    r"[^.;\n]{0,60}?\b(?<!not )(?<!never )(?:arrested|charged|indicted|convicted|sentenced|jailed|pleaded|detained|"
    r"acquitted|extradited|got|received|wanted|sanctioned|accused|guilty|faces)\b"
)
_NONE = re.compile(r"\b(?:not|never|nor|neither|n't)\b")


def bystanders(text: str, cast: Cast) -> frozenset[str]:
    """Relatives of whom no procedure is told right behind their name."""
    relatives = beside(text, cast).relatives
    told = set()
    for mention in cast.mentions:
        if mention.name in relatives:
            found = _PROCEDURE.match(text, mention.span.end)
            if found and not _NONE.search(found.group()):
                told.add(mention.name)
    return relatives - told


def _relation(text: str, span: Span) -> str | None:
    """The class of the relation that the words beside a name tell, if any."""
    if _LABEL.match(text, span.end) and text[max(0, span.start - 1) : span.start] in ("", "\n"):
        return "voice"
    before, behind, of = _patterns()
    low = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    ends = _last_words()
    left = not ends.isdisjoint(_PIECE.findall(text[low : span.start].lower()))
    right = text.startswith(",", span.end) and not ends.isdisjoint(
        _PIECE.findall(text[span.end : span.end + _REACH].lower())
    )
    if (
        left
        and (found := of.search(text, low, span.start))
        and not _STATE.search(text[low : span.start])
    ):
        return _words()[found["word"].lower()]
    if left and (found := before.search(text, low, span.start)):
        kind = _words()[found["word"].lower()]
        own = found["own"].lower()
        if _owned(own) or (kind == "lawyer" and found["word"].lower() in _OF_PARTIES):
            return kind
    if _NO_KIN.match(text, span.end):
        return "either"
    if (
        right
        and (found := behind.match(text, span.end, span.end + _REACH))
        and (
            _owned((found["own"] or "").lower())
            or (found["of"] and found["whom"].lower() not in _NOBODY)
        )
    ):
        kind = _words()[found["word"].lower()]
        state = found["of"] and found["whom"].lower() == "the" and kind == "lawyer"
        return None if state or _STATE.search(found.group()) else kind
    return None


def _owned(own: str) -> bool:
    return own in _POSSESSIVE or own.endswith(("'s", "’s", "s'", "s’"))
