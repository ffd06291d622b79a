"""Texts made to be slow: each is read in bounded time, and twice the text in about twice that."""

from __future__ import annotations

from functools import cache

import pytest

from casewatch.model.report import Report
from casewatch.reading.reader import RulesReader
from tests.effort import in_proportion

SIZE = 40_000
# Tracing of lines costs as much again, and has no part in what is measured here.
pytestmark = pytest.mark.no_cover
UNITS = {
    "nested quotes": '“"‘',
    "quotes in quotes": "“he said “she said 'they said \"it ",
    "commas": ",",
    "commas and words": "a, ",
    "capitals": "A",
    "capitalised words": "Alpha Beta Gamma ",
    "initials": "A B C D ",
    "and": "and ",
    "one name": "Ivan Examplov, 34, of Testville, ",
    "sums": "$1,000,000 million and ",
    "figures": "1,000 ",
    "digits": "1",
    "aliases": "a.k.a. ",
    "dates": "on May 3, 2020 ",
    "triggers": "sentenced to ",
    "pleas": "He pleaded guilty and was sentenced to 5 years in prison. ",
    "one sentence": "Ivan Examplov was charged, and ",
    "line breaks": "\n",
    "points": ".",
    "addresses": "http://a.b/c.",
    "hyphens": "A-b-",
    "offices": "Department of Justice of ",
    "possessives": "X's ",
    "speech": "said that ",
}


@cache
def reader() -> RulesReader:
    found = RulesReader()
    found.read(report("Ivan Examplov was sentenced to prison on May 3, 2020."))
    return found


def report(text: str) -> Report:
    return Report("made", text, "A made text", "2024-08-02", "Example Post")


@pytest.mark.parametrize("name", UNITS)
def test_hostile_text_takes_time_in_proportion(name: str) -> None:
    unit = UNITS[name]
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    assert in_proportion(lambda size: reader().read(report(text[:size])), SIZE)


def test_many_people_take_time_in_proportion() -> None:
    def crowd(count: int) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz"
        names = (f"Ivan Ex{letters[i % 26]}{letters[i // 26 % 26]}ov" for i in range(count))
        return " ".join(f"The forum was run by {name}." for name in names)

    assert in_proportion(lambda count: reader().read(report(crowd(count))), 400)


def test_many_reports_in_one_text_take_time_in_proportion() -> None:
    story = (
        "SPRINGFIELD – Ivan Examplov, 34, of Testville, was sentenced today to 60 months in prison "
        "for his role in a scheme that stole $2,000,000 from banks. “He hurt many people,” said "
        "U.S. Attorney Mara Testova. Examplov, also known as “exvan,” pleaded guilty in May 2020.\n"
        "According to court documents, he sold stolen cards on a forum called Testmarket.\n\n"
    )
    assert in_proportion(lambda count: reader().read(report(story * count)), 80)
