"""Signs: phrases about a person that tell charge, arrest, plea, sentence, release and the like.

Found without a parse: a predicate belongs to the names before it in its clause, an object phrase
to the names right behind it; a pronoun at the head of a sentence stands for the person before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.beside import Beside
from casewatch.reading.cast import Cast, Mention
from casewatch.reading.prepared import Prepared
from casewatch.reading.standing.real import LONGEST, is_real
from casewatch.reading.standing.whose import Meant, has_pronoun, named_before, named_behind
from casewatch.reading.tables import table
from casewatch.reading.text.search import lowered
from casewatch.reading.text.sentences import Sentence

#: What charges are dropped against.
_AGAINST = re.compile(
    r"\b(?:charges?|case|indictment|counts?|complaint|prosecution) against\b", re.IGNORECASE
)
#: Behind a passive stands no object: "nobody was charged, and X …".
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s(?:\w+\s)?$", re.IGNORECASE)
#: Freedom that is only talked about, wherever the sentence says so.
_TALKED = re.compile(
    r"\b(?:refus\w+|unlikely|hop(?:e|es|ed|ing)|could|would|may|might|talks|propos\w+|possible|possibility|negotiat\w+|"
    r"wants?|wanted|demand\w*|reject\w*)\b",
    re.IGNORECASE,
)
_DONE_TO = frozenset({"charged", "arrested", "convicted", "sentenced", "sanctioned"})
_NOT = re.compile(r"\b(?:not|never)\s(?!guilty)", re.IGNORECASE)
_NEGATIVE = frozenset({"uncharged", "dismissed"})


@dataclass(frozen=True, slots=True)
class Sign:
    """One phrase about one person."""

    name: str
    kind: str
    span: Span


_Place = tuple[str, str, int, int]
_Sides = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> tuple[tuple[str, _Sides], ...]:
    """Each kind with its phrases, those after a name (`by`) and those before one (`of`)."""
    found = []
    for kind, body in table("status_signs").items():
        sides = [(side, re.compile("|".join(body[side]))) for side in ("by", "of") if body[side]]
        found.append((kind, tuple(sides)))
    return tuple(found)


@cache
def _stems() -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each stem with the numbers of the kinds for which a sentence must hold one of theirs."""
    kinds: dict[str, list[int]] = {}
    for number, (kind, _) in enumerate(_patterns()):
        for stem in table("status_stems")[kind]:
            kinds.setdefault(stem, []).append(number)
    return tuple((stem, tuple(numbers)) for stem, numbers in kinds.items())


class _Phrases:
    """The phrases of one text, sentence by sentence; each sentence is looked through once."""

    def __init__(self, text: str) -> None:
        low = text.lower()
        self._here = [(stem, kinds) for stem, kinds in _stems() if stem in low]
        self._known: dict[str, tuple[_Place, ...]] = {}

    def of(self, words: str) -> tuple[_Place, ...]:
        """Each phrase of a sentence: kind, side, start, end."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = tuple(self._find(words))
        return known

    def in_lower(self, low: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
        """The kind, side and pattern of the phrases that a sentence in lower case can hold."""
        told = [kinds for stem, kinds in self._here if stem in low]
        for number in sorted({k for kinds in told for k in kinds}):
            kind, sides = _patterns()[number]
            for side, pattern in sides:
                yield kind, side, pattern

    def _find(self, words: str) -> Iterator[_Place]:
        low = lowered(words)
        for kind, side, pattern in self.in_lower(low):
            for match in pattern.finditer(low):
                yield (kind, side, *match.span())


#: Signs that make somebody the subject of a procedure, so that "he" may mean him.
_SUBJECTED = frozenset(
    [
        "charged",
        "arrested",
        "custody",
        "bond",
        "extradited",
        "convicted",
        "awaiting",
        "sentenced",
        "serving",
        "wanted",
        "sanctioned",
        "acquitted",
    ]
)


def find_signs(
    prepared: Prepared,
    cast: Cast,
    leave: frozenset[str],
    aside: Beside,
    subjects: frozenset[str] = frozenset(),
) -> list[Sign]:
    """The signs of all people but those in `leave` (who act for the state), in text order.

    `subjects` are those of whom events tell a procedure. Signs told by name come first: of whom
    one speaks, a pronoun beside a procedure means.
    """
    mentions = [m for m in cast.mentions if m.kind == "person" and m.name not in leave]
    if not mentions:
        return []
    phrases = _Phrases(prepared.text)
    told = _pass(prepared, mentions, None, aside, phrases)
    named = [s for s in told if s.kind in _SUBJECTED]
    meant = Meant(subjects | {s.name for s in named}, aside)
    return [
        *_pass(prepared, mentions, meant, aside, phrases),
        *_of_the_one(prepared, mentions, meant, phrases),
    ]


_UNDONE = re.compile(
    r"\b(?:overturned|quashed|vacated|reversed|threw out|annulled|set aside) (?:the|his|her) (?:\w+ )?(?:convictions?|verdict)\b"
    r"(?! (?:of|against))",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"^\s(?:a|an|the|his|her)\s", re.IGNORECASE)


#: One of these stands in a text that ends a case of somebody described.
_ENDED = (
    "overturn",
    "quash",
    "vacat",
    "revers",
    "threw",
    "annul",
    "set aside",
    "acquit",
    "clear",
    "charges against",
    "dismiss",
)


def _of_the_one(
    prepared: Prepared, mentions: Sequence[Mention], meant: Meant, phrases: _Phrases
) -> Iterator[Sign]:
    """What ends a case, told of somebody described ("overturned the conviction of a man who …").

    It is of the one person of whom a procedure is told; of nobody where there are several.
    """
    low = prepared.text.lower()
    if not any(stem in low for stem in _ENDED):
        return
    sole = next(iter(meant.subjects)) if len(meant.subjects) == 1 else ""
    last: list[str] = []
    starts = [m.span.start for m in mentions]
    for sentence in prepared.sentences:
        words = prepared.words(sentence)
        first, last_one = bisect_left(starts, sentence.start), bisect_right(starts, sentence.end)
        named = [m.name for m in mentions[first:last_one] if m.name in meant.subjects]
        if named:
            last = list(dict.fromkeys(named))
            continue
        name = sole or (last[0] if len(last) == 1 else "")
        if not name:
            continue
        if undone := _UNDONE.search(words):
            if is_real("overturned", words[: undone.start()]):
                yield Sign(
                    name,
                    "overturned",
                    Span(sentence.start + undone.start(), sentence.start + undone.end()),
                )
            continue
        for kind, side, start, end in phrases.of(words):
            ends = kind in ("overturned", "acquitted") and side == "of"
            if not ends or not is_real(kind, words[:start]) or words[start:end] == "cleared":
                continue
            if _DESCRIBED.match(words[end:]):
                yield Sign(name, kind, Span(sentence.start + start, sentence.start + end))


def _pass(
    prepared: Prepared,
    mentions: Sequence[Mention],
    meant: Meant | None,
    aside: Beside,
    phrases: _Phrases,
) -> list[Sign]:
    """All signs of the text; those by name alone where nobody is `meant` by a pronoun yet."""
    starts = [m.span.start for m in mentions]
    found: list[Sign] = []
    before: list[Mention] = []
    order = [n for n in dict.fromkeys(m.name for m in mentions) if n not in aside.names]
    for sentence in prepared.sentences:
        low = bisect_left(starts, sentence.start)
        high = bisect_right(starts, sentence.end)
        here = mentions[low:high]
        words = prepared.words(sentence)
        if words.rstrip('"”’ ').endswith("?"):
            continue
        if here or (before and has_pronoun(words)):
            found.extend(_in_sentence(words, sentence, here, before, meant, phrases))
        if words.endswith(":"):
            listed = _lines_below(prepared, sentence, mentions[high:])
            found.extend(_in_list(words, sentence, listed, phrases))
        if not before:
            found.extend(_unnamed(words, sentence, here, order, phrases))
        fit = [m for m in here if meant is None or meant.fits(m.name, "")]
        if fit:
            before = fit
    return found


def _in_sentence(
    words: str,
    sentence: Sentence,
    here: Sequence[Mention],
    before: Sequence[Mention],
    meant: Meant | None,
    phrases: _Phrases,
) -> Iterator[Sign]:
    for kind, side, start, end in phrases.of(words):
        left = words[max(0, start - LONGEST) : start]
        if not is_real(kind, left) or (kind not in _NEGATIVE and _NOT.search(words[start:end])):
            continue
        if kind == "dismissed" and not _AGAINST.search(left):
            continue
        if side == "of" and kind in _DONE_TO and _PASSIVE.search(left):
            continue
        if kind == "freed" and _TALKED.search(words):
            continue
        span = Span(sentence.start + start, sentence.start + end)
        if side == "by":
            who = named_before(
                words, sentence.start, span.start, words[start:end], here, before, meant
            )
        else:
            who = named_behind(words, sentence.start, span.end, here, kind)
        for mention in who:
            yield Sign(mention.name, kind, span)


def _lines_below(
    prepared: Prepared, sentence: Sentence, following: Sequence[Mention]
) -> list[Mention]:
    """The names that open the lines of the list that `sentence` announces with a colon."""
    taken: list[Mention] = []
    end = sentence.end
    for mention in following:
        between = prepared.text[end : mention.span.start]
        opens = re.search(r"(?:^|\n)[\s•*·–-]{0,6}(?:[^\n]{0,30}\s)?$", between) is not None
        if opens and len(between) < 260 and between.count("\n\n") <= 2:
            taken.append(mention)
            end = mention.span.end
        elif between.count("\n") > 0 or len(between) > 200:
            break
    return taken


def _in_list(
    words: str, sentence: Sentence, listed: Sequence[Mention], phrases: _Phrases
) -> Iterator[Sign]:
    for kind, side, start, end in phrases.of(words) if listed else ():
        if side == "of" or not is_real(kind, words[:start]):
            continue
        span = Span(sentence.start + start, sentence.start + end)
        for name in dict.fromkeys(m.name for m in listed):
            yield Sign(name, kind, span)


_LEAD = re.compile(
    r"(?:^|[–—-]\s?|,\s)(?P<many>A|An|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\s(?:[\w.,'’-]+\s){0,9}?"
    r"(?:m[ae]n|wom[ae]n|nationals?|citizens?|residents?|hackers?|individuals?|people|defendants?|worker|employee|"
    r"couple|brothers|cybercriminals?|students?|teenagers?|teens?|administrators?|developers?|members?|leaders?|operators?|founders?|youths?|suspects?)\b"
)
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
}


def _unnamed(
    words: str,
    sentence: Sentence,
    here: Sequence[Mention],
    order: Sequence[str],
    phrases: _Phrases,
) -> Iterator[Sign]:
    """Signs of the lead ("A Lyon man was sentenced"), which names its subject only later on."""
    lead = _LEAD.search(words) if order else None
    if lead is None:
        return
    wanted = _NUMBERS.get(lead.group("many").lower(), 1)
    if len(order) < wanted:
        return
    low = lowered(words)
    for kind, side, pattern in phrases.in_lower(low):
        match = pattern.search(low, lead.end())
        if side == "of" or match is None or kind == "freed":
            continue
        if any(m.span.end - sentence.start <= match.start() for m in here):
            continue
        if not is_real(kind, words[: match.start()]):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        for name in order[:wanted]:
            yield Sign(name, kind, span)
