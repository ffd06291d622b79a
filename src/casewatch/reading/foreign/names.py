"""Names of people in Cyrillic or Latin letters: a known given name and what follows it.

Names in other scripts are left out: without spaces and capitals no pattern tells where one ends.
"""

from __future__ import annotations

import re
from functools import cache

from casewatch.model.spans import Span
from casewatch.reading.foreign.inflected import given_names, nominative
from casewatch.reading.tables import lines, table

#: A word; what stands between two words of a name is one space.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: At most so many words of a name, small ones not counted.
_MOST = 4
#: In languages that write every noun with a capital a surname is one word.
_PATRONYMIC = re.compile(r".+(?:ович|евич|ьич|івич|йович|овн|евн|ичн|івн)(?:а|у|ем|ом|ы|е|ой|и)?")

Names = dict[str, tuple[Span, ...]]


@cache
def _latin_given() -> frozenset[str]:
    words = {w for line in lines("given_names") for w in line.split()}
    return frozenset(words - set(table("foreign")["not_names"]["given"].split()))


@cache
def _small() -> frozenset[str]:
    return frozenset(table("foreign")["inside"]["words"].split())


@cache
def _before() -> frozenset[str]:
    return frozenset(table("foreign")["not_names"]["before"].split())


def _plain(word: str) -> str:
    from unicodedata import combining, normalize

    folded = normalize("NFKD", word.casefold())
    return "".join(c for c in folded if not combining(c))


def _cyrillic(word: str) -> bool:
    return "Ѐ" <= word[0] <= "ӿ"


def _given(word: str) -> bool:
    if not word[0].isupper():
        return False
    if _cyrillic(word):
        return word.casefold() in given_names()
    parts = _plain(word).split("-")
    return len(word) > 1 and all(p in _latin_given() for p in parts)


def find_names(text: str) -> Names:
    """Full names, in the order in which they come, each with the spans of all its mentions."""
    words = list(_WORD.finditer(text))
    found: dict[str, list[Span]] = {}
    i = 0
    while i < len(words):
        after = _run(text, words, i) if _given(words[i].group()) else i
        if after > i + 1:
            told = [m.group() for m in words[i:after]]
            span = Span(words[i].start(), words[after - 1].end())
            found.setdefault(_name(told), []).append(span)
            i = after
        else:
            i += 1
    return {name: tuple(spans) for name, spans in found.items()}


def _run(text: str, words: list[re.Match[str]], i: int) -> int:
    """The index behind the last word of the name whose given name is word `i`, or `i`."""
    if (
        i
        and words[i - 1].group().casefold() in _before()
        and words[i].start() - words[i - 1].end() < 3
    ):
        return i
    cyrillic = _cyrillic(words[i].group())
    k, last, surnames, count = i + 1, i, 0, 1
    while k < len(words) and count < _MOST and text[words[k - 1].end() : words[k].start()] == " ":
        word = words[k].group()
        if word.casefold() in _small() and word.islower():
            k += 1
            continue
        if not word[0].isupper() or _cyrillic(word) != cyrillic or len(word) < 2:
            break
        middle = _given(word) or (cyrillic and _PATRONYMIC.fullmatch(word.casefold()))
        # One surname; a second one only where languages have two and the text goes on with it.
        if surnames and not middle:
            break
        surnames += not middle
        count += 1
        last = k
        k += 1
    return last + 1 if last > i else i


def _name(words: list[str]) -> str:
    told = [w.capitalize() if w.isupper() and len(w) > 3 else w for w in words]
    return nominative(told) if _cyrillic(told[0]) else " ".join(told)
