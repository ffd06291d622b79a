"""Which sentences are parsed, where speech and datelines are."""

from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.spans import Span
from casewatch.reading.events.lexicon import fold, has_trigger, hits
from casewatch.reading.events.when import common_part
from casewatch.reading.triggers import dateline_end, is_spoken, needs_parse, quotations


def test_triggers_are_worth_a_parse_and_standing_phrases_are_not() -> None:
    assert needs_parse("Ivan Examplov was arrested on Monday.")
    assert not needs_parse("The weather in Springfield was mild and dry.")
    assert not needs_parse("A complaint is merely an allegation until a jury has spoken.")
    assert not needs_parse("Arrest now")


def test_dateline() -> None:
    text = "SPRINGFIELD, Ohio – A man was arrested on Monday in Dayton."
    assert text[dateline_end(text) :].startswith("A man")
    assert dateline_end("Ivan Examplov was arrested - again - on Monday in Dayton.") == 0


def test_long_quotation_is_speech_and_a_quoted_name_is_not() -> None:
    said = "“We shall follow every one of them to the end of the earth and back,” she said."
    quotes = quotations(said)
    assert is_spoken(Span(5, 30), quotes)
    assert not is_spoken(Span(len(said) - 9, len(said)), quotes)
    assert quotations("He was known as “Tank” and “Jabber”.") == ()


@given(st.text(max_size=300))
def test_hits_slice_to_their_words(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    for hit in hits(text, 0):
        assert folded[hit.span.start : hit.span.end] == hit.words


@given(
    st.lists(
        st.sampled_from(
            [
                "pleaded",
                "guilty",
                "found",
                "arrests",
                "charge",
                "of",
                "the",
                "on",
                "trial",
                "awaiting",
                "took",
                "down",
                "into",
                "custody",
            ]
        )
    ).map(" ".join)
)
def test_quick_look_agrees_with_the_triggers(text: str) -> None:
    assert has_trigger(text) == any(True for _ in hits(text, 0))


@given(st.dates(), st.dates())
def test_common_part_begins_both_ends(a: object, b: object) -> None:
    part = common_part(str(a), str(b))
    assert str(a).startswith(part)
    assert str(b).startswith(part)
