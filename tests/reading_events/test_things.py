"""Seizures, takedowns, searches, forfeitures, sanctions, rewards."""

from tests.reading_events.telling import events, kinds, only

IVAN = "Ivan Examplov"


def test_takedown_and_seizure_of_a_group() -> None:
    found = events(
        "On March 10, 2031, police dismantled the Xmarket forum. Officers seized four servers used "
        "by Xmarket.",
        groups={"Xmarket": "venue"},
    )
    takedown, seizure = only(found, "takedown"), only(found, "seizure")
    assert (takedown.who, takedown.date) == (("Xmarket",), "2031-03-10")
    assert (seizure.who, seizure.count) == (("Xmarket",), 4)


def test_apposition_leads_to_the_name() -> None:
    found = events(
        "He bought passwords from Xmarket, an illicit shop that was taken down by police in April "
        "2030.",
        groups={"Xmarket": "venue"},
    )
    assert (only(found, "takedown").who, only(found, "takedown").date) == (("Xmarket",), "2030-04")


def test_intent_is_no_takedown() -> None:
    assert events("The operation aims to dismantle criminal networks across Europe.") == ()


def test_search_belongs_to_the_resident() -> None:
    found = events(
        "Ivan Examplov, 31, was charged with fraud. Agents executed a search warrant at "
        "Examplov’s home in March 2030.",
        IVAN,
    )
    assert (only(found, "search").who, only(found, "search").date) == ((IVAN,), "2030-03")


def test_forfeiture_agreed_to() -> None:
    found = events(
        "Ivan Examplov pleaded guilty to fraud. Examplov agreed to forfeit $40,000.", IVAN
    )
    assert (only(found, "forfeiture").who, only(found, "forfeiture").modality) == (
        (IVAN,),
        "asserted",
    )


def test_sanctions_on_groups_and_numbers() -> None:
    found = events(
        "The Treasury sanctioned Xmarket and designated two companies.", groups={"Xmarket": "venue"}
    )
    assert kinds(found) == ["sanction", "sanction"]
    assert [(e.who, e.count) for e in found] == [(("Xmarket",), None), ((), 2)]


def test_records_released_are_no_release() -> None:
    assert events("Ivan Examplov released the stolen files to the public.", IVAN) == ()
