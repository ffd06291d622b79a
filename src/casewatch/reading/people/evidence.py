"""Evidence for and against a run being a person's name: features of words and shapes around it.

No feature holds a name; they are lower-case words of context, classes of titles, and shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from casewatch.reading.people.runs import Run, is_initials
from casewatch.reading.people.titles import Title, title_after, title_before
from casewatch.reading.people.words import (
    bare,
    is_family,
    is_given,
    is_patronymic,
    people_words,
    plain,
)
from casewatch.reading.places import country_of

_AGE = re.compile(
    r"\s?[,(]?\s?(?:aged?:? )?(1[2-9]|[2-9]\d)\b(?!\s?(?:%|percent|million|billion|,\d))"
)
_AGE_LINE = re.compile(r"[ \t]*\n\s{0,4}(?:Age:?\s?)?[1-9]\d[ \t]*\n")
_AKA = re.compile(
    r"[\s,;(]{0,3}(?:a\.?k\.?a\b|a/k/a|f/k/a|n/k/a|alias|also known|(?:better |otherwise |formerly )?known (?:online |to )?|"
    r"(?:who )?(?:went|goes|going) by|dubbed|nicknamed)",
    re.IGNORECASE,
)
_FROM = re.compile(r",?\s(?:of|from)\s[A-Z]")
_NEXT = re.compile(r"([\s,;:.!?()\"“”'’–—\-/&|]*)([\w.@$'’]*)")
_BEFORE = re.compile(r"([\w.'’@$]*)([\s,;:.!?()\"“”'’–—\-/&|]*)$")
_CONTACT = re.compile(
    r"@|\b\d{3}[-. ]\d{4}\b|\(\d{3}\)|contact|media relations|press office|photo|image|credit",
    re.IGNORECASE,
)
_STATE = re.compile(r",\s(?:[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+)?|[A-Z]{2})(?=[,.;\s)]|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a run, as its start, end and text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sight:
    """One run with what stands around it."""

    run: Run
    before: Title | None
    after: Title | None
    line: Line
    listed: tuple[str, ...] = ()


def line_of(text: str, start: int, end: int) -> Line:
    """The line that holds `[start, end)`."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    return Line(first, last, text[first:last])


def see(text: str, run: Run) -> Sight:
    """The run with the titles and the line around it."""
    start, end = run.span
    return Sight(run, title_before(text, start), title_after(text, end), line_of(text, start, end))


@lru_cache(maxsize=20_000)
def _is_camel(word: str) -> bool:
    return bool(_CAMEL.search(word)) and not _CAMEL_NAME.match(word)


_CAMEL = re.compile(r"[a-z][A-Z]")
_CAMEL_NAME = re.compile(r"(?:Ma?c|De|Di|La|Le|Van|Fitz|O['’])[A-Z]")
_names_place = lru_cache(maxsize=20_000)(country_of)


def _shape(run: Run, lowered: frozenset[str]) -> Iterator[str]:
    words = [w for w in run.words if bare(w) not in people_words("suffix")]
    low = [bare(w) for w in words]
    yield f"n={min(len(words), 6)}"
    if len(words) < len(run.words):
        yield "suffix"
    if any(is_initials(w) for w in words[1:-1]):
        yield "initial"
    if is_initials(words[0]):
        yield "initial_first"
    if any(w in people_words("particle") and words[i] == w for i, w in enumerate(low)):
        yield "particle"
    yield f"given={'first' if is_given(words[0]) else 'other' if any(map(is_given, words)) else 'no'}"
    if is_given(words[0]) and len(words) > 2 and is_given(words[1]):
        yield "given_two"
    if is_family(words[-1]):
        yield "family_last"
    elif is_family(words[0]):
        yield "family_first"
    if any(is_patronymic(w) for w in words[1:]):
        yield "patronymic"
    if words[-1].isupper() and len(words[-1]) > 2:
        yield "caps_all" if words[0].isupper() else "caps_last"
    if any(w in people_words("place") for w in low):
        yield "place_word"
        if low[-1] in people_words("place"):
            yield "place_last"
    if any(map(_is_camel, words)):
        yield "camel"
    if any(w.isupper() and 2 <= len(w) <= 5 for w in words) and not all(w.isupper() for w in words):
        yield "acronym"
    common = sum(w in lowered for w in low)
    yield f"lowered={min(common, 2)}"
    if _names_place(" ".join(words)) is not None:
        yield "place_name"
    if run.nicknames:
        yield "nickname"
    if "-" in words[-1]:
        yield "hyphen"


def features(text: str, sight: Sight, lowered: frozenset[str]) -> list[str]:
    """The features of one sight; `lowered` holds the words that the text has in lower case."""
    start, end = sight.run.span
    left = _BEFORE.search(text, max(sight.line.start, start - 40), start)
    right = _NEXT.match(text, end, min(sight.line.end, end + 40))
    found = list(_shape(sight.run, lowered))
    if sight.before:
        found.append(f"title={sight.before.kind}{'' if sight.before.near else '~'}")
        if sight.before.touches:
            found.append(f"touch_title={sight.before.kind}")
    if sight.after:
        found.append(f"after={sight.after.kind}")
    if left:
        word, mark = left.groups()
        found.append(f"l_mark={mark.strip()[-1:]}")
        low = bare(word)
        found.append(f"l={low}" if word.islower() or low in _CONTEXT else f"l={_kind(word)}")
    if right:
        mark, word = right.groups()
        found.append(f"r_mark={mark.strip()[:1]}")
        low = bare(word)
        found.append(f"r={low}" if word.islower() else f"r={_kind(word)}")
        if word.islower() and low in people_words("speech"):
            found.append("r_speech")
        if word.islower() and low in people_words("crime"):
            found.append("r_crime")
    if _AGE.match(text, end):
        found.append("r_age")
    if _AKA.match(text, end):
        found.append("r_aka")
    if _AGE_LINE.match(text, end):
        found.append("r_age_line")
    if _FROM.match(text, end):
        found.append("r_from")
    if _STATE.match(text, end):
        found.append("r_state")
    if text.startswith(("'s ", "’s "), end):
        found.append("owns")
    if _FOREIGN.match(text, end):
        found.append("r_foreign")
    found.extend(sight.listed)
    found.extend(_line(sight))
    return found


_LISTED = re.compile(r"(?:,|;| and| &|, and|; and| et| und| en)\s")
_FOREIGN = re.compile(r"\s?[(,]\s?[^\x00-\u024f\u2000-\u20ff]")


def in_lists(text: str, sights: list[Sight]) -> list[Sight]:
    """The sights with what their neighbours in lists ("A, B and C") tell of them."""
    told: list[set[str]] = [set() for _ in sights]
    for order in (range(1, len(sights)), range(len(sights) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for i in order:
            a, b = sights[i - step], sights[i]
            first, second = (a, b) if step > 0 else (b, a)
            gap = text[first.run.span.end : second.run.span.start]
            if not (_LISTED.fullmatch(gap) or _lines_apart(a, b, gap)):
                continue
            if a.before and a.before.near and step > 0:
                told[i].add(f"list_title={a.before.kind}")
            told[i] |= {t for t in told[i - step] if t.startswith("list_title") and step > 0}
            told[i].add("list_given" if is_given(a.run.words[0]) else "list_other")
            if any(is_initials(w) for w in a.run.words):
                told[i].add("list_initial")
    return [replace(s, listed=tuple(sorted(t))) for s, t in zip(sights, told, strict=True)]


def _lines_apart(a: Sight, b: Sight, gap: str) -> bool:
    alone = len(a.line.text.strip()) < 40 and len(b.line.text.strip()) < 40
    return alone and len(gap) < 40 and "\n" in gap and gap.count("\n") <= 4


_CONTEXT = frozenset(
    [
        "in",
        "at",
        "of",
        "the",
        "by",
        "to",
        "for",
        "from",
        "with",
        "and",
        "attorney",
        "agent",
        "judge",
        "director",
        "mr",
        "ms",
    ]
)


def _kind(word: str) -> str:
    low = bare(word).replace("'s", "")
    if not word:
        return "#none"
    if word[0].isdigit():
        return "#digit"
    for kind in ("organisation", "common", "place"):
        if low in people_words(kind):
            return f"#{kind}"
    return "#upper" if word[0].isupper() else "#other"


def _line(sight: Sight) -> Iterator[str]:
    line, run = sight.line, sight.run
    body = line.text.strip()
    if len(body) == run.span.end - run.span.start:
        yield "line_alone"
    elif len(body) < 60 and not body.endswith((".", ",", ";", ":", "”", '"')):
        yield "line_short"
    if len(body) < 120 and _CONTACT.search(body):
        yield "line_contact"
    if len(body) < 60 and re.match(r"(?:by|von|door|par)\s", body, re.IGNORECASE):
        yield "line_by"
    if body.isupper() and len(body) > run.span.end - run.span.start + 3:
        yield "line_caps"
    rest = line.text[run.span.end - line.start :]
    if run.span.start == line.start and re.match(r",?[^.–—-]{0,25}\s?(?:[–—]|--?)\s", rest):
        yield "dateline"


def lower_words(text: str) -> frozenset[str]:
    """The words that occur in lower case in `text`."""
    return frozenset(re.findall(r"(?<![\w-])[a-zß-öø-ÿ]{2,}(?![\w-])", text))


def key_of(words: Sequence[str]) -> tuple[str, str]:
    """First and last word of a name, folded, without suffixes: what its mentions share."""
    kept = [w for w in words if bare(w) not in people_words("suffix")] or list(words)
    return plain(kept[0]), plain(kept[-1])
