"""Spans are cut in code points: Cyrillic, emoji and combining marks move nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.spans import Span
from casewatch.serving.spans import Lit, cut, paragraphs

LETTERS = ["a", " ", "\n", "й", "é", "e\u0301", "👩\u200d💻", "😀", "漢", "<", "&"]
TEXTS = st.lists(st.sampled_from(LETTERS), max_size=30).map("".join)


@st.composite
def lit_texts(draw: st.DrawFn) -> tuple[str, list[Lit]]:
    text = draw(TEXTS)
    found = []
    for n in range(draw(st.integers(0, 6))):
        a, b = draw(st.integers(0, len(text) + 3)), draw(st.integers(0, len(text) + 3))
        found.append(Lit(Span(min(a, b), max(a, b)), n + 1, "event", here=draw(st.booleans())))
    return text, found


@given(lit_texts())
def test_the_pieces_are_the_text_and_each_span_its_words(case: tuple[str, list[Lit]]) -> None:
    text, lit = case
    pieces = cut(text, lit)
    assert "".join(p.text for p in pieces) == text
    for one in lit:
        if one.here or not 0 <= one.span.start < one.span.end <= len(text):
            continue
        at, words = 0, ""
        for p in pieces:
            if one.number in p.covers:
                words += p.text
                assert one.span.start <= at < one.span.end
            at += len(p.text)
        assert words == one.span.text_of(text)


@given(lit_texts())
def test_paragraphs_begin_where_they_say(case: tuple[str, list[Lit]]) -> None:
    text, lit = case
    for paragraph in paragraphs(cut(text, lit)):
        words = "".join(p.text for p in paragraph.pieces)
        assert text[paragraph.at : paragraph.at + len(words)] == words
        assert "\n" not in words


def test_an_emoji_of_several_code_points_is_lit_whole() -> None:
    text = "до 👩‍💻 после"
    (before, middle, after) = cut(text, [Lit(Span(3, 6), 1, "alias")])
    assert (before.text, middle.text, after.text) == ("до ", "👩‍💻", " после")
