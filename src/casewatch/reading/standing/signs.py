"""Signs: phrases about a person that tell charge, arrest, plea, sentence, release and the like.

Found without a parse: a predicate belongs to the names before it in its clause, an object phrase
to the names right behind it; a pronoun at the head of a sentence stands for the person before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from casewatch.model.spans import Span
from casewatch.reading.beside import Beside
from casewatch.reading.cast import Cast, Mention
from casewatch.reading.prepared import Prepared
from casewatch.reading.tables import table
from casewatch.reading.text.search import lowered
from casewatch.reading.text.sentences import Sentence

_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|can|should|if|unless|until|when|expected|scheduled|set|due|hope|hopes|"
    r"not|never|nor|neither|whoever|anyone|to|faces?|facing|potentially|possible)\b[^.;:]{0,24}$|n['’]t\b[^.;]{0,12}$",
    re.IGNORECASE,
)
#: Signs that speak of what is not yet, or not at all, by their nature.
_AHEAD = frozenset({"uncharged", "charged", "awaiting", "wanted", "custody", "suspected"})
#: Signs that speak of a finding: no condition may stand before them.
_AGAINST = re.compile(
    r"\b(?:charges?|case|indictment|counts?|complaint|prosecution) against\b", re.IGNORECASE
)
_PROVEN = frozenset({"convicted", "awaiting", "sentenced", "serving", "freed"})
_IF = re.compile(r"\b(?:if|unless|until|presumed|maximum|whoever)\b|^had\b", re.IGNORECASE)
#: Not even a charge: what might come, and what is said not to be.
_NO_CHARGE = re.compile(
    r"\b(?:could|may|might|would|should|can|cannot|not|never|nobody|neither|nor|unless|whether|if|no\sone)\b[^.;:,]{0,24}$"
    r"|n['’]t\b[^.;,]{0,16}$|\b(?:nobody|no\sone|none)\b[^.;:]{0,80}$",
    re.IGNORECASE,
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
#: Wished, feared, refused or only rumoured.
_SOUGHT = re.compile(
    r"\b(?:s(?:eek|eeks|eeking|ought)|demand(?:s|ed|ing)?|request(?:s|ed|ing)?|ask(?:s|ed|ing)?\s(?:for|that)|call(?:s|ed|ing)?\sfor|"
    r"want(?:s|ed|ing)?|hop(?:e|es|ed|ing)|fear(?:s|ed|ing)?|propos(?:e|es|ed|al)|threat\w*|prospects?|risk|chance|possibility|"
    r"block(?:s|ed|ing)?|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|fights?|fighting|fought|"
    r"avoid(?:s|ed|ing)?|escap(?:e|es|ed|ing)|rumou?rs?|claims?\sthat|talks)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never)\s(?!guilty)", re.IGNORECASE)
_NEGATIVE = frozenset({"uncharged", "dismissed"})
#: Kinds that are done to somebody and may thus be sought or refused.
_DONE = frozenset(
    {"convicted", "sentenced", "extradited", "freed", "acquitted", "custody", "arrested"}
)
_PRONOUN = re.compile(
    r"(?:^|[.,;:]\s|\band\s|\bthat\s|\bwhen\s|\bas\s)(?P<one>he|she)\b|^(?:his|her)\b|(?P<many>\bthey|\bboth(?: men| defendants| women)?\b|\bthe (?:two|three|four|five|six|defendants?|pair|men|duo|brothers|couple)\b)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"^\W*(?:were|are|have|all|both|each|face\b|remain\b|plead\b)", re.IGNORECASE)
_OBJECT_GAP = re.compile(
    r"^(?:[\s,:“\"'’]|\b(?:that|against|the|a|an|of|and|on|for|with|including|former|alleged|defendants?|defendant|"
    r"men|man|woman|hackers?|cybercriminals?|russians?|as|is|are|was|were|include[sd]?|named|[a-z]+-[a-z]+|[a-z]{3,14}|[A-Z][a-z]{3,12}|U\.S\.|to)\b){0,9}$"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One phrase about one person."""

    name: str
    kind: str
    span: Span


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], tuple[tuple[str, re.Pattern[str]], ...]], ...]:
    """Each kind with its stems and its phrases, those after a name and those before one."""
    found = []
    for kind, body in table("status_signs").items():
        sides = tuple(
            (side, re.compile("|".join(body[side]))) for side in ("by", "of") if body[side]
        )
        found.append((kind, tuple(table("status_stems")[kind]), sides))
    return tuple(found)


def _phrases(lower: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """The phrases that a sentence in lower case can hold at all, by the stems in it."""
    for kind, stems, sides in _patterns():
        if any(stem in lower for stem in stems):
            for side, pattern in sides:
                yield kind, side, pattern


@lru_cache(maxsize=1024)
def _places(words: str) -> tuple[tuple[str, str, int, int], ...]:
    """Each phrase of a sentence: kind, side, start, end. Both passes over a text ask."""
    low = lowered(words)
    return tuple(
        (kind, side, *match.span())
        for kind, side, pattern in _phrases(low)
        for match in pattern.finditer(low)
    )


@lru_cache(maxsize=1024)
def _has_pronoun(words: str) -> bool:
    return _ANY_PRONOUN.search(words.lower()) is not None and _PRONOUN.search(words) is not None


_ANY_PRONOUN = re.compile(r"\b(?:s?he|his|her|they|both|the)\b")


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


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who may be meant by a pronoun: the subjects of a procedure, else whoever is not aside."""

    subjects: frozenset[str]
    beside: Beside

    def fits(self, name: str, pronoun: str) -> bool:
        if not self.beside.fits(name, pronoun):
            return False
        if self.subjects:
            return name in self.subjects
        return name not in self.beside.names and name not in self.beside.speakers


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
    named = [s for s in _pass(prepared, mentions, None, aside) if s.kind in _SUBJECTED]
    meant = _Meant(subjects | {s.name for s in named}, aside)
    return [*_pass(prepared, mentions, meant, aside), *_of_the_one(prepared, mentions, meant)]


_UNDONE = re.compile(
    r"\b(?:overturned|quashed|vacated|reversed|threw out|annulled|set aside) (?:the|his|her) (?:\w+ )?(?:convictions?|verdict)\b"
    r"(?! (?:of|against))",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"^\s(?:a|an|the|his|her)\s", re.IGNORECASE)


def _of_the_one(prepared: Prepared, mentions: Sequence[Mention], meant: _Meant) -> Iterator[Sign]:
    """What ends a case, told of somebody described ("overturned the conviction of a man who …").

    It is of the one person of whom a procedure is told; of nobody where there are several.
    """
    sole = next(iter(meant.subjects)) if len(meant.subjects) == 1 else ""
    last: list[str] = []
    starts = [m.span.start for m in mentions]
    for sentence in prepared.sentences:
        words = prepared.words(sentence)
        low, high = bisect_left(starts, sentence.start), bisect_right(starts, sentence.end)
        named = [m.name for m in mentions[low:high] if m.name in meant.subjects]
        if named:
            last = list(dict.fromkeys(named))
            continue
        name = sole or (last[0] if len(last) == 1 else "")
        if not name:
            continue
        if undone := _UNDONE.search(words):
            if _is_real("overturned", words[: undone.start()]):
                yield Sign(
                    name,
                    "overturned",
                    Span(sentence.start + undone.start(), sentence.start + undone.end()),
                )
            continue
        for kind, side, start, end in _places(words):
            ends = kind in ("overturned", "acquitted") and side == "of"
            if not ends or not _is_real(kind, words[:start]) or words[start:end] == "cleared":
                continue
            if _DESCRIBED.match(words[end:]):
                yield Sign(name, kind, Span(sentence.start + start, sentence.start + end))


def _pass(
    prepared: Prepared, mentions: Sequence[Mention], meant: _Meant | None, aside: Beside
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
        if here or (before and _has_pronoun(words)):
            found.extend(_in_sentence(words, sentence, here, before, meant))
        if words.endswith(":"):
            listed = _lines_below(prepared, sentence, mentions[high:])
            found.extend(_in_list(words, sentence, listed))
        if not before:
            found.extend(_unnamed(words, sentence, here, order))
        fit = [m for m in here if meant is None or meant.fits(m.name, "")]
        if fit:
            before = fit
    return found


def _is_real(kind: str, left: str) -> bool:
    """Whether the words before a sign leave it a fact."""
    if kind in _PROVEN and _IF.search(left):
        return False
    if kind == "charged" and _NO_CHARGE.search(left):
        return False
    if kind in _DONE and _SOUGHT.search(left):
        return False
    return kind in _AHEAD or not _UNREAL.search(left)


def _in_sentence(
    words: str,
    sentence: Sentence,
    here: Sequence[Mention],
    before: Sequence[Mention],
    meant: _Meant | None,
) -> Iterator[Sign]:
    for kind, side, start, end in _places(words):
        left = words[:start]
        if not _is_real(kind, left) or (kind not in _NEGATIVE and _NOT.search(words[start:end])):
            continue
        if kind == "dismissed" and not _AGAINST.search(left):
            continue
        if side == "of" and kind in _DONE_TO and _PASSIVE.search(left):
            continue
        if kind == "freed" and _TALKED.search(words):
            continue
        span = Span(sentence.start + start, sentence.start + end)
        if side == "by":
            who = _before(words, sentence.start, span.start, words[start:end], here, before, meant)
        else:
            who = _behind(words, sentence.start, span.end, here, kind)
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


def _in_list(words: str, sentence: Sentence, listed: Sequence[Mention]) -> Iterator[Sign]:
    for kind, side, start, end in _places(words) if listed else ():
        if side == "of" or not _is_real(kind, words[:start]):
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
    words: str, sentence: Sentence, here: Sequence[Mention], order: Sequence[str]
) -> Iterator[Sign]:
    """Signs of the lead ("A Lyon man was sentenced"), which names its subject only later on."""
    lead = _LEAD.search(words)
    if lead is None or not order:
        return
    wanted = _NUMBERS.get(lead.group("many").lower(), 1)
    if len(order) < wanted:
        return
    low = lowered(words)
    for kind, side, pattern in _phrases(low):
        match = pattern.search(low, lead.end())
        if side == "of" or match is None or kind == "freed":
            continue
        if any(m.span.end - sentence.start <= match.start() for m in here):
            continue
        if not _is_real(kind, words[: match.start()]):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        for name in order[:wanted]:
            yield Sign(name, kind, span)


def _before(
    words: str,
    base: int,
    at: int,
    phrase: str,
    here: Sequence[Mention],
    before: Sequence[Mention],
    meant: _Meant | None,
) -> list[Mention]:
    left = [m for m in here if m.span.end <= at]
    # Only a pronoun behind the last name can mean somebody else: no need to look further back.
    behind = left[-1].span.end - base if left else 0
    pronouns = list(_PRONOUN.finditer(words, behind, at - base))
    if pronouns and (not left or base + pronouns[-1].start() > left[-1].span.end):
        return _by_pronoun(pronouns[-1], left, before, meant)
    if not left:
        return []
    last = left[-1]
    gap = words[last.span.end - base : at - base]
    cut = r"\bwho\b.*\bwho\b" if _OF_CASE.match(phrase) else r"[;:]\s|\bwho\b.*\bwho\b"
    if len(gap) > 220 or re.search(cut, gap):
        return []
    if _TOLD.search(gap):
        return []
    if len(left) > 1 and (_PLURAL.search(phrase) or _PLURAL.search(gap.rsplit(",", 1)[-1])):
        return _listed(words, base, left)
    return [last]


_OF_CASE = re.compile(r"charges against (?:him|her|them)", re.IGNORECASE)
#: What somebody is told to say or see is no sign of the speaker.
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|testified|added|wrote|learned|heard|knew|thought|claimed|insisted|announced)\b(?!\sin\scourt)"
)


def _by_pronoun(
    pronoun: re.Match[str],
    left: Sequence[Mention],
    before: Sequence[Mention],
    meant: _Meant | None,
) -> list[Mention]:
    """Whom a pronoun before a sign means: somebody earlier in the sentence, or before it."""
    if meant is None:
        return []
    word = pronoun.group().strip(" .,;:").rsplit(" ", 1)[-1]
    if pronoun.group("many"):
        word = ""
    near = [m for m in left if meant.fits(m.name, word)]
    if near:
        return near[:1]
    fit = [m for m in before if meant.fits(m.name, word)]
    return fit if pronoun.group("many") else fit[:1]


def _listed(words: str, base: int, left: Sequence[Mention]) -> list[Mention]:
    """The names that lead up to a plural verb: a list, with ages and places between."""
    taken = [left[-1]]
    for mention in reversed(left[:-1]):
        gap = words[mention.span.end - base : taken[-1].span.start - base]
        if len(gap) > 120 or re.search(r"\b(?:was|were|is|are|said|by|against|from whom)\b", gap):
            break
        taken.append(mention)
    return taken[::-1]


_VERB = re.compile(r"\b(?:is|are|was|were|been|by|said|who|has|have|had|will|for)\b")
_INCLUDING = re.compile(r"\b(?:including|among (?:them|whom|those)|such as|namely)\b|[:–—]")


def _behind(words: str, base: int, at: int, here: Sequence[Mention], kind: str) -> list[Mention]:
    right = [m for m in here if m.span.start >= at]
    if not right:
        return []
    gap = words[at - base : right[0].span.start - base]
    if kind == "freed" and _INCLUDING.search(gap) and len(gap) < 160:
        pass
    elif len(gap) > 70 or not _OBJECT_GAP.match(gap):
        return []
    taken = [right[0]]
    for mention in right[1:]:
        between = words[taken[-1].span.end - base : mention.span.start - base]
        if (
            len(between) > 90
            or _VERB.search(between)
            or not re.search(r"(?:,|;|\band|&)\s(?:\w+\s){0,4}$", between)
        ):
            break
        taken.append(mention)
    return taken
