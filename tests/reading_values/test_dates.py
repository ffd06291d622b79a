"""Dates: the ways in which reports write them, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest

from casewatch.reading.dates import find_dates

FRIDAY = date(2024, 8, 2)


def told(text: str, day: date | None = FRIDAY) -> list[tuple[str, str, str | None]]:
    return [(m.span.text_of(text), m.value, m.end) for m in find_dates(text, day)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("August 1, 2024", "2024-08-01"),
        ("1 August 2024", "2024-08-01"),
        ("Thursday, August 1, 2024", "2024-08-01"),
        ("Aug. 1", "2024-08-01"),
        ("Aug.1, 2024", "2024-08-01"),
        ("1st of August", "2024-08-01"),
        ("the 3rd day of March, 2021", "2021-03-03"),
        ("2024-08-01", "2024-08-01"),
        ("07/31/2024", "2024-07-31"),
        ("31/07/2024", "2024-07-31"),
        ("01/08/2024", "2024-01-08"),
        ("7/4/24", "2024-07-04"),
        ("1.8.2024", "2024-08-01"),
        ("MAY 3, 2019", "2019-05-03"),
        ("August 2024", "2024-08"),
        ("in May of 2018", "2018-05"),
        ("in 2017", "2017"),
        ("early 2016", "2016"),
        ("in the summer of 2014", "2014"),
        ("his 2017 conviction", "2017"),
        ("the company's 2018 report", "2018"),
        ("in June he fled", "2024-06"),
        ("last November", "2023-11"),
        ("the ministry's March order", "2024-03"),
        ("today", "2024-08-02"),
        ("yesterday", "2024-08-01"),
        ("last night", "2024-08-01"),
        ("on Tuesday he was arrested", "2024-07-30"),
        ("on Friday he was arrested", "2024-08-02"),
        ("last Friday", "2024-07-26"),
        ("next Friday", "2024-08-09"),
        ("last month", "2024-07"),
        ("earlier this year", "2024"),
        ("last year", "2023"),
        ("two weeks ago", "2024-07"),
        ("three days ago", "2024-07-30"),
        ("five months ago", "2024-03"),
        ("a decade ago", "2014"),
        ("he will be sentenced on May 3", "2025-05-03"),
        ("he will be sentenced on Tuesday", "2024-08-06"),
        ("a hearing is scheduled for September 9", "2024-09-09"),
        ("he was arrested on September 9", "2023-09-09"),
    ],
)  # fmt: skip
def test_one_date(text: str, value: str) -> None:
    assert [(v, e) for _, v, e in told(text)] == [(value, None)]


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("between May 2018 and October 2021", "2018-05", "2021-10"),
        ("27-29 May", "2024-05-27", "2024-05-29"),
        ("27–29 May 2023", "2023-05-27", "2023-05-29"),
        ("May 27-29, 2024", "2024-05-27", "2024-05-29"),
        ("May 27 - June 3, 2024", "2024-05-27", "2024-06-03"),
        ("on the night of 3 to 4 June 2023", "2023-06-03", "2023-06-04"),
        ("from 2010 to 2015", "2010", "2015"),
        ("(2014-2019)", "2014", "2019"),
        (
            "from at least in or about January 2015 through in or about March 2018",
            "2015-01",
            "2018-03",
        ),
        ("from December 3 to January 5, 2024", "2023-12-03", "2024-01-05"),
        ("between June 2021 and July", "2021-06", "2021-07"),
        ("from November 2021 to February", "2021-11", "2022-02"),
        ("this week", "2024-07-29", "2024-08-04"),
        ("last week", "2024-07-22", "2024-07-28"),
        ("over last weekend", "2024-07-27", "2024-07-28"),
    ],
)
def test_one_range(text: str, value: str, end: str) -> None:
    assert [(v, e) for _, v, e in told(text)] == [(value, end)]


@pytest.mark.parametrize(
    "text",
    [
        "31 June 2024", "June 31", "2024-13-45", "Feb. 29, 2023", "99/99/2024", "2,000 cards", "about 2015 victims",
        "the 2015 victims", "Case No. 2015", "Windows 2000", "18 U.S.C. § 2016", "$2019", "2019 accounts", "20190 cards",
        "He may march in may", "May said so", "version 10.1.15.2", "docket 10-1-15", "The March for Justice", "Call us Monday to Friday.", "sections 2010",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert told(text) == []


def test_year_of_the_date_before_in_the_sentence() -> None:
    text = "On Aug. 3, 2014, he fled and on Aug. 5 he was caught. He was tried in May."
    assert [v for _, v, _ in told(text)] == ["2014-08-03", "2014-08-05", "2024-05"]


def test_the_year_goes_on_with_the_story() -> None:
    text = "He was indicted on December 12, 2023, and extradited on May 9 to Exampleland."
    assert [v for _, v, _ in told(text)] == ["2023-12-12", "2024-05-09"]


def test_the_same_year_is_that_of_the_date_before() -> None:
    text = "He was arrested in June 2021 and extradited in November of the same year."
    assert [v for _, v, _ in told(text)][:2] == ["2021-06", "2021-11"]


def test_list_shares_its_year() -> None:
    assert [v for _, v, _ in told("in July and August 2023")] == ["2023-07", "2023-08"]
    assert [v for _, v, _ in told("in 2016, 2017 and 2019")] == ["2016", "2017", "2019"]


def test_anaphoric_dates_step_from_the_date_before() -> None:
    text = "Police raided the flat on May 3, 2019. On the same day he confessed. Two days later he fled."
    assert [v for _, v, _ in told(text)] == ["2019-05-03", "2019-05-03", "2019-05-05"]
    assert told("On the same day he confessed.") == []


def test_without_a_day_only_what_is_absolute() -> None:
    text = "On Tuesday, two years after May 2, 2020, he said yesterday that on June 3 he left."
    assert [v for _, v, _ in told(text, None)] == ["2020-05-02", "2020-06-03"]


def test_ahead_is_marked() -> None:
    found = find_dates("He was arrested on May 3 and will be tried on October 9.", FRIDAY)
    assert [(m.value, m.ahead) for m in found] == [("2024-05-03", False), ("2024-10-09", True)]


def test_common_part_of_a_range() -> None:
    assert [m.common for m in find_dates("27-29 May 2024", FRIDAY)] == ["2024-05"]
    assert [m.common for m in find_dates("from 2010 to 2015", FRIDAY)] == [None]
    assert [m.common for m in find_dates("May 5, 2024", FRIDAY)] == ["2024-05-05"]


def test_the_weekday_belongs_to_the_date() -> None:
    assert told("on Tuesday, July 30, 2024")[0][0] == "Tuesday, July 30, 2024"


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("arrested in March last year", "2023-03", None),
        ("on 3 March of last year", "2023-03-03", None),
        ("in January this year", "2024-01", None),
        ("extradited in 2021 and convicted last November", "2023-11", None),
        ("Between Sunday 14 and Wednesday 17 April, police", "2024-04-14", "2024-04-17"),
        ("raids over the weekend", "2024-05-11", "2024-05-12"),
        ("indicted last spring", "2023", None),
        ("seized a fortnight ago", "2024-05", None),
        ("closed at the end of April", "2024-04", None),
        ("arrested on May 3. The previous day he", "2024-05-02", None),
    ],
)
def test_years_and_days_that_are_counted(text: str, value: str, end: str | None) -> None:
    last = find_dates(text, date(2024, 5, 16))[-1]
    assert (last.value, last.end) == (value, end)


def test_half_a_year_ago_is_not_a_year_ago() -> None:
    assert find_dates("arrested half a year ago", date(2024, 5, 16)) == ()
