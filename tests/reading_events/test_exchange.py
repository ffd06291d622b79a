"""Prisoner exchanges and the releases of each side."""

from tests.reading_events.telling import events, only

TEXT = (
    "Norland and Russia carried out a prisoner swap. The exchange, which took place on March 1, 2031, saw "
    "the release of Ivan Examplov and Petr Samplek. It also freed 12 people held in Russia, including "
    "the journalist Mara Testova. Minister Otto Probst welcomed the deal."
)
PEOPLE = ("Ivan Examplov", "Petr Samplek", "Mara Testova", "Otto Probst")


def test_one_exchange_with_everybody_freed_and_a_release_for_each_side() -> None:
    found = events(TEXT, *PEOPLE, Testova="journalist", Probst="official")
    swap = only(found, "exchange")
    assert set(swap.who) == set(PEOPLE[:3])
    assert swap.date == "2031-03-01"
    releases = {e.who: (e.date, e.count) for e in found if e.type == "release"}
    assert releases[PEOPLE[:2]][0] == "2031-03-01"
    assert releases[PEOPLE[2:3]] == ("2031-03-01", 12)
    assert all("Otto Probst" not in e.who for e in found)


def test_earlier_exchange_is_none_of_this_report() -> None:
    found = events("It would be the first step since the prisoner swap of 2010.", *PEOPLE)
    assert found == ()
