"""Long and hostile texts take time in proportion to their length; the same text reads the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.reading.triggers import dateline_end, needs_parse, quotations
from tests.effort import in_proportion
from tests.reading_events.telling import events

_WORDS = st.sampled_from(
    [
        "Ivan",
        "Examplov",
        "was",
        "arrested",
        "charged",
        "sentenced",
        "to",
        "five",
        "years",
        "in",
        "Spain",
        "and",
        "pleaded",
        "guilty",
        "on",
        "May",
        "3,",
        "2030",
        "the",
        "defendants",
        "he",
        "his",
        "arrest",
        "of",
        ".",
        ",",
        "“",
        "”",
        "seized",
        "20",
        "servers",
    ]
)


@pytest.mark.parametrize(
    "text", ["“" * 60_000, '"' * 60_000, "A " * 60_000, "A – " * 30_000, "charged " * 20_000]
)
def test_prefilters_are_linear(text: str) -> None:
    def looks(size: int) -> None:
        quotations(text[:size])
        dateline_end(text[:size])
        needs_parse(text[:size])

    assert in_proportion(looks, len(text))


@given(st.lists(_WORDS, max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_words_give_lawful_events_and_always_the_same(found: list[str]) -> None:
    text = " ".join(found)
    once, again = events(text, "Ivan Examplov"), events(text, "Ivan Examplov")
    assert once == again
    for event in once:
        assert set(event.who) <= {"Ivan Examplov"}
        assert event.term_months is None or event.type == "sentence"
        assert event.type != "sentence" or event.modality != "expected" or event.term_months is None


def test_repeated_lines_stay_one_event() -> None:
    found = events("Ivan Examplov was arrested on May 3, 2030.\n" * 200, "Ivan Examplov")
    assert len(found) == 1
    assert len(found[0].spans) == 200
