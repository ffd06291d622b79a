"""Texts made to be slow: each is read in bounded time, and twice the text in about twice that."""

from __future__ import annotations

from functools import cache

import pytest

from casewatch.bench.hostile import STORY, UNITS, repeated
from casewatch.model.report import Report
from casewatch.reading.people import find_people
from casewatch.reading.prepared import Prepared
from casewatch.reading.reader import RulesReader
from casewatch.reading.text.sentences import sentences
from tests.effort import in_proportion

SIZE = 40_000
# Tracing of lines costs as much again, and has no part in what is measured here.
pytestmark = pytest.mark.no_cover


@cache
def reader() -> RulesReader:
    found = RulesReader()
    found.read(report("Ivan Examplov was sentenced to prison on May 3, 2020."))
    return found


def report(text: str) -> Report:
    return Report("made", text, "A made text", "2024-08-02", "Example Post")


@pytest.mark.parametrize("name", UNITS)
def test_hostile_text_takes_time_in_proportion(name: str) -> None:
    text = repeated(UNITS[name], SIZE)
    assert in_proportion(lambda size: reader().read(report(text[:size])), SIZE)


def test_many_people_take_time_in_proportion() -> None:
    def crowd(count: int) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz"
        names = (f"Ivan Ex{letters[i % 26]}{letters[i // 26 % 26]}ov" for i in range(count))
        return " ".join(f"The forum was run by {name}." for name in names)

    assert in_proportion(lambda count: reader().read(report(crowd(count))), 400)


def test_many_reports_in_one_text_take_time_in_proportion() -> None:
    assert in_proportion(lambda count: reader().read(report(STORY * count)), 80)


def test_one_man_with_many_aliases_takes_time_in_proportion() -> None:
    """As he is named again and again, and each time by another alias."""
    letters = "abcdefghijklmnopqrstuvwxyz"

    def people(count: int) -> object:
        names = (letters[i % 26] * 2 + letters[i // 26 % 26] + str(i) for i in range(count))
        told = "Ivan Examplov, a.k.a. “{}”, sold cards. Ivan Examplov, 34, of Testville, ran it.\n"
        made = report("".join(told.format(name) for name in names))
        return find_people(Prepared(made, tuple(sentences(made.text)), {}), ())

    assert in_proportion(people, 4000)
