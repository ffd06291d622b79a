"""Sums of money as written: figure, scale, currency."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.report import Report
from casewatch.model.spans import fits
from casewatch.reading.money.amounts import find_sums


def told(text: str, publisher: str = "", url: str = "") -> list[tuple[float, str]]:
    report = Report("r", text, publisher=publisher, url=url)
    return [(s.amount, s.currency) for s in find_sums(report)]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("about $93 million", 93e6, "USD"), ("US$93m", 93e6, "USD"), ("US $4 million", 4e6, "USD"),
        ("USD 11,000", 11_000, "USD"), ("EUR 1 billion", 1e9, "EUR"), ("€2.5m", 2.5e6, "EUR"),
        ("€200 000", 200_000, "EUR"), ("EUR 200.000", 200_000, "EUR"), ("1.500.000 euros", 1.5e6, "EUR"),
        ("EUR 2,5 million", 2.5e6, "EUR"), ("£400,000", 400_000, "GBP"), ("A$5,000", 5_000, "AUD"),
        ("C$1.1 million", 1.1e6, "CAD"), ("HK$3.2 million", 3.2e6, "HKD"), ("CHF 3.4 million", 3.4e6, "CHF"),
        ("21 bitcoin", 21, "BTC"), ("99.98947177 BTC", 99.98947177, "BTC"), ("12 bitcoin cash", 12, "BCH"),
        ("40 Monero", 40, "XMR"), ("half a million dollars", 500_000, "USD"), ("one hundred and fifty thousand ringgit", 150_000, "MYR"), ("one million euros", 1e6, "EUR"),
        ("nearly 9 million dollars", 9e6, "USD"), ("3 million roubles", 3e6, "RUB"), ("₹500 crore", 5e9, "INR"),
        ("$300K", 300_000, "USD"), ("$6+ million", 6e6, "USD"), ("$1.5-million", 1.5e6, "USD"),
        ("$1,036,547.20", 1_036_547.2, "USD"), ("$11.8 million CAD", 11.8e6, "CAD"), ("9.4 million U.S. dollars", 9.4e6, "USD"),
        ("40,000 pounds", 40_000, "GBP"), ("$250,000.", 250_000, "USD"), ("$5", 5, "USD"), ("€0.01", 0.01, "EUR"),
    ],
)  # fmt: skip
def test_one_sum(text: str, amount: float, currency: str) -> None:
    assert told(text) == [(amount, currency)]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("$4 to $5 million", [4e6, 5e6]),
        ("$4-5 million", [4e6, 5e6]),
        ("$75,000 and $350,000", [75_000, 350_000]),
        ("$100,000 to $3.8 million", [100_000, 3.8e6]),
        ("$10M-$12M", [10e6, 12e6]),
        ("712 BTC (worth $40m)", [712, 40e6]),
        ("€5 million (about $5.6 million)", [5e6, 5.6e6]),
    ],
)
def test_two_sums(text: str, sums: list[float]) -> None:
    assert [amount for amount, _ in told(text)] == sums


@pytest.mark.parametrize(
    "text",
    [
        "tens of millions of dollars", "hundreds of thousands of euros", "a dollar for every attack", "billions of dollars",
        "10 pounds of cocaine", "in 2020 bitcoin rose", "the bitcoin wallet", "paid in U.S. dollars", "he won 12 games", "BTC-e", "$",
    ],
)  # fmt: skip
def test_no_sum(text: str) -> None:
    assert told(text) == []


def test_bare_dollar_is_the_outlets() -> None:
    assert told("$5 million", "Examplian Federal Police, Australia") == [(5e6, "AUD")]
    assert told("$5 million", url="https://news.example.ca/story") == [(5e6, "CAD")]
    assert told("US$5 million", "Police of Canada") == [(5e6, "USD")]
    assert told("$5 million", "The Example Times") == [(5e6, "USD")]


def test_span_is_figure_and_currency() -> None:
    text = "It yielded approximately $93 million in profits, and 21 bitcoin."
    sums = find_sums(Report("r", text))
    assert [s.span.text_of(text) for s in sums] == ["$93 million", "21 bitcoin"]


SIGNS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "A$": "AUD",
    "USD ": "USD",
    "EUR ": "EUR",
    "CHF ": "CHF",
    "BTC ": "BTC",
}
BEHIND = {
    " dollars": "USD",
    " euros": "EUR",
    " bitcoin": "BTC",
    " BTC": "BTC",
    " USD": "USD",
    " Swiss francs": "CHF",
}
SCALES = {"": 1, " million": 10**6, " billion": 10**9}
FRAMES = ["He stole {} from a bank.", "({})", "worth {}, they said", "{}", "It cost {}."]


@given(
    st.integers(1, 999_999_999) | st.sampled_from([1, 1000, 2020]),
    st.sampled_from([*SIGNS]) | st.sampled_from([*BEHIND]),
    st.booleans(),
    st.sampled_from(FRAMES),
)
def test_any_whole_amount(n: int, sign: str, commas: bool, frame: str) -> None:
    digits = f"{n:,}" if commas else str(n)
    said = sign + digits if sign in SIGNS else digits + sign
    currency = SIGNS.get(sign) or BEHIND[sign]
    assert told(frame.format(said)) == [(float(n), currency)]


@given(
    st.decimals("0.1", "999", places=1),
    st.sampled_from([*SIGNS]),
    st.sampled_from(["m", "bn", "k", " million", " billion"]),
)
def test_any_scaled_amount(n: Decimal, sign: str, scale: str) -> None:
    by = {"m": 6, "bn": 9, "k": 3, " million": 6, " billion": 9}[scale]
    assert told(f"about {sign}{n}{scale} in all") == [(float(n * 10**by), SIGNS[sign])]


pieces = st.lists(
    st.sampled_from(
        [
            *SIGNS,
            *BEHIND,
            *SCALES,
            "1,000",
            "2.5",
            "half a",
            "-",
            "to",
            "999",
            "(",
            ".",
            ",",
            "\n",
            "İ",
            "k",
            "and",
        ]
    )
    | st.text(max_size=3),
    max_size=30,
)


@given(st.text(max_size=200) | pieces.map("".join) | pieces.map(" ".join))
def test_any_text(text: str) -> None:
    last = 0
    for item in find_sums(Report("r", text)):
        assert fits(text, [item.span])
        assert item.span.start >= last
        assert item.amount >= 0
        last = item.span.end


@pytest.mark.parametrize(
    "piece", ["$1,000", "1 million ", "$5 to ", "dollars ", "US$", "1.000.000.", "€"]
)
def test_long_hostile_text(piece: str) -> None:
    find_sums(Report("r", piece * 10_000))
