"""Attacks told in the ways of several outlets: who was hit, when, and what tells none."""

import pytest

from tests.reading_events.telling import events, only

IVAN, MARA = "Ivan Examplov", "Mara Testova"


@pytest.mark.parametrize(
    ("text", "victim", "date"),
    [
        (
            "Hackers breached Fabrikam Health in May 2030 and stole records of 9 million patients.",
            "Fabrikam Health",
            "2030-05",
        ),
        (
            "A ransomware attack on Fabrikam Pipeline shut down fuel supplies in May 2030.",
            "Fabrikam Pipeline",
            "2030-05",
        ),
        (
            "The 2030 hack of Fabrikam Pictures exposed the emails of executives.",
            "Fabrikam Pictures",
            "2030",
        ),
        (
            "Contoso Bank was hit by a distributed denial-of-service attack on 3 March that knocked "
            "its website offline for six hours.",
            "Contoso Bank",
            "2031-03-03",
        ),
        (
            "Fabrikam Airlines said it had fallen victim to a cyberattack in January that "
            "compromised the data of 400,000 passengers.",
            "Fabrikam Airlines",
            "2031-01",
        ),
        (
            "The breach at Contoso Credit, disclosed in September 2029, exposed Social Security "
            "numbers.",
            "Contoso Credit",
            None,
        ),
        (
            "Hackers compromised Fabrikam Software’s update server in late 2029, analysts found.",
            "Fabrikam Software",
            "2029",
        ),
        (
            "On July 4, 2029, the group launched a DDoS attack on the website of the Ministry of "
            "Fisheries of Exampland.",
            "Ministry of Fisheries of Exampland",
            "2029-07-04",
        ),
    ],
)
def test_victim_and_day(text: str, victim: str, date: str | None) -> None:
    attack = only(events(text), "attack")
    assert (attack.who, attack.date, attack.modality) == ((victim,), date, "asserted")


def test_attacker_who_pleaded_is_told_as_a_finding_and_one_charged_is_not() -> None:
    text = "Ivan Examplov hacked into the network of Fabrikam University in 2029."
    pleaded = events(f"{text} Examplov pleaded guilty on Monday.", IVAN)
    charged = events(f"{text} Examplov was charged on Monday.", IVAN)
    assert only(pleaded, "attack").who == (IVAN, "Fabrikam University")
    assert only(pleaded, "attack").modality == "asserted"
    assert only(charged, "attack").modality == "alleged"


def test_the_indictment_only_alleges() -> None:
    found = events(
        "Mara Testova, 31, was charged with computer fraud. Prosecutors allege that Testova deployed "
        "LockExample ransomware against a hospital in Ohio in August 2029.",
        MARA,
        groups={"LockExample": "malware"},
    )
    attack = only(found, "attack")
    assert (attack.who, attack.date, attack.modality) == ((MARA,), "2029-08", "alleged")


def test_known_victims_of_a_report_of_intrusions() -> None:
    found = events(
        "The LockExample gang ran ransomware attacks for years, police said. Hackers of the gang "
        "encrypted the files of Fabrikam Health and Contoso Bank.",
        groups={"LockExample": "gang", "Fabrikam Health": "victim", "Contoso Bank": "victim"},
    )
    assert set(only(found, "attack").who) >= {"Fabrikam Health", "Contoso Bank"}


def test_a_revenue_that_is_defrauded_is_not_attacked() -> None:
    found = events(
        "Ivan Examplov filed false returns with the Exampland Revenue. Examplov was charged.",
        IVAN,
        groups={"Exampland Revenue": "victim"},
    )
    assert all(e.type != "attack" for e in found)


def test_day_of_the_arrest_is_not_that_of_the_attack() -> None:
    found = events(
        "Ivan Examplov was arrested for the attack on Contoso Bank on 6 September 2030.", IVAN
    )
    assert only(found, "arrest").date == "2030-09-06"
    assert only(found, "attack").date is None


@pytest.mark.parametrize(
    "text",
    [
        "Companies should patch their systems to avoid attacks against their networks.",
        "Attacks on hospitals rose in 2029, the report found.",
        "Could hackers have breached Fabrikam Health? Nobody knows.",
        "Analysts fear an attack on Contoso Bank.",
        "Tips for Hacking into Company Networks and Enabling Major Security Teams to Learn",
    ],
)
def test_no_attack(text: str) -> None:
    assert all(e.type != "attack" for e in events(text))


def test_who_launders_the_loot_is_no_attacker() -> None:
    found = events(
        "Ivan Examplov was charged with laundering. In June 2030 Examplov tracked the proceeds of a "
        "widely reported hack of a social media platform. Hackers breached Fabrikam Health in May 2030.",
        IVAN,
    )
    attacks = [e for e in found if e.type == "attack"]
    assert attacks
    assert all(IVAN not in e.who for e in attacks)


def test_day_of_the_plea_is_not_that_of_the_attack() -> None:
    found = events(
        "Ivan Examplov pleaded guilty yesterday in connection with an online intrusion into an "
        "Exampland government office.",
        IVAN,
    )
    assert all(e.type != "attack" for e in found)
