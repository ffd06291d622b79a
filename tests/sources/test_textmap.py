import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.sources.clean.report import _ODD_END, _ODD_SPACE, clean_text
from casewatch.sources.clean.textmap import TextMap, keep
from tests.sources.pages import MARKDOWN, MENU_PAGE, RELEASE

WORDS = st.sampled_from(
    ["Share", "Home", "News", "Contact", "[a](http://x.example)", "**bold**", "_it_", "# Head",
     "Ivan Examplov", "was arrested on Monday in the town of Sampletown by police officers.",
     "\u00a0", "\u200b", "\r", "5 May 2021", "a@b.example", "![i](u)", "<b>", "-->", "\u2028",
     "4111 1111 1111 1111", "Related news", "Comments", "\x00", "("]
)  # fmt: skip
PAGES = st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "\n\n", ""]))).map(
    lambda parts: "".join(word + end for word, end in parts)
)


def check_map(raw: str) -> None:
    cleaned = clean_text(raw)
    plain = _ODD_END.sub("\n", _ODD_SPACE.sub(" ", raw))
    assert cleaned.map.clean_length == len(cleaned.text)
    offsets = [cleaned.map.original_offset(i) for i in range(len(cleaned.text))]
    assert offsets == sorted(set(offsets))
    assert "".join(plain[o] for o in offsets) == cleaned.text


@given(st.one_of(st.text(max_size=300), PAGES))
def test_every_clean_character_stands_at_its_mapped_place(raw: str) -> None:
    check_map(raw)


@pytest.mark.parametrize("page", [RELEASE, MENU_PAGE, MARKDOWN])
def test_map_of_pages(page: str) -> None:
    check_map(page)


@given(PAGES)
def test_cleaning_what_is_clean_loses_no_paragraph(raw: str) -> None:
    once = clean_text(raw).text
    again = clean_text(once).text
    assert len(again) <= len(once)


def test_spans_lead_back() -> None:
    cleaned = clean_text(MARKDOWN)
    at = cleaned.text.index("three men on Monday")
    start, end = cleaned.map.original_span(at, at + len("three men on Monday"))
    assert MARKDOWN[start:end] == "three men](https://news.example/men) on Monday"
    assert cleaned.map.original_span(at, at) == (start, start)


def test_offsets_outside_raise() -> None:
    text, back = keep("abcdef", [(1, 2), (2, 3), (4, 6), (5, 5)])
    assert text == "bcef"
    assert len(back.segments) == 2
    assert back.original_offset(4) == 6
    assert TextMap(()).original_offset(0) == 0
    for outside in (-1, 5):
        with pytest.raises(IndexError):
            back.original_offset(outside)
