"""Runs of capitalised words that may be names of people, cut at words that are no names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal

from casewatch.model.spans import Span
from casewatch.reading.people.words import (
    AMBIGUOUS_HEADS,
    bare,
    cutting,
    is_given,
    people_words,
    title_heads,
    title_parts,
)

_ABBREVIATED = (
    "Mr|Mrs|Ms|Dr|Prof|Jr|Sr|St|Sgt|Lt|Det|Insp|Capt|Gen|Col|Sen|Rep|Gov|Supt|Hon|Rev|Esq|Messrs"
)
#: A capitalised word, an initial or several, or an abbreviation with its point.
_CAPITAL = re.compile(
    r"(?<![\w@#/\\])(?:(?:[A-ZÀ-Þ]\.){1,4}|(?:" + _ABBREVIATED + r")\.(?=\s|,)|"
    r"[^\W\d_a-zß-öø-ÿ][^\W_]{0,40}(?:['’ʼ\-‐‑][^\W_]{1,40}){0,4})"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_INITIALS = re.compile(r"^(?:[A-ZÀ-Þ]\.?){1,4}$")
_SPACE = re.compile(r"^[ \u00a0\u202f]{1,2}$")
_NICKNAME = re.compile(
    r",?[ \u00a0]{1,2}(?:[\"“”‘'](?P<q>[^\"“”‘’'\n]{1,30}?),?[\"“”’']|\((?P<b>[^()\n]{1,30})\)),?[ \u00a0]{1,2}"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One capitalised word of the text, without its possessive ending."""

    start: int
    end: int
    text: str
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A candidate name: its words (particles among them), and a nickname set inside it."""

    span: Span
    words: tuple[str, ...]
    nicknames: tuple[Span, ...] = ()


@cache
def _particles() -> re.Pattern[str]:
    words = sorted(people_words("particle"), key=len, reverse=True)
    one = "|".join(re.escape(w) for w in words)
    return re.compile(rf"^[ \u00a0]((?:(?:{one})[ \u00a0-]){{1,3}})$")


@cache
def _leading_particle() -> re.Pattern[str]:
    one = "|".join(("van", "von", "de", "al", "el", "van der", "van den", "van de", "ter", "ten"))
    return re.compile(rf"(?<!\w)((?:{one})[ -])$")


def capitals(text: str) -> Iterator[Word]:
    """The capitalised words of `text`, in order."""
    for match in _CAPITAL.finditer(text):
        word = match.group()
        if not word[0].isupper():
            continue
        if len(word) > 2 and word.endswith(_POSSESSIVE):
            yield Word(match.start(), match.end() - 2, word[:-2], True)
        else:
            yield Word(match.start(), match.end(), word)


@lru_cache(maxsize=20_000)
def is_initials(word: str) -> bool:
    """Whether a word is one initial or several (`J.`, `K.J.`, `J`)."""
    return (len(word) == 1 or "." in word) and bool(_INITIALS.match(word))


_NO_INITIALS = frozenset({"u.s", "u.k", "d.c", "e.u", "u.n", "u.s.c", "a.m", "p.m"})


def _is_suffix(word: str) -> bool:
    return bare(word) in people_words("suffix")


def _may_be_name(word: Word, previous: list[Word]) -> bool:
    alone, behind = _may_be(word.text)
    if not previous or behind is None:
        return alone
    if behind == "ambiguous":
        return is_given(previous[-1].text) or is_initials(previous[-1].text)
    return True


@lru_cache(maxsize=50_000)
def _may_be(word: str) -> tuple[bool, Literal["always", "ambiguous"] | None]:
    """Whether a word can open a name, and whether it can go on with one where it cannot."""
    low = bare(word)
    if is_initials(word):
        known = low not in _NO_INITIALS
        return known and len(word) > 1, "always" if known else None
    if not word.isalpha() and any(c.isdigit() for c in word):
        return False, None
    suffix = _is_suffix(word)
    if low in cutting():
        return False, "always" if suffix else "ambiguous" if low in AMBIGUOUS_HEADS else None
    return len(low) > 1, "always" if suffix else None


def _joins(text: str, last: Word, word: Word) -> str | None:
    """The particles between a run's last word and `word`; None where the run ends."""
    if last.owns:
        return None
    gap = text[last.end : word.start]
    if _SPACE.match(gap):
        return ""
    if not gap or len(gap) > 20 or "\n" in gap:
        return None
    if _is_suffix(word.text) and gap.strip(" \u00a0") == ",":
        return ""
    found = _particles().match(gap)
    return found.group(1) if found else None


def _nickname(text: str, at: int) -> tuple[Span, int] | None:
    """The nickname set in quotes or brackets inside a name at `at`, and where the name goes on."""
    found = _NICKNAME.match(text, at)
    if not found:
        return None
    kind = "q" if found.group("q") else "b"
    inside = found.group(kind).strip()
    if not inside or inside[0].isdigit() or len(inside.split()) > 3 or not inside.isprintable():
        return None
    return Span(*found.span(kind)), found.end()


@dataclass(slots=True)
class _Building:
    """A run in the making."""

    words: list[Word] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    nicknames: list[Span] = field(default_factory=list)

    def add(self, word: Word, particles: str = "") -> None:
        between = particles.split()
        glued = between.pop() if between and between[-1].endswith("-") else ""
        self.parts.extend([*between, glued + word.text])
        self.words.append(word)

    def close(self) -> Iterator[Run]:
        if self.words:
            span = Span(self.words[0].start, self.words[-1].end)
            yield Run(span, tuple(self.parts), tuple(self.nicknames))
        self.words, self.parts, self.nicknames = [], [], []


def _opens(text: str, word: Word, following: Word | None) -> bool:
    """Whether a given name that is another word too ("April", "Danish") opens a name here."""
    return (
        following is not None
        and is_given(word.text)
        and bare(word.text) not in title_heads()
        and _joins(text, word, following) is not None
        and bare(following.text) not in cutting()
        and _may_be_name(following, [word])
    )


_MARKS = frozenset("\"“”‘'(")


def _raw_runs(text: str) -> Iterator[Run]:
    words = list(capitals(text))
    open_ = _Building()
    at = 0
    while at < len(words):
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else None
        joined = _joins(text, open_.words[-1], word) if open_.words else None
        if open_.words and joined is None:
            yield from open_.close()
        if _may_be_name(word, open_.words) or (not open_.words and _opens(text, word, following)):
            open_.add(word, joined or "")
            at += 1
            marked = text[word.end + 1 : word.end + 3].strip()[:1] in _MARKS
            nickname = _nickname(text, word.end) if marked and not word.owns else None
            if nickname is not None:
                after = at
                while after < len(words) and words[after].start < nickname[1]:
                    after += 1
                if after < len(words) and words[after].start == nickname[1]:
                    goes_on = words[after]
                    if _may_be_name(goes_on, open_.words) and _fits_nickname(text, nickname[0]):
                        open_.nicknames.append(nickname[0])
                        open_.add(goes_on)
                        at = after + 1
            continue
        yield from open_.close()
        at += 1
    yield from open_.close()


def _fits_nickname(text: str, span: Span) -> bool:
    """A nickname is a handle or a name; abbreviations of organisations in brackets are none."""
    inside = span.text_of(text)
    return text[span.start - 1] != "(" or not (inside.isupper() and bare(inside) in cutting())


def runs(text: str) -> list[Run]:
    """The runs of `text` that may be names, single words too, in order."""
    whole = (_with_leading_particle(text, run) for run in _raw_runs(text))
    return [r for r in (_trimmed(text, r) for r in whole) if r is not None]


_LEADING = ("an ", "on ", "de ", "al ", "al-", "el ", "el-", "er ", "en ")


def _with_leading_particle(text: str, run: Run) -> Run:
    before = text[max(0, run.span.start - 9) : run.span.start]
    if not before.endswith(_LEADING):
        return run
    found = _leading_particle().search(before)
    if not found:
        return run
    start = run.span.start - (len(before) - found.start(1))
    title = text[max(0, start - 20) : start].split()
    known = bool(title) and bare(title[-1]) in title_heads() and "\n" not in text[start - 1 : start]
    if not known or title[-1][0].islower():
        return run
    return replace(run, span=Span(start, run.span.end), words=(*found.group(1).split(), *run.words))


#: "the District of Columbia Jo Bloggs": the first word still belongs to the place.
_OF_PLACE = re.compile(r"\b(?:District|State|Commonwealth|City|County|Republic|Province) of $")
_GERUND = re.compile(r"^[A-Z][a-z]{2,}(?:ing|ly)$")


def _without_first(text: str, run: Run) -> Run:
    gap = len(run.words[0])
    start = run.span.start + gap
    while not text[start].isalnum():
        start += 1
    return replace(run, span=Span(start, run.span.end), words=run.words[1:])


def _trimmed(text: str, run: Run) -> Run | None:
    """Without suffixes at its beginning or initials alone; None where nothing is left."""
    if all(is_initials(w) or _is_suffix(w) or w in people_words("particle") for w in run.words):
        return None
    opener = run.words[0]
    if (
        len(run.words) == 1
        and bare(opener) in title_parts()
        and text.startswith(" of ", run.span.end)
    ):
        return None  # "Deputy Head of …" is an office
    if len(run.words) > 1 and _GERUND.match(opener) and not is_given(opener):
        return _trimmed(text, _without_first(text, run))
    if len(run.words) > 2 and _OF_PLACE.search(text, max(0, run.span.start - 24), run.span.start):
        return _trimmed(text, _without_first(text, run))
    if is_initials(run.words[-1]) and len(run.words) == 2:
        first = run.words[0]
        return Run(Span(run.span.start, run.span.start + len(first)), (first,))
    return run
