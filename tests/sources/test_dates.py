from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import UsageError
from casewatch.sources.clean.dates import dates_in
from casewatch.sources.clean.published import day_of, normal_date, usage_date
from casewatch.sources.clean.report import clean_text
from casewatch.sources.fetched import Given

STORY = (
    "Ivan Examplov was arrested by the police of Sampletown after a search of his flat, in which "
    "officers found computers and cash, the prosecutor's office said in a statement.\n\n"
) * 3


def published(head: str, metadata: str = "") -> str:
    return clean_text(f"{head}\n\n{STORY}", Given(published=metadata)).given.published


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Fri | Aug 2, 2024 | 12:14 PM PDT", "2024-08-02T12:14:00-07:00"),
        ("Thursday, June 20, 2024", "2024-06-20"),
        ("Posted: 12 May 2021", "2021-05-12"),
        ("Publish date 29 Sept 2020", "2020-09-29"),
        ("Published Date\n\n2023-12-14", "2023-12-14"),
        ("NEWARK, N.J. – January 5, 2024 - " + STORY, "2024-01-05"),
        ("WASHINGTON, DC, 10 June 2022 – " + STORY, "2022-06-10"),
        ("26 October 2021|PRESS RELEASE", "2021-10-26"),
        ("30 December 2024, 7:51am", "2024-12-30T07:51:00"),
        ("Gepubliceerd op: 27 maart 2026", "2026-03-27"),
        ("type: News, Topic: Crime, Date: 30 May 2024", "2024-05-30"),
        ("June 24, 2016 Sampletown , EX , United States Financial Crimes", "2016-06-24"),
        ("**Monday, March 23, 2026 — For Immediate Release**", "2026-03-23"),
        ("14.12.2023", "2023-12-14"),
        ("May 1st, 2020 at 16:05 UTC", "2020-05-01T16:05:00+00:00"),
        ("25/12/2021", "2021-12-25"),
        ("March 3, 2021 18:00 +02:00", "2021-03-03T18:00:00+02:00"),
    ],
)
def test_date_lines(head: str, expected: str) -> None:
    assert published(head) == expected


@pytest.mark.parametrize(
    "head",
    [
        "Formed 27 December 1989",
        "Ivan Examplov was arrested on May 5, 2021 in Sampletown.",
        "30 February 2021",
        "13/13/2021",
        "03/04/2021",
        "2024-13-45",
        "10:99",
    ],
)
def test_what_is_no_date_line(head: str) -> None:
    assert published(head) == ""


def test_own_date_wins_over_metadata() -> None:
    assert published("Monday, May 3, 2021", "2021-05-09") == "2021-05-03"


def test_time_of_metadata_is_kept_on_the_same_day() -> None:
    assert published("Monday, May 3, 2021", "2021-05-03T10:00:00Z") == "2021-05-03T10:00:00+00:00"


def test_date_of_a_change_serves_only_without_another() -> None:
    assert published("Last updated: May 3, 2021", "2021-04-01") == "2021-04-01"
    assert published("Last updated: May 3, 2021") == "2021-05-03"
    assert published("Updated\n\nMay 3, 2021", "2021-04-01") == "2021-04-01"


def test_metadata_settles_day_and_month() -> None:
    assert published("03/04/2021", "2021-04-03T01:00:00") == "2021-04-03T01:00:00"
    assert published("03/04/2021", "2021-03-04") == "2021-03-04"


def test_list_of_news_has_no_date_of_its_own() -> None:
    head = "May 1, 2021\n\nOne Held\n\nMay 2, 2021\n\nTwo Held\n\nMay 3, 2021\n\nThree Held"
    assert published(head, "2021-06-01") == "2021-06-01"


def test_bare_later_date_in_a_banner_is_not_believed() -> None:
    head = "Countdown to the Feast\n\nJuly 4, 2026\n\nRead\n\nThis\n\nAgain"
    assert published(head, "2023-08-01") == "2023-08-01"


def test_impossible_metadata_is_left_out_with_a_note() -> None:
    cleaned = clean_text(STORY, Given(published="2024-13-45"))
    assert cleaned.given.published == ""
    assert "2024-13-45" in cleaned.notes[0]


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2024-08-02", "2024-08-02"),
        ("2024", "2024"),
        ("2024-08", "2024-08"),
        ("2024-08-02T12:14:00Z", "2024-08-02T12:14:00+00:00"),
        ("Fri, 02 Aug 2024 12:14:00 -0700", "2024-08-02T12:14:00-07:00"),
        ("August 2, 2024", "2024-08-02"),
        ("2024-13", None),
        ("2024-13-45", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_metadata(given_date: str, expected: str | None) -> None:
    assert normal_date(given_date) == expected


def test_impossible_date_of_the_user() -> None:
    assert usage_date("2024-08-02") == "2024-08-02"
    with pytest.raises(UsageError, match="2024-13-45"):
        usage_date("2024-13-45")


def test_day_of() -> None:
    assert day_of("2024-08-02T10:00:00") == date(2024, 8, 2)
    assert day_of("2024-08") is None
    assert day_of(None) is None


@given(st.dates(date(1980, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    forms = [day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}",
             f"{day:%d.%m.%Y}"]  # fmt: skip
    for form in forms:
        assert [w.day for w in dates_in(f"on {form}, they")] == [day]


@given(st.text(max_size=80))
def test_dates_of_anything(text: str) -> None:
    normal_date(text)
    for written in dates_in(text):
        assert 0 <= written.start < written.end <= len(text)
