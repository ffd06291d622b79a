"""A report made ready for the kinds: its sentences, and the parses of those that need one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casewatch.model.report import Report
from casewatch.reading.language.base import LanguageBase, Parse
from casewatch.reading.text.sentences import Sentence, sentences
from casewatch.reading.triggers import needs_parse


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


def prepare(report: Report, language: LanguageBase) -> Prepared:
    """Split `report` and parse the sentences in which an event or indirect speech can be."""
    found = sentences(report.text)
    wanted = [s for s in found if needs_parse(report.text[s.start : s.end])]
    parses = language.parse([(report.text[s.start : s.end], s.start) for s in wanted])
    return Prepared(report, found, {s.index: p for s, p in zip(wanted, parses, strict=True)})
