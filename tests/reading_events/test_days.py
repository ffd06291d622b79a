"""On which day: announced and own days, days shared by what is told together."""

import pytest

from tests.reading_events.telling import DAY, events, only

IVAN, MARA = "Ivan Examplov", "Mara Testova"


def test_day_of_the_announcement_where_no_other_is_told() -> None:
    found = events("Ivan Examplov pleaded guilty to fraud, the prosecutor announced today.", IVAN)
    assert only(found, "plea").date == "2031-03-12"


def test_own_day_wins_over_that_of_the_announcement() -> None:
    found = events(
        "Ivan Examplov was indicted for fraud, the prosecutor announced today. The indictment, "
        "returned on Feb. 27, 2031, charges Ivan Examplov with fraud.",
        IVAN,
    )
    assert only(found, "charge").date == "2031-02-27"


def test_said_on_one_day_done_on_another() -> None:
    found = events(
        "Police said on Thursday they had arrested a man, Ivan Examplov, earlier this month.", IVAN
    )
    assert only(found, "arrest").date == "2031-03"


def test_relative_clause_keeps_its_day() -> None:
    found = events(
        "Ivan Examplov, who authorities extradited from Croatia in November 2030, pled guilty in "
        "federal court to fraud.",
        IVAN,
    )
    assert only(found, "extradition").date == "2030-11"
    assert only(found, "plea").date is None


def test_until_the_month_when() -> None:
    found = events(
        "Ivan Examplov laundered funds until February 2030, when agents placed him under arrest.",
        IVAN,
    )
    assert only(found, "arrest").date == "2030-02"


def test_today_goes_over_what_is_joined_to_it() -> None:
    found = events(
        "Ivan Examplov pleaded guilty today to fraud, and was sentenced to five years in prison.",
        IVAN,
    )
    assert only(found, "sentence").date == "2031-03-12"


def test_an_older_day_does_not() -> None:
    found = events("Ivan Examplov was indicted in May 2029 and pleaded guilty to fraud.", IVAN)
    assert only(found, "charge").date == "2029-05"
    assert only(found, "plea").date is None


def test_arrested_and_brought_before_a_judge() -> None:
    found = events(
        "Ivan Examplov was arrested and made his initial appearance in federal court yesterday.",
        IVAN,
    )
    assert only(found, "arrest").date == only(found, "appearance").date == "2031-03-11"


def test_arrest_on_an_indictment_dates_no_charge() -> None:
    found = events("Ivan Examplov was arrested on March 3, 2031, on an indictment for fraud.", IVAN)
    assert only(found, "arrest").date == "2031-03-03"
    assert all(e.date is None for e in found if e.type == "charge")


def test_each_has_the_day_of_all() -> None:
    found = events(
        "Ivan Examplov and Mara Testova were sentenced on Monday. Examplov was sentenced to 18 "
        "months. Testova was sentenced to 48 months.",
        IVAN,
        MARA,
    )
    assert {(e.who, e.date, e.term_months) for e in found} == {
        ((IVAN,), "2031-03-10", 18),
        ((MARA,), "2031-03-10", 48),
    }


def test_a_jury_found_her_guilty() -> None:
    found = events(
        "Mara Testova was arrested in July 2029. A federal jury found her guilty in June 2030.",
        MARA,
    )
    assert (only(found, "conviction").who, only(found, "conviction").date) == ((MARA,), "2030-06")


@pytest.mark.parametrize(("day", "date"), [("today", "2031-03-12"), ("yesterday", "2031-03-11")])
def test_day_that_owns_the_noun(day: str, date: str) -> None:
    found = events(f"Ivan Examplov was the subject of {day}’s arrest of Ivan Examplov.", IVAN)
    assert only(found, "arrest").date == date


def test_week_that_runs_on_ends_with_the_report() -> None:
    found = events("This week, police in Exampland arrested twelve people.")
    assert only(found, "arrest").date == "2031-03"


def test_a_sanction_or_reward_told_in_the_present_is_of_the_day_of_the_report() -> None:
    text = "The ministry is also designating Ivan Examplov, a leader of the gang."
    assert only(events(text, "Ivan Examplov"), "sanction").date == DAY
    text = (
        "The ministry is offering a reward of up to $11 million for information on Ivan Examplov."
    )
    assert only(events(text, "Ivan Examplov"), "reward").date == DAY
    text = "The ministry designated Ivan Examplov, a leader of the gang."
    assert only(events(text, "Ivan Examplov"), "sanction").date is None
