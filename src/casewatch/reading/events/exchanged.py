"""Who is exchanged, how many, and whether the exchange took place at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewatch.model.spans import Span
from casewatch.reading.events.scene import Scene
from casewatch.reading.numbers import CARDINAL, value

#: An exchange that is hoped for, talked about or refused, in the words before it …
_NOT_YET = re.compile(
    r"\b(?:hop\w+|could|would|may|might|wants?|wanted|possib\w+|potential|propos\w+|talks?|negotiat\w+|ask\w*|offer\w*|discuss\w*|"
    r"demand\w*|seek\w*|sought|candidates?|future|if|any|no|not|never|refus\w+|reject\w+|unless|eventual|rumou?rs?|expect\w*)\b"
    r"[^.;]{0,90}$",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:people|persons|prisoners|detainees|individuals|men and women|hostages|inmates|convicts|captives|citizens|nationals|"
    r"americans|russians|spies|children)"
)
_COUNT = re.compile(
    rf"(?<![\w.,$€£-])(?P<n>{CARDINAL})\s(?:[\w-]+\s){{0,2}}?{_PEOPLE}\b", re.IGNORECASE
)
#: What the sentence of the count must say of them.
_MOVED = re.compile(
    r"\b(?:exchang\w+|swap\w*|freed|released?|changed sides|traded|handed over|deal|set free|let go)\b",
    re.IGNORECASE,
)
#: A part of those exchanged: one side, those who came along, what somebody else counts.
_PART = re.compile(
    r"\b(?:another|other|including|among|of (?:them|whom|those)|held|still|remain\w*)\b", re.I
)
#: What leads to the names of those set free.
_LEADS = re.compile(
    r"\b(?:[Aa]mong (?:those|them|the [a-z]+)\b[^.;\n]{0,90}?\b(?:was|were|is|are)\b"
    r"|(?:[Tt]hose|[Tt]he (?:prisoners|people|others|men|women|detainees)) (?:who (?:were|was|had been) )?"
    r"(?:released|freed|swapped|exchanged|traded|let go|sent home)\b[^.;\n]{0,60}?\b(?:included?|includes|were|are)\b"
    r"|[Ii]n (?:the (?:other|opposite) direction|return|exchange)\b[^.;\n]{0,60}?\b(?:came|went|flew|freed|released|returned|received|for)\b"
    r"|\b(?:returned|handed over|handed back|sent home|flew home|gave up|swapped|traded|exchanged|freed|released))\b"
)
#: What behind a name says that the person is let go.
_GOES = re.compile(
    r"(?:,[^;.\n]{0,80},|)?\s(?:was|were|has been|had been|is|are)\s(?:\w+\s){0,2}?"
    r"(?:swapped|exchanged|traded|freed|handed over|flown home|flown back|sent home|released|among those (?:freed|released|swapped|exchanged|sent))\b"
)
#: "Two hackers were among those freed": the people are named in the sentences that follow.
_COUNTED = re.compile(
    rf"\b(?P<n>{CARDINAL})\s(?:[\w’'-]+\s){{1,5}}?(?:was|were|are)\s(?:also\s)?among\s(?:those|the\s(?:\w+\s){{0,3}}{_PEOPLE})\s"
    r"(?:who\s)?(?:\w+\s){0,2}?(?:freed|released|exchanged|swapped|traded|sent home|let go|flew|flown)\b",
    re.IGNORECASE,
)
#: How far behind, in code points, they may be named.
_NAMED_WITHIN = 900
_OUT = re.compile(
    r"\b(?:left out|not (?:part|included|among)|still (?:held|in|imprisoned|jailed|behind)|remains?\b|excluded|stay(?:s|ed)? behind|"
    r"not (?:freed|released|swapped|exchanged)|could|would|may|might|hope[sd]?|if)\b",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"(?:[\s,]|\b(?:the|a|an|and|for|to|former|well as|as|with|journalists?|reporters?|soldiers?|marines?|activists?|"
    r"[A-Z][a-z]+|[a-z-]{3,16})\b){0,12}"
)
_NEXT = re.compile(
    r",?\s(?:\d{2},\s)?(?:and\s)?(?:(?:the|a)\s)?(?:[a-z-]{3,16}\s){0,3}|,\s\d{2},?\s(?:and\s)?"
)


def is_told(scene: Scene, at: Span) -> bool:
    """Whether the words before the mention of an exchange leave it a fact."""
    sentence = scene.prepared.sentence_at(at.start)
    start = sentence.start if sentence else 0
    left = scene.text[start : at.start].rsplit("—", 1)[-1]
    asks = sentence is not None and scene.text[start : sentence.end].rstrip('"” ').endswith("?")
    return not asks and not _NOT_YET.search(left)


def exchanged(scene: Scene) -> Iterator[tuple[str, Span]]:
    """Those whom the report says to be let go, each with the words that say it."""
    text = scene.text
    yield from _counted(scene)
    for sentence in scene.prepared.sentences:
        named = [m for m in scene.cast.within(sentence.span, "person") if scene.concerns(m.name)]
        if not named or _OUT.search(text, sentence.start, sentence.end):
            continue
        for mention in named:
            if found := _GOES.match(text, mention.span.end, sentence.end):
                yield mention.name, Span(mention.span.start, found.end())
        for lead in _LEADS.finditer(text, sentence.start, sentence.end):
            at = lead.end()
            for i, mention in enumerate(m for m in named if m.span.start >= lead.end()):
                link = _GAP if i == 0 else _NEXT
                if len(text[at : mention.span.start]) > 70 or not link.fullmatch(
                    text, at, mention.span.start
                ):
                    break
                yield mention.name, Span(max(lead.start(), mention.span.end - 90), mention.span.end)
                at = mention.span.end


def _counted(scene: Scene) -> Iterator[tuple[str, Span]]:
    """Those who are told by number to be among those let go and named right after."""
    if "among" not in scene.text:
        return
    for found in _COUNTED.finditer(scene.text):
        number = value(found["n"])
        after = Span(found.end(), found.end() + _NAMED_WITHIN)
        named = scene.cast.within(after, "person")
        names = list(dict.fromkeys(m.name for m in named if scene.concerns(m.name)))
        if number is not None and 1 < number == len(names):
            for name in names:
                yield name, Span(*found.span())


def count_of_exchange(scene: Scene) -> int | None:
    """How many people the report says were exchanged: the largest count told of them as a whole."""
    best = None
    for sentence in scene.prepared.sentences:
        words = scene.prepared.words(sentence)
        if not _MOVED.search(words):
            continue
        for match in _COUNT.finditer(words):
            number = value(match["n"])
            around = words[max(0, match.start() - 24) : match.start()]
            if number is None or number != int(number) or not 1 < number < 10_000:
                continue
            if not _PART.search(around) and _near_move(words, match):
                best = max(best or 0, int(number))
    return best


def _near_move(words: str, match: re.Match[str]) -> bool:
    """Whether the count stands beside the word of exchange, in its clause."""
    return bool(
        _MOVED.search(words[max(0, match.start() - 40) : match.start()])
        or _MOVED.search(words[match.end() : match.end() + 60])
    )
