"""What only sounds like an event, and what does not sound like one and is."""

from __future__ import annotations

import pytest

from .telling import events, kinds, only


@pytest.mark.parametrize(
    "text",
    [
        "The asset forfeiture program supports the identification, seizure and forfeiture of assets.",
        "Laws of this kind are vital in order to disrupt and dismantle the infrastructure of gangs.",
        "This success marks a step in our ongoing mission to dismantle organised crime networks.",
        "Recent High-Profile Arrests\n\nStories\n\nContact",
        "The unit was not able to arrest a suspect.",
        "The unit hopes to be able to arrest a suspect.",
    ],
)
def test_what_happens_in_general_is_no_event(text: str) -> None:
    assert not events(text)


def test_what_a_headline_or_a_release_tells_has_happened() -> None:
    assert kinds(events("Example police announce the seizure of 40 servers.")) == ["seizure"]
    assert kinds(events("Twelve arrests in operation against card fraud")) == ["arrest"]


@pytest.mark.parametrize(
    "text",
    [
        "In early February, the police in Exampleland were able to arrest a key suspect.",
        "In early February, the police in Exampleland managed to arrest a key suspect.",
        "The new law allowed police to arrest a key suspect in February.",
    ],
)
def test_what_somebody_was_able_to_do_was_done(text: str) -> None:
    arrest = only(events(text), "arrest")
    assert (arrest.count, arrest.date, arrest.modality) == (1, "2031-02", "asserted")


def test_people_are_counted_by_their_own_number() -> None:
    text = "In one case, two Red Notice fugitives wanted for a fraud were arrested in Exampleville."
    assert only(events(text), "arrest").count == 2
    text = "Officers executed warrants, taking four people into custody."
    assert only(events(text), "arrest").count == 4


def test_a_number_in_a_name_is_no_count() -> None:
    text = "The takedown of the 404 Sample service was announced."
    found = only(events(text, groups={"404 Sample": "venue"}), "takedown")
    assert (found.who, found.count) == (("404 Sample",), None)


def test_guilt_found_behind_age_and_home_keeps_its_day() -> None:
    text = (
        "A two-week trial ended when a jury found Ivan Examplov guilty.\n\n"
        "On January 24, 2031, a jury found Examplov, 52, of Exampleville, guilty of mail fraud."
    )
    found = only(events(text, "Ivan Examplov"), "conviction")
    assert (found.who, found.date) == (("Ivan Examplov",), "2031-01-24")


def test_an_indictment_returned_by_a_jury_that_sits_somewhere_has_its_day() -> None:
    text = (
        "Ivan Examplov was arrested on Sunday. The indictment was returned by a grand jury "
        "sitting in the Western District of Example on February 27 and unsealed on Monday."
    )
    assert only(events(text, "Ivan Examplov"), "charge").date == "2031-02-27"


@pytest.mark.parametrize(
    "text",
    [
        "The plea agreement requires Ivan Examplov to forfeit computers and other equipment.",
        "Ivan Examplov has agreed to forfeit assets worth more than $4 million.",
        "Ivan Examplov agreed to pay restitution and to forfeit equipment he used.",
    ],
)
def test_who_agreed_or_has_to_forfeit(text: str) -> None:
    found = only(events(text, "Ivan Examplov"), "forfeiture")
    assert (found.who, found.modality) == (("Ivan Examplov",), "asserted")


def test_a_search_that_a_court_allowed() -> None:
    text = "A court authorized search of Ivan Examplov's apartment turned up 24 phones."
    assert only(events(text, "Ivan Examplov"), "search").who == ("Ivan Examplov",)


def test_arrests_in_different_places_stay_apart() -> None:
    text = (
        "The three defendants who were arrested abroad are in custody. Ivan Examplov, 38, was "
        "arrested in Dresden, Germany. Petr Examplenko, 35, was arrested in Lepe, Spain. Denys "
        "Primerov, 32, was arrested in Bangkok, Thailand."
    )
    found = events(text, "Ivan Examplov", "Petr Examplenko", "Denys Primerov")
    assert sorted(e.who for e in found if e.type == "arrest") == [
        ("Denys Primerov",), ("Ivan Examplov",), ("Petr Examplenko",),
    ]  # fmt: skip
