"""Quantities: a number and the noun that it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.report import Report
from casewatch.model.spans import fits
from casewatch.reading.prepared import Prepared
from casewatch.reading.quantities import counts_in, find_quantities


def told(text: str) -> list[tuple[int, str]]:
    return [(n, of) for n, of, _ in counts_in(text)]


@pytest.mark.parametrize(
    ("text", "n", "of"),
    [
        ("The swap freed 16 individuals.", 16, "individuals"),
        ("some 35,000 victims", 35_000, "victims"),
        ("more than two dozen companies", 24, "companies"),
        ("over a million infected computers", 1_000_000, "infected computers"),
        ("1.4 million stolen card numbers", 1_400_000, "stolen card numbers"),
        ("three of the defendants", 3, "defendants"),
        ("Thirty-nine of the agency's 56 field offices", 39, "field offices"),
        ("two U.S. citizens", 2, "U.S. citizens"),
        ("600 credit and debit card accounts", 600, "credit and debit card accounts"),
        ("152 kg of amphetamine was found", 152, "kg of amphetamine"),
        ("950 sets of stolen log-in credentials", 950, "sets of stolen log-in credentials"),
        ("in 2016, 12 people", 12, "people"),
    ],
)
def test_counts(text: str, n: int, of: str) -> None:
    assert told(text) == [(n, of)]


@pytest.mark.parametrize(
    "text",
    [
        "dozens of victims", "In 2019 hackers stole it", "a 12-count indictment", "two years in prison",
        "$500 victims", "Title 18 offences", "15 or more unauthorized access devices", "a victim", "20 percent of users",
        "one of the men", "He paid 12 of them.\nPeople left",
    ],
)  # fmt: skip
def test_no_counts(text: str) -> None:
    assert told(text) == []


def test_repeats_merge_and_keep_their_spans() -> None:
    text = "Police arrested 12 suspects. The 12 suspects were held; 3 suspects fled."
    found = find_quantities(Prepared(Report("r", text), (), {}))
    assert [(q.n, q.of, len(q.spans)) for q in found] == [(12, "suspects", 2), (3, "suspects", 1)]
    assert found[0].spans[0].text_of(text) == "12 suspects"


words = st.sampled_from(
    [
        "12",
        "two",
        "of",
        "the",
        "million",
        "a",
        "dozen",
        "victims",
        "U.S.",
        "stolen",
        "2019",
        "in",
        "kg",
        "cards",
        ",",
        "and",
        "$5",
        "\n",
    ]
)


@given(st.text(max_size=200) | st.lists(words, max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    for n, of, span in counts_in(text):
        assert n >= 2
        assert of in span.text_of(text)
        assert fits(text, [span])


def test_the_noun_keeps_its_capitals() -> None:
    found = find_quantities(Prepared(Report("r", "two U.S. citizens"), (), {}))
    assert [q.of for q in found] == ["U.S. citizens"]


def test_long_hostile_text() -> None:
    list(counts_in("two of the " * 20_000))
    list(counts_in("9" * 100_000))
