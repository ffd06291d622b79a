"""Quantities: counts that matter, of people, victims, accounts, cards, servers, countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from casewatch.model.reading import Quantity
from casewatch.model.spans import Span
from casewatch.reading.numbers import CARDINAL, value
from casewatch.reading.prepared import Prepared
from casewatch.reading.tables import table

#: How many words may stand between a number and the noun that it counts.
BETWEEN = 5

_NUMBER = re.compile(rf"(?<![\w.,$€£¥₿#§/:@-]){CARDINAL}", re.IGNORECASE)
_NEEDLE = re.compile(
    r"\d+|[Tt](?:wo|hree|en|welve|wenty|hirt|hirteen)|[Ff](?:our|ive|ifteen|ifty|orty)|[Ss](?:ix|even)"
    r"|[Ee](?:ight|leven)|[Nn]ine|[Dd]ozen|[Hh]undred|[Tt]housand|[Mm]illion|[Bb]illion"
)
_OF = re.compile(r"\s+of\s+(?:the|those|these|them|our|their|its|his|her)(?=\s)", re.IGNORECASE)
_WORD = re.compile(r"[^\S\n]+(?P<word>[^\s,;:()\"“”]+)")
_ENDS = re.compile(r"(?<![A-Z])[.!?]$")
_TAIL = re.compile(r"[^\S\n]+of(?=[^\S\n])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|from|until|through|of|during|early|late|mid|and|to|before|after)[\s-]+$"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+or\s+(?:more|less|fewer)\b")  # the words of a statute
#: Behind these, a number is the name of something ("Title 18", "Company 2").
_NAME_BEFORE = re.compile(
    r"\b(?:title|section|no\.?|number|part|chapter|count|counts|victim|company|exhibit|windows|version|page|tier|phase|operation)\s+$",
    re.IGNORECASE,
)


@cache
def _heads() -> dict[str, str]:
    """Each counted noun with the name of its list."""
    return {noun: kind for kind, nouns in table("quantities")["heads"].items() for noun in nouns}


@cache
def _stops() -> frozenset[str]:
    return frozenset(table("quantities")["words"]["stops"])


def find_quantities(prepared: Prepared) -> tuple[Quantity, ...]:
    """The counts of the report, each number and noun once, in order of the text."""
    merged: dict[tuple[int, str], list[tuple[str, Span]]] = {}
    for n, of, span in counts_in(prepared.text):
        merged.setdefault((n, of.casefold()), []).append((of, span))
    return tuple(
        Quantity(n, told[0][0], tuple(span for _, span in told)) for (n, _), told in merged.items()
    )


def counts_in(text: str) -> Iterator[tuple[int, str, Span]]:
    """Each count of `text`: the number, the noun phrase that it counts, and both as one span.

    "Dozens of victims" says no number and is left out, and so is a single thing.
    """
    done = 0
    for needle in _NEEDLE.finditer(text):
        start = needle.start()
        if start < done or (start > 0 and text[start - 1].isalpha()):
            continue
        for article in ("a ", "A "):  # "a million", "a dozen"
            if text[max(0, start - 3) : start] in (f" {article}", article):
                start -= 2
        m = _NUMBER.match(text, start)
        if m is None:
            continue
        done = m.end()
        n = value(m.group())
        if n is None or n != int(n) or not 2 <= n < 10**13 or not _counts(text, m):
            continue
        phrase = _phrase(text, m.end())
        if phrase is not None:
            done = phrase.end
            yield int(n), text[phrase.start : phrase.end], Span(m.start(), phrase.end)


def _counts(text: str, m: re.Match[str]) -> bool:
    """Whether the number counts: no year, no part of a name."""
    if _MORE.match(text, m.end()):
        return False
    before = text[max(0, m.start() - 14) : m.start()]
    if _YEAR.fullmatch(m.group()) and _YEAR_BEFORE.search(before):
        return False
    return _NAME_BEFORE.search(before) is None


def _phrase(text: str, start: int) -> Span | None:
    """The noun phrase from `start` to the first counted noun, or None."""
    of = _OF.match(text, start)
    at = of.end() if of else start
    first = None
    for _ in range(BETWEEN + 1):
        m = _WORD.match(text, at, at + 40)
        if m is None:
            return None
        word = m["word"].casefold().rstrip(".!?’'")
        first = m.start("word") if first is None else first
        if word in _heads():
            end = m.start("word") + len(word)
            return Span(first, _with_tail(text, end) if _heads()[word] == "measures" else end)
        if word in _stops() or (word[:1].isdigit() and of is None) or _ENDS.search(m["word"]):
            return None
        if word[:1].isdigit():
            first = None  # "ten of the 13 domains" counts domains
        at = m.end()
    return None


def _with_tail(text: str, end: int) -> int:
    """The end of what a measure measures ("152 kg of amphetamine"), or `end`."""
    of = _TAIL.match(text, end)
    at = of.end() if of else end
    for _ in range(BETWEEN if of else 0):
        m = _WORD.match(text, at, at + 40)
        word = m["word"].casefold().rstrip(".!?’'") if m else ""
        if m is None or not word or word in _stops() or word[:1].isdigit() or word == "and":
            break
        at = end = m.start("word") + len(word)
        if word in _heads() or text[at : at + 1] in (".", ",", "!", "?"):
            break
    return end
