"""Offences: phrases to the closed vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.model.spans import fits
from casewatch.model.vocabulary import OFFENCES
from casewatch.reading.offences import find_offences, offences_in
from casewatch.reading.tables import table


@pytest.mark.parametrize(
    ("text", "offences"),
    [
        ("conspiracy to commit wire fraud", {"wire_fraud", "conspiracy"}),
        ("aggravated identity theft", {"identity_theft"}),
        ("computer and wire fraud", {"hacking", "wire_fraud"}),
        ("mail, wire and bank fraud", {"fraud", "wire_fraud", "bank_fraud"}),
        ("access device fraud", {"carding"}),
        ("money laundering conspiracy", {"laundering", "conspiracy"}),
        ("RICO conspiracy", {"racketeering", "conspiracy"}),
        ("Intentional damage to a protected computer", {"hacking"}),
        ("theft of government property", {"other"}),
        ("insider trading", {"insider_trading"}),
        ("evading U.S. sanctions", {"sanctions_evasion"}),
        ("running a DDoS-for-hire service", {"ddos"}),
        ("a distributed denial-of-service attack", {"ddos"}),
        ("sending spam", {"spam"}),
        ("hacked into servers and stole customer data", {"hacking", "data_theft"}),
        ("possession with intent to distribute fentanyl", {"trafficking"}),
        ("obstruction of justice", {"obstruction"}),
        ("deploying ransomware", {"ransomware"}),
        ("developing the banking Trojan", {"malware"}),
        ("extortion", {"extortion"}),
        ("espionage", {"espionage"}),
        ("contempt of court", {"other"}),
        ("securities fraud", {"fraud"}),
        ("in violation of 18 U.S.C. § 1030", {"hacking"}),
        ("a scam", {"fraud"}),
        ("a fine day in Exampleville", set()),
    ],
)
def test_phrases(text: str, offences: set[str]) -> None:
    assert set(offences_in(text)) == offences


def test_order_is_that_of_the_vocabulary() -> None:
    text = "conspiracy, racketeering, money laundering, wire fraud, identity theft and hacking"
    found = offences_in(text)
    assert list(found) == [o for o in OFFENCES if o in found]
    assert len(found) == 6


def test_special_offences_hide_the_general_one() -> None:
    assert "fraud" not in offences_in("wire fraud, bank fraud, computer fraud and card fraud")
    assert "fraud" in offences_in("wire fraud and fraud")


def test_every_name_of_the_table_is_an_offence() -> None:
    assert {row["name"] for row in table("offences")["offence"]} == set(OFFENCES)


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert all(fits(text, [m.span]) for m in find_offences(text))


def test_long_hostile_text() -> None:
    find_offences("stole the access to a the " * 2_000)
