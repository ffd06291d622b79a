"""Seizures, searches and takedowns in the words of several outlets, with what they do not tell."""

import pytest

from tests.reading_events.telling import events, kinds, only

IVAN, MARA = "Ivan Examplov", "Mara Testova"
XMARKET = {"Xmarket": "venue"}


@pytest.mark.parametrize(
    "text",
    [
        "German police have taken the Xmarket darknet marketplace offline, prosecutors said.",
        "The Xmarket marketplace was shuttered after an inquiry by Dutch police.",
        "Authorities pulled the plug on the Xmarket forum last week.",
        "Dutch police cracked down on the Xmarket forum.",
        "The operation stems from the takedown earlier this year of the Xmarket.",
    ],
)
def test_takedown_in_other_words(text: str) -> None:
    found = events(text, groups=XMARKET)
    assert only(found, "takedown").who == ("Xmarket",)
    assert kinds(found) == ["takedown"]


def test_orders_of_seizure_that_were_executed() -> None:
    found = events(
        "On June 7, 2030, seizure orders were executed against the domain names of Xmarket.",
        groups=XMARKET,
    )
    seizure = only(found, "seizure")
    assert (seizure.who, seizure.date) == (("Xmarket",), "2030-06-07")


def test_warrants_that_were_only_obtained_or_that_allow_seize_nothing() -> None:
    found = events(
        "Prosecutors obtained the seizure warrants for servers of Xmarket. The warrants authorized "
        "the seizures of three servers.",
        groups=XMARKET,
    )
    assert found == ()


def test_one_raid_one_day() -> None:
    found = events(
        "Police raided the offices of a hosting firm on Monday, confiscating 40 servers."
    )
    assert only(found, "search").date == only(found, "seizure").date == "2031-03-10"
    assert only(found, "seizure").count == 40


def test_search_and_what_was_found_in_it() -> None:
    found = events(
        "Mara Testova was charged. When agents searched Testova’s home in May 2029, they seized two "
        "hard drives.",
        MARA,
    )
    search, seizure = only(found, "search"), only(found, "seizure")
    assert (search.who, search.date) == ((MARA,), "2029-05")
    assert (seizure.who, seizure.date, seizure.count) == ((MARA,), "2029-05", 2)


def test_action_day_told_without_a_second_verb() -> None:
    found = events(
        "During an action day on 4 March 2031, twelve suspects were arrested and 20 locations "
        "searched."
    )
    assert (only(found, "arrest").count, only(found, "arrest").date) == (12, "2031-03-04")
    assert (only(found, "search").count, only(found, "search").date) == (20, "2031-03-04")


def test_things_linked_to_the_band_are_its_own() -> None:
    found = events(
        "The LockExample gang extorted hospitals. Officers took down 27 servers linked to the gang.",
        groups={"LockExample": "gang"},
    )
    assert (only(found, "takedown").who, only(found, "takedown").count) == (("LockExample",), 27)


def test_frozen_money_and_parcels() -> None:
    found = events(
        "A total of EUR 1.2 million in cryptocurrency was frozen. Customs officers intercepted two "
        "parcels in Memphis in May 2030."
    )
    assert kinds(found) == ["seizure", "seizure"]
    assert [e.date for e in found] == [None, "2030-05"]


@pytest.mark.parametrize(
    "text",
    [
        "Agents will continue to seize infrastructure and disrupt criminals.",
        "Fabrikam Health recovered from the attack within a week.",
        "Hearts can be broken, and so can records.",
        "Officers carried out checks to dismantle myths about online safety.",
    ],
)
def test_nothing_was_done(text: str) -> None:
    assert events(text) == ()
