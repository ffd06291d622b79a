"""Prison terms: how long, and whether imposed, faced, asked for or no prison at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.spans import fits
from casewatch.model.vocabulary import LIFE_MONTHS, TIME_SERVED_MONTHS
from casewatch.reading.terms import find_terms, months_of


def told(text: str) -> list[tuple[int, str]]:
    return [(m.months, m.kind) for m in find_terms(text)]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Ivan Examplov was sentenced to 54 months.", 54),
        ("his 2017 conviction and 27-year sentence", 324),
        ("She got five years in prison.", 60),
        ("He was jailed for eight years.", 96),
        ("was sentenced to two years and six months in prison", 30),
        ("was sentenced to a year and a day in prison", 12),
        ("was sentenced to one year and one day in prison", 12),
        ("was sentenced today in Exampleville to twenty-seven years in prison", 324),
        ("was sentenced to 10½ years behind bars", 126),
        ("was sentenced to two and a half years in jail", 30),
        ("was sentenced to three years and three months in prison", 39),
        ("was sentenced to 90 days in jail", 3),
        ("Judge A. Testova sentenced him to 7 years, 3 months in prison", 87),
        ("was sentenced by U.S. District Judge T. Examplov to 121 months in prison", 121),
        ("was sentenced to time served", TIME_SERVED_MONTHS),
        ("was sentenced to life in prison", LIFE_MONTHS),
        ("was handed a life sentence", LIFE_MONTHS),
        ("was ordered to serve 40 months in prison", 40),
        ("Judge Sentences Exampleville Man to 7 Years in Prison", 84),
        ("In sentencing Testova to five years in prison, the judge", 60),
        ("In addition to the 180-month prison term, the judge", 180),
    ],
)
def test_imposed(text: str, months: int) -> None:
    assert told(text) == [(months, "imposed")]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("He faces up to 20 years in prison.", 240),
        ("with a statutory maximum of 10 years", 120),
        ("faces a maximum penalty of 30 years", 360),
        ("a maximum of life in prison", LIFE_MONTHS),
        ("which carries a sentence of up to five years", 60),
        ("The maximum penalty for the offence is 10 years, along with a fine.", 120),
        ("is punishable by up to 27 years in prison", 324),
        ("could be sentenced to 15 years in prison", 180),
        ("offences that could result in a sentence of life in prison", LIFE_MONTHS),
        ("When sentenced, she faces 25 years in prison.", 300),
    ],
)
def test_maximum(text: str, months: int) -> None:
    assert told(text) == [(months, "maximum")]


def test_minimum_beside_maximum() -> None:
    text = "They each face a minimum sentence of two years in prison, and a maximum of seven years."
    assert told(text) == [(24, "minimum"), (84, "maximum")]


def test_asked_for_is_not_imposed() -> None:
    assert told("Prosecutors asked for a seven-year sentence.") == [(84, "asked")]


@pytest.mark.parametrize(
    "text",
    [
        "three years of supervised release",
        "placed on probation for five years",
        "under the supervision of the Probation Office for 3 years",
        "six months of home confinement",
    ],
)
def test_supervised_is_no_prison(text: str) -> None:
    assert [kind for _, kind in told(text)] == ["supervised"]


def test_prison_then_release() -> None:
    text = "sentenced to 70 months in prison, followed by three years of supervised release"
    assert told(text) == [(70, "imposed"), (36, "supervised")]


@pytest.mark.parametrize(
    "text",
    [
        "a 37-year-old man was arrested",
        "a four-year investigation by the police",
        "The shop had operated for more than seven years.",
        "He was convicted of hacking two years ago.",
        "He had lived there for the past 20 years before being sentenced.",
        "tens of years of experience",
        "the life of the defendant",
        "after prison, a one-year term of employment at the firm",
    ],
)
def test_no_term(text: str) -> None:
    assert told(text) == []


def test_a_total_takes_the_place_of_its_parts() -> None:
    text = (
        "was sentenced to the statutory maximum of 60 months for one count and 24 months for the "
        "other, for a total of 84 months of incarceration"
    )
    assert [months for months, kind in told(text) if kind == "imposed"] == [84]


def test_span_is_the_length_of_time() -> None:
    text = "He was sentenced to two years and six months in prison."
    assert [m.span.text_of(text) for m in find_terms(text)] == ["two years and six months"]


@given(st.integers(1, 60), st.integers(0, 11))
def test_years_and_months_add_up(years: int, months: int) -> None:
    words = f"{years} years and {months} months" if months else f"{years} years"
    assert months_of(words) == 12 * years + months
    text = f"Mara Testova was sentenced to {words} in prison."
    assert told(text) == [(12 * years + months, "imposed")]


words = st.sampled_from(
    ["sentenced", "to", "up", "years", "year", "5", "ten", "life", "in", "prison", "time", "served", "and", "a", "half", ",", "months", "-", "day", "supervised", "release", ".", "\n"]
)  # fmt: skip


@given(st.text(max_size=200) | st.lists(words, max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    for term in find_terms(text):
        assert fits(text, [term.span])
        assert 0 <= term.months <= LIFE_MONTHS


@pytest.mark.parametrize("piece", ["5 years and ", "sentenced to a ", "life or ", "a year "])
def test_long_hostile_text(piece: str) -> None:
    find_terms(piece * 20_000)
