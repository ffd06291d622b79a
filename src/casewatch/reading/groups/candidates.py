"""Candidates: every stretch of a text that has the form of a name and may be a group's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import count
from operator import itemgetter
from typing import NamedTuple

from casewatch.model.spans import Span
from casewatch.reading.phrases import Phrases
from casewatch.reading.tables import table

_TLD = (
    r"com|net|org|info|biz|ru|su|io|cc|to|is|me|in|tv|ws|co|us|uk|eu|de|nl|pw|sx|st|club|shop|vip|xyz|"
    r"top|onion|site|online|store|app|ch|la|ms|gg|lol|bz|id|win|live|market|link|ltd|pro|sh|so|li|at|fi"
)
_DOMAIN = re.compile(
    rf"(?<![\w@/.-])(?:[A-Za-z0-9][A-Za-z0-9-]{{1,40}}\.){{1,2}}(?:{_TLD})(?![\w@/-]|\.\w)", re.I
)
_PUBLIC_SITE = re.compile(r"^(?:www\.|pacer\.|https?)|\.gov\b|justice|usdoj|europol|interpol", re.I)
_TOKEN = re.compile(r"[^\W_](?:\w|[.'’&$+!/@-](?=\w)){0,40}[$+]?")
#: The same without a bound, and several times faster; what is longer is cut up by the other.
_WORD, _LONG = re.compile(r"[^\W_]\w*(?:[.'’&$+!/@-]\w+)*[$+]?"), 40
_NUMBER = re.compile(r"[\d.,/-]+(?:st|nd|rd|th|s|k|m|bn|am|pm)?$")
_JOIN = frozenset({"of", "&", "de"})
FIRM = re.compile(r",? (?:Inc|LLC|Ltd|Limited|Corp|Corporation|GmbH|AG|LP|LLP|PLC|Co)(?:\.|(?!\w))")
_STATE = re.compile(r", [A-Z][a-z]+(?: [A-Z][a-z]+)?(?!\w)")
#: What a possessive may own; a list goes on with "and".
_OWNED = re.compile(r" (?!(?:and|or|in|at|on|for|to|was|were|is|has|had|restaurants?)\b)\w")
#: A lower-case rest behind a hyphen: "Acme-linked", "the Acme-hack".
_TAIL = re.compile(
    r"(?<=[^\W\d_])(?<!-for)(?<!-to)-(?:affiliated|linked|related|backed|style|[a-z]{4,5})$"
)
#: Capitals that by themselves are no name and may end one: "Smart ID".
_AFTER = re.compile(r" (?:ID|VPN|AI|IT|API|ATM|RAT)(?![\w-])")
_QUOTED = re.compile(r"[“\"]([^\W_][\w.@$/’'&-]{1,30}(?: [\w.@$’'&-]{1,20}){0,3}),?[”\"]")


class Token(NamedTuple):
    """A word at `[start, end)`; `name` where it has the form of a part of a name."""

    start: int
    end: int
    text: str
    name: bool


class Candidate(NamedTuple):
    """A stretch that may be a group's name; `first` and `last` index its tokens.

    `how`: `chain` of capitals or well known, `part` of one, `domain`, `quoted` or `agency`.
    """

    span: Span
    text: str
    first: int
    last: int
    how: str


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order."""
    spans = [match.span() for match in _WORD.finditer(text)]
    if any(end - start > _LONG for start, end in spans):
        spans = [piece for span in spans for piece in _pieces(text, *span)]
    return tuple(
        [Token(start, end, word := text[start:end], _is_name(word)) for start, end in spans]
    )


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    if end - start <= _LONG:
        return ((start, end),)
    return (match.span() for match in _TOKEN.finditer(text, start, end))


@lru_cache(maxsize=50_000)
def _is_name(word: str) -> bool:
    never = _edges()[1]
    if word[0].isdigit():
        shaped = not word.isdigit() and _NUMBER.match(word) is None
    else:
        shaped = word[0].isupper() or any(map(str.isupper, word))
    return shaped and word.removesuffix("’s").removesuffix("'s") not in never


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    edges = table("groups_words")["edges"]
    return frozenset(edges["leading"]), frozenset(edges["never"])


def leading_words() -> frozenset[str]:
    """Words that open a sentence in capitals and are no part of a name."""
    return _edges()[0]


@cache
def known_phrases() -> Phrases[tuple[str, ...]]:
    """The well-known names, each with the kinds under which it is listed."""
    kinds: dict[str, list[str]] = {}
    for kind, names in table("groups_known").items():
        for name in names:
            kinds.setdefault(name, []).append(kind)
    return Phrases((name, tuple(found)) for name, found in kinds.items())


def candidates(text: str, words: Sequence[Token], extra: Iterable[Span] = ()) -> list[Candidate]:
    """All candidates in order of start; they may overlap. `extra` are agencies' names."""
    starts = dict(zip(map(itemgetter(0), words), count()))
    found: dict[Span, Candidate] = {}

    def add(start: int, end: int, how: str) -> None:
        span = Span(start, end)
        if end - start >= 2 and span not in found:
            first = starts.get(start)
            if first is not None:
                last = first
                while last + 1 < len(words) and words[last + 1].start < end:
                    last += 1
                found[span] = Candidate(span, text[start:end], first, last, how)

    for span in extra:
        add(span.start, span.end, "agency")
    for span, _ in known_phrases().find(text):
        add(span.start, span.end, "chain")
    for match in _domains(text):
        if not _PUBLIC_SITE.search(match.group()):
            add(match.start(), match.end(), "domain")
    for match in _QUOTED.finditer(text):
        add(match.start(1), match.start(1) + len(match.group(1).rstrip(".,")), "quoted")
    for first, last in _chains(text, words):
        for start, end, how in _cuts(text, words, first, last):
            add(start, end, how)
    return sorted(found.values(), key=lambda c: (c.span.start, -c.span.end))


def _domains(text: str) -> Iterator[re.Match[str]]:
    """The domains of a text, looked for only in stretches that hold a point within a word."""
    done = 0
    for point in _POINT.finditer(text):
        if point.start() >= done:
            last = _SPACE_BEFORE.search(text[max(0, point.start() - 200) : point.start() + 1])
            start = point.start() - (len(last.group()) - 1 if last else 0)
            space = _SPACE.search(text, point.end())
            done = space.start() if space else len(text)
            yield from _DOMAIN.finditer(text, start, done)


_POINT = re.compile(r"\.(?=[A-Za-z]{2})")
_SPACE, _SPACE_BEFORE = re.compile(r"\s"), re.compile(r"\S+$")


def _chains(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of name-like words, `(first, last)`, with "of" and "&" inside."""
    i = 0
    while i < len(words):
        if not words[i].name:
            i += 1
            continue
        last = i
        while last + 1 < len(words) and last - i < 8:
            gap = text[words[last].end : words[last + 1].start]
            if gap in (" ", " & ", " - ") and words[last + 1].name:
                last += 1
            elif (
                gap == " "
                and words[last + 1].text in _JOIN
                and last + 2 < len(words)
                and words[last + 2].name
                and text[words[last + 1].end : words[last + 2].start] == " "
            ):
                last += 2
            else:
                break
        yield i, last
        i = last + 1


def _cuts(
    text: str, words: Sequence[Token], first: int, last: int
) -> Iterator[tuple[int, int, str]]:
    """The chain itself, with a firm's form after it, and its parts around a possessive."""
    leading = _edges()[0]
    while first < last and words[first].text in leading:
        first += 1
    start, end = words[first].start, words[last].end
    firm = FIRM.match(text, end)
    if firm:
        yield start, firm.end(), "chain"
    bare = end - 2 if text[end - 2 : end] in ("’s", "'s") else end
    if bare != end and _owns(text, end):
        end = bare
    yield start, end, "chain"
    if words[first].text in ("City", "Town", "County", "Village", "Port"):
        state = _STATE.match(text, end)
        if state:
            yield start, state.end(), "chain"
    if bare < end:
        yield start, bare, "part"
    tail = _TAIL.search(text, words[last].start, end)
    if tail and text[words[last].start : tail.start()] not in _edges()[1]:
        yield start, tail.start(), "part"
    more = _AFTER.match(text, end)
    if more:
        yield start, more.end(), "part"
    for i in range(first, last):
        owner = words[i]
        if text[owner.end - 2 : owner.end] in ("’s", "'s"):
            yield start, owner.end - 2, "part"
            yield words[i + 1].start, end, "part"


def _owns(text: str, end: int) -> bool:
    """Whether a name with an apostrophe that ends at `end` owns what follows: "Acme's servers".

    Where nothing follows that could be owned, the apostrophe belongs to the name.
    """
    return _OWNED.match(text, end) is not None
