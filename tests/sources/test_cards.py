import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.sources.cards import MASK, is_card_number, luhn_valid, mask_cards


def completed(start: str) -> str:
    """`start` with its check digit."""
    return next(start + d for d in "0123456789" if luhn_valid(start + d))


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111", "4222222222222", "5555555555554444",
        "2223003122003222", "378282246310005", "3782 822463 10005", "30569309025904",
        "3056 930902 5904", "6011111111111117", "3530111333300000", "6200000000000005",
        "2200000000000004",
    ],
)  # fmt: skip
def test_card_numbers_are_masked(number: str) -> None:
    text = f"He sold {number} for ten dollars."
    masked = mask_cards(text)
    assert masked.cards == 1
    assert masked.text == text.replace(number, "".join(MASK if c.isdigit() else c for c in number))


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",  # wrong check digit
        "call +44 20 7946 0958 or (212) 637-2600",
        "case 2:21-cr-00123-ABC and 23-CR-440",
        "IMEI 490154203237518",
        "IMEI: 378282246310005",
        "IBAN DE89 3704 0044 0532 0130 00",
        "GB82 WEST 1234 5698 7654 32",
        "bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "0x4111111111111111aBcD",
        "in 2014 2015 2016 2017 2018",
        "$9,167,198.19 and 4,111,111,111,111,111",
        "0000000000000000",
        "1234567890123456",
        "hash 4111111111111111abcdef0123456789",
        "0.4111111111111111",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_cards(text).text == text
    assert mask_cards(text).count == 0


def test_number_followed_by_date_and_code() -> None:
    masked = mask_cards("4111111111111111 1225 123")
    assert masked.cards == 1
    assert "4111" not in masked.text


def test_iban_that_is_none_does_not_shield_a_card() -> None:
    assert mask_cards("AB12 4111 1111 1111 1111").cards == 1


def test_tracks_are_masked_with_the_name() -> None:
    text = "dump: %B4000001234567899^EXAMPLOV/IVAN^25121010000000000000? and ;4000001234567899=2512101000000?"
    masked = mask_cards(text)
    assert masked.tracks == 2
    assert masked.count == 2
    assert "EXAMPLOV" not in masked.text
    assert not any(c.isdigit() for c in masked.text)
    assert len(masked.text) == len(text)


def test_several_numbers_in_one_text() -> None:
    text = "4111111111111111,5555555555554444\n378282246310005"
    assert mask_cards(text).cards == 3


@given(st.integers(0, 10**14 - 1))
def test_any_visa_number_is_found(body: int) -> None:
    number = completed(f"4{body:014d}")
    if len(set(number)) > 1:
        assert is_card_number(number)
        assert mask_cards(f"card {number}.").cards == 1


@given(st.text(alphabet="0123456789 -=^B%?;./ab\n", max_size=120))
def test_masking_keeps_lengths_and_is_done_once(text: str) -> None:
    masked = mask_cards(text)
    assert len(masked.text) == len(text)
    assert all(a == b or b == MASK for a, b in zip(text, masked.text, strict=True))
    assert mask_cards(masked.text).cards == 0 or mask_cards(masked.text).text != text
