"""Numbers in digits and words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.reading.numbers import CARDINAL, digits, in_words, value, whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("16", 16), ("35,000", 35_000), ("10 000", 10_000), ("1.5 million", 1_500_000), ("10½", 10.5),
        ("twenty-seven", 27), ("two dozen", 24), ("one hundred and five", 105), ("a million", 1e6),
        ("three hundred thousand", 300_000), ("Sixty-four", 64), ("two million five hundred", 2_000_500),
    ],
)  # fmt: skip
def test_value(text: str, number: float) -> None:
    assert re.fullmatch(CARDINAL, text, re.IGNORECASE)
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "dozens", "million-fold", "12 apples", "some"])
def test_no_number(text: str) -> None:
    assert value(text) is None or text == ""


@given(st.integers(0, 10**12))
def test_separators_change_nothing(n: int) -> None:
    assert digits(f"{n:,}") == digits(str(n)) == n


@given(st.integers(1, 9), st.integers(1, 9))
def test_tens_and_ones(tens: int, ones: int) -> None:
    names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    decades = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if tens > 1:
        assert in_words(f"{decades[tens - 1]}-{names[ones - 1]}") == 10 * tens + ones


def test_whole_keeps_what_is_not_whole() -> None:
    assert whole(2.0) == 2
    assert isinstance(whole(2.0), int)
    assert whole(99.98947177) == 99.98947177
