"""Charges that are the news of their report, and days that are those of the crime."""

import pytest

from casewatch.resolving.news import day_of_unsealing, month_of_news, without_day_of_crime
from tests.resolving.build import event, person, reading

NAME = "Mara Testova"
BODY = "Officers had watched a flat in Boxville for weeks. " * 12


def month(head: str, words: str, day: str = "2019-05-16") -> str | None:
    text = f"{head}\n\n{BODY}\n\nMara Testova {words} with one count of fraud."
    charge = event(text, "charge", words, NAME)
    return month_of_news(reading("a", day, text, [person(text, NAME)], [charge]), charge)


@pytest.mark.parametrize(
    ("head", "words", "found"),
    [
        ("Two indictments have been unsealed charging many.", "is charged", "2019-05"),
        ("A jury has indicted three people.", "is also charged", "2019-05"),
        # Charged earlier: the news is another.
        ("A woman has been extradited to face charges.", "is charged", None),
        ("A woman charged in 2017 has been seen in Boxville.", "is charged", None),
        ("Two indictments have been unsealed charging many.", "was charged", None),
        ("The weather is fine.", "is charged", None),
    ],
)
def test_what_stands_charged_where_the_charging_is_the_news(
    head: str, words: str, found: str | None
) -> None:
    assert month(head, words) == found


def test_on_the_first_days_of_a_month_not_even_the_month_is_sure() -> None:
    assert month("A jury has indicted three people.", "is charged", day="2019-05-02") is None


def test_the_day_of_the_attack_is_not_that_of_the_charge() -> None:
    text = "Mara Testova was charged over the attack on Box Hospital on May 1, 2021."
    charge = event(text, "charge", "was charged", NAME, date="2021-05-01")
    other = event(text, "charge", "was charged", NAME, date="2021-06-01")
    attack = event(text, "attack", "attack on Box Hospital", "Box Hospital")
    page = reading("a", "2023-05-05", text, [person(text, NAME)], [charge, attack])
    assert without_day_of_crime(page, charge).date is None
    assert without_day_of_crime(page, other).date == "2021-06-01"
    bare = reading("a", "2023-05-05", text, [person(text, NAME)], [charge])
    assert without_day_of_crime(bare, charge).date == "2021-05-01"


@pytest.mark.parametrize(
    ("head", "words", "found"),
    [
        ("Two indictments have been unsealed charging many.", "is charged", "2019-05-16"),
        ("An indictment was unsealed today charging many.", "is also charged", "2019-05-16"),
        ("The office announces the unsealing of two indictments.", "is charged", "2019-05-16"),
        # A day of its own, an earlier charge, another kind of news.
        ("Indictments have been unsealed on May 13 charging many.", "is charged", None),
        ("Charges have been unsealed in Boxville last week.", "is charged", None),
        ("Two indictments have been unsealed charging many.", "was charged", None),
        ("A jury has indicted three people.", "is charged", None),
    ],
)
def test_what_is_announced_as_unsealed_is_of_the_day_of_the_report(
    head: str, words: str, found: str | None
) -> None:
    text = f"{head}\n\n{BODY}\n\nMara Testova {words} with one count of fraud."
    charge = event(text, "charge", words, NAME)
    page = reading("a", "2019-05-16", text, [person(text, NAME)], [charge])
    assert day_of_unsealing(page, charge) == found
