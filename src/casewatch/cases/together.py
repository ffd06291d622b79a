"""Who and what is told together: in one sentence, or by a pronoun right after the name."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from functools import cache
from importlib.resources import files

from casewatch.cases.gather import Seen
from casewatch.model.reading import Group, Person, Reading, Spans
from casewatch.model.spans import Span
from casewatch.reading.text.sentences import Sentence, sentences

_ONE = re.compile(r"\b(?:he|she|him|her|his|hers|(?:the|this) defendant)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:they|them|their|both|the (?:two|three|four|five|defendants))\b", re.I)
#: A relation stands within so many code points after the name it belongs to.
KIN_REACH = 120


@cache
def _kin() -> re.Pattern[str]:
    path = files("casewatch.cases").joinpath("data", "relations.toml")
    words = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    either = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:\b(?:his|her|their|whose|and)\s|['’]s?\s)(?:\w+\s)?({either}),?\s$")


def relation(text: str, other: Span, item: Person | Group, person: Person) -> str:
    """What `person`, named at `other`, is called in relation to `item`; empty for nothing."""
    if isinstance(item, Group):
        return ""
    if not any(other.start - KIN_REACH < s.start < other.start for s in item.spans):
        return ""
    found = _kin().search(text[max(0, other.start - 40) : other.start])
    return f"called {found.group(1)}" if found else ""


class Together:
    """The sentences of reports, each taken apart once."""

    def __init__(self) -> None:
        self._sentences: dict[str, tuple[tuple[Sentence, ...], list[int]]] = {}

    def _of(self, reading: Reading) -> tuple[tuple[Sentence, ...], list[int]]:
        key = reading.report.id
        if key not in self._sentences:
            found = sentences(reading.report.text)
            self._sentences[key] = (found, [s.start for s in found])
        return self._sentences[key]

    def _at(self, reading: Reading, offset: int) -> int:
        return bisect_right(self._of(reading)[1], offset) - 1

    def _numbers(self, reading: Reading, spans: Spans) -> set[int]:
        return {self._at(reading, s.start) for s in spans}

    def people(self, seen: Seen, person: Person) -> tuple[Span, ...]:
        """Where `person` is named with the entity."""
        if isinstance(seen.item, Group):
            where = self._with_group(seen.reading, person, seen.item, seen.subjects)
            return where or ()
        mine = self._numbers(seen.reading, seen.item.spans)
        return tuple(s for s in person.spans if self._at(seen.reading, s.start) in mine)

    def group(self, seen: Seen, group: Group) -> tuple[Span, ...]:
        """Where `group` is told with the entity, of whom the sentence must speak."""
        if isinstance(seen.item, Person):
            return self._with_group(seen.reading, seen.item, group, seen.subjects)
        mine = self._numbers(seen.reading, seen.item.spans)
        return tuple(s for s in group.spans if self._at(seen.reading, s.start) in mine)

    def _with_group(
        self, reading: Reading, person: Person, group: Group, subjects: list[Person]
    ) -> tuple[Span, ...]:
        return tuple(s for s in group.spans if self._meant(reading, person, s, subjects))

    def told(self, seen: Seen, spans: Spans) -> bool:
        """Whether one of the places speaks of the entity."""
        if isinstance(seen.item, Group):
            return bool(
                self._numbers(seen.reading, spans) & self._numbers(seen.reading, seen.item.spans)
            )
        return any(self._meant(seen.reading, seen.item, s, seen.subjects) for s in spans)

    def _meant(self, reading: Reading, person: Person, at: Span, subjects: list[Person]) -> bool:
        """Whether the sentence at `at` names the person there, or means it by a pronoun.

        Of several people, one of whom is named before and one after, what stands between
        belongs to the one before.
        """
        number = self._at(reading, at.start)
        if number < 0:
            return False
        sentence = self._of(reading)[0][number]
        everybody = subjects if any(p is person for p in subjects) else [*subjects, person]
        named = [
            (s.start, p.name)
            for p in everybody
            for s in p.spans
            if sentence.start <= s.start < sentence.end
        ]
        if named:
            before = {name for start, name in named if start < at.start}
            return person.name in (before or {name for _, name in named})
        words = reading.report.text[sentence.start : sentence.end]
        return person.name in self._by_pronoun(reading, number, words, everybody)

    def _by_pronoun(
        self, reading: Reading, number: int, words: str, everybody: list[Person]
    ) -> set[str]:
        one, many = _ONE.search(words), _MANY.search(words)
        if number == 0 or not (one or many):
            return set()
        last = self._of(reading)[0][number - 1]
        named = sorted(
            (s.start, p.name)
            for p in everybody
            for s in p.spans
            if last.start <= s.start < last.end
        )
        if many and not one:
            return {name for _, name in named}
        return {named[0][1]} if named else set()
