"""A report made ready for the kinds: its sentences, and the parses of those that need one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import hits
from casewatch.reading.language.base import LanguageBase, Parse
from casewatch.reading.text.sentences import Sentence, sentences
from casewatch.reading.triggers import (
    dateline_end,
    is_spoken,
    needs_parse,
    overlaps,
    quotations,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What every kind works on. `parses` maps a sentence's index to its parse."""

    report: Report
    sentences: tuple[Sentence, ...]
    parses: Mapping[int, Parse]

    @property
    def text(self) -> str:
        """The report's clean text."""
        return self.report.text

    @property
    def day(self) -> date | None:
        """The day that "today" means."""
        return self.report.day

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds `offset`, or the one before it in the same gap."""
        i = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[i] if i >= 0 else None

    def words(self, sentence: Sentence) -> str:
        """The sentence's text."""
        return self.report.text[sentence.start : sentence.end]


def _tells(words: str, sentence: Sentence, quotes: Sequence[Span]) -> bool:
    """Whether the sentence itself tells of an event, not only somebody whom it quotes."""
    if not quotes or is_spoken(sentence.span, quotes):
        return not quotes
    if not overlaps(sentence.span, quotes):
        return True
    return any(not is_spoken(hit.span, quotes) for hit in hits(words, sentence.start))


def prepare(report: Report, language: LanguageBase) -> Prepared:
    """Split `report` and parse the sentences in which an event or indirect speech can be."""
    return prepare_all((report,), language)[0]


def prepare_all(reports: Sequence[Report], language: LanguageBase) -> list[Prepared]:
    """Prepare `reports` with one call of the parser, which is cheaper for many sentences."""
    split = [_split(report.text) for report in reports]
    parses = iter(language.parse([piece for s in split for piece in s.pieces]))
    return [
        Prepared(report, s.sentences, {i: next(parses) for i in s.wanted})
        for report, s in zip(reports, split, strict=True)
    ]


class _Split(NamedTuple):
    """The sentences of a text, the indexes of those to parse, and what of them is parsed."""

    sentences: tuple[Sentence, ...]
    wanted: list[int]
    pieces: list[tuple[str, int]]


def _split(text: str) -> _Split:
    """A parse begins behind the dateline of its sentence, if there is one."""
    found = sentences(text)
    quotes = quotations(text)
    wanted, pieces = [], []
    for sentence in found:
        words = text[sentence.start : sentence.end]
        if needs_parse(words) and _tells(words, sentence, quotes):
            skip = dateline_end(words)
            wanted.append(sentence.index)
            pieces.append((words[skip:], sentence.start + skip))
    return _Split(found, wanted, pieces)
