"""The language base: the same parses as the model's own pipeline, whatever was parsed before."""

from __future__ import annotations

from functools import cache

from casewatch.model.report import Report
from casewatch.reading.language.spacy_base import SpacyBase
from casewatch.reading.language.transitions import Stepper
from casewatch.reading.reader import RulesReader

SENTENCES = (
    "Ivan Examplov, 34, of Testville, pleaded guilty to wire fraud.",
    "Mara Testova wasn't arrested until May 3, 2020; she’d fled.",
    "Two men were extradited from Atlantis (an island) and charged.",
)


@cache
def base() -> SpacyBase:
    return SpacyBase()


def test_parses_are_those_of_the_whole_pipeline() -> None:
    pieces = [(text, 100 * i) for i, text in enumerate(SENTENCES)]
    parses = base().parse(pieces)
    for (text, offset), parse, doc in zip(pieces, parses, base()._nlp.pipe(SENTENCES), strict=True):
        expected = [(t.i, offset + t.idx, t.text, t.head.i, t.dep_, t.tag_) for t in doc]
        found = [(t.index, t.start, t.text, t.head, t.dep, t.tag) for t in parse.tokens]
        assert found == expected
        assert [t.text for t in parse.tokens] == [
            text[t.start - offset : t.end - offset] for t in parse.tokens
        ]
        for token in parse.tokens:
            below = [t.index for t in parse.tokens if t.head == token.index != t.index]
            assert list(parse.children[token.index]) == below


def test_what_was_parsed_before_changes_nothing() -> None:
    fresh = SpacyBase().parse([(SENTENCES[1], 0)])
    warm = SpacyBase()
    warm.parse([(text, 0) for text in (SENTENCES[2], SENTENCES[0])])
    assert warm.parse([(SENTENCES[1], 0)]) == fresh


def test_no_sentence_gives_no_parse() -> None:
    assert base().parse([]) == []


def test_sentences_parsed_together_are_parsed_as_by_themselves() -> None:
    pieces = [(text, 1000 * i) for i, text in enumerate(SENTENCES * 60)]
    alone = [base().parse([piece])[0] for piece in pieces[:3]]
    together = base().parse(pieces)
    assert together[:3] == alone
    assert [len(p.tokens) for p in together] == [len(p.tokens) for p in alone] * 60


def test_reports_read_together_have_the_readings_of_each_alone() -> None:
    reader = RulesReader(base())
    reports = [
        Report(f"made-{i}", f"{text} {SENTENCES[0]}", "A made text", "2024-08-02", "Example Post")
        for i, text in enumerate(SENTENCES)
    ]
    together = reader.together(reports)
    assert [together.read(r) for r in reversed(reports)] == [reader.read(r) for r in reports][::-1]
    assert together.read(reports[0]) == reader.read(reports[0])


def test_the_parser_stepped_here_is_the_model_s_own() -> None:
    assert isinstance(base()._trees, Stepper)
