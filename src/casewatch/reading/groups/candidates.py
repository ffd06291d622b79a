"""Candidates: every stretch of a text that has the form of a name and may be a group's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from casewatch.model.spans import Span
from casewatch.reading.groups.tokens import Words, edges
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
#: "WASHINGTON –", "LOS ANGELES, Calif. –": a place from where it is told.
_DATELINE = re.compile(r"(?:, [A-Z][\w.]{1,12}){0,2}(?: ?[–—]| - | \()")
_GAPS = frozenset([" ", " & ", " - "])
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


class Candidate(NamedTuple):
    """A stretch that may be a group's name; `first` and `last` index its tokens.

    `how`: `chain` of capitals or well known, `part` of one, `domain`, `quoted` or `agency`.
    """

    span: Span
    text: str
    first: int
    last: int
    how: str


@cache
def known_phrases() -> Phrases[tuple[str, ...]]:
    """The well-known names, each with the kinds under which it is listed."""
    kinds: dict[str, list[str]] = {}
    for kind, names in table("groups_known").items():
        for name in names:
            kinds.setdefault(name, []).append(kind)
    return Phrases((name, tuple(found)) for name, found in kinds.items())


def candidates(text: str, words: Words, extra: Iterable[Span] = ()) -> list[Candidate]:
    """All candidates in order of start; they may overlap. `extra` are agencies' names."""
    starts, size = words.starts, len(words)
    found: dict[Span, Candidate] = {}

    def add(start: int, end: int, how: str) -> None:
        span = Span(start, end)
        if end - start >= 2 and span not in found:
            first = bisect_left(starts, start)
            if first < size and starts[first] == start:
                last = first
                while last + 1 < size and starts[last + 1] < end:
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
        if (
            _DATELINE.match(text, words.ends[last])
            and text[words.starts[first] : words.ends[last]].isupper()
        ):
            continue
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


def _chains(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Runs of name-like words, `(first, last)`, with "of" and "&" inside."""
    starts, ends, texts = words.starts, words.ends, words.texts
    named = frozenset(words.names)
    done, size = -1, len(starts)
    for i in words.names:
        if i <= done:
            continue
        last = i
        while last + 1 < size and last - i < 8:
            gap = text[ends[last] : starts[last + 1]]
            if last + 1 in named and gap in _GAPS:
                last += 1
            elif (
                gap == " "
                and texts[last + 1] in _JOIN
                and last + 2 in named
                and text[ends[last + 1] : starts[last + 2]] == " "
            ):
                last += 2
            else:
                break
        yield i, last
        done = last


def _cuts(text: str, words: Words, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """The chain itself, with a firm's form after it, and its parts around a possessive."""
    leading = edges()[0]
    starts, ends, texts = words.starts, words.ends, words.texts
    while first < last and texts[first] in leading:
        first += 1
    start, end = starts[first], ends[last]
    firm = FIRM.match(text, end)
    if firm:
        yield start, firm.end(), "chain"
    bare = end - 2 if text[end - 2 : end] in ("’s", "'s") else end
    if bare != end and _owns(text, end):
        end = bare
    more = _AFTER.match(text, end)
    if more and first == last:
        end = more.end()
    yield start, end, "chain"
    if texts[first] in ("City", "Town", "County", "Village", "Port"):
        state = _STATE.match(text, end)
        if state:
            yield start, state.end(), "chain"
    if bare < end:
        yield start, bare, "part"
    tail = _TAIL.search(text, starts[last], end)
    if tail and text[starts[last] : tail.start()] not in edges()[1]:
        yield start, tail.start(), "part"
    for i in range(first, last):
        if texts[i].endswith(("’s", "'s")):
            yield start, ends[i] - 2, "part"
            yield starts[i + 1], end, "part"


def _owns(text: str, end: int) -> bool:
    """Whether a name with an apostrophe that ends at `end` owns what follows: "Acme's servers".

    Where nothing follows that could be owned, the apostrophe belongs to the name.
    """
    return _OWNED.match(text, end) is not None
