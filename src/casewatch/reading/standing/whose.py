"""Whom a sign means: the names before or behind it, or the person that a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from casewatch.reading.beside import Beside
from casewatch.reading.cast import Mention

_PRONOUN = re.compile(
    r"(?:^|[.,;:]\s|\band\s|\bthat\s|\bwhen\s|\bas\s)(?P<one>he|she)\b|^(?:his|her)\b|(?P<many>\bthey|\bboth(?: men| defendants| women)?\b|\bthe (?:two|three|four|five|six|defendants?|pair|men|duo|brothers|couple)\b)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"^\W*(?:were|are|have|all|both|each|face\b|remain\b|plead\b)", re.IGNORECASE)
_OBJECT_GAP = re.compile(
    r"^(?:[\s,:“\"'’]|\b(?:that|against|the|a|an|of|and|on|for|with|including|former|alleged|defendants?|defendant|"
    r"men|man|woman|hackers?|cybercriminals?|russians?|as|is|are|was|were|include[sd]?|named|[a-z]+-[a-z]+|[a-z]{3,14}|[A-Z][a-z]{3,12}|U\.S\.|to)\b){0,9}$"
)


#: One of these, in lower case, stands in a sentence with such a pronoun, or begins it.
_INNER = (" he ", " she ", "they", "both", "the two", "the three", "the four", "the five", "the six", "the defendant",
          "the pair", "the men", "the duo", "the brothers", "the couple")  # fmt: skip
_FIRST = ("he ", "she ", "his ", "her ")


@lru_cache(maxsize=1024)
def has_pronoun(words: str) -> bool:
    """Whether a sentence holds a pronoun that can stand for somebody named before it."""
    low = words.lower()
    near = low.startswith(_FIRST) or any(w in low for w in _INNER)
    return near and _PRONOUN.search(words) is not None


@dataclass(frozen=True, slots=True)
class Meant:
    """Who may be meant by a pronoun: the subjects of a procedure, else whoever is not aside."""

    subjects: frozenset[str]
    beside: Beside

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun, or with "" any description, can mean the person of this name."""
        if not self.beside.fits(name, pronoun):
            return False
        if self.subjects:
            return name in self.subjects
        return name not in self.beside.names and name not in self.beside.speakers


def named_before(
    words: str,
    base: int,
    at: int,
    phrase: str,
    here: Sequence[Mention],
    before: Sequence[Mention],
    meant: Meant | None,
) -> list[Mention]:
    """Whom a predicate at `at` means: the names before it in its clause, or whom a pronoun means.

    `base` is where the sentence begins, `here` are its names, `before` those of the one before.
    """
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
    meant: Meant | None,
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


def named_behind(
    words: str, base: int, at: int, here: Sequence[Mention], kind: str
) -> list[Mention]:
    """The names right behind an object phrase that ends at `at`; `base` as above."""
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
