"""Candidates, their grounds and their scores."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from casewatch.bench.made_up import disguised, made_names
from casewatch.screening.casefiles import Entries
from casewatch.screening.entries import Entry
from casewatch.screening.query import Query
from casewatch.screening.screen import Candidate, Screener

MADE = made_names(2_000, seed=5)
PEOPLE = Screener([Entries([Entry("made", str(n), "person", x) for n, x in enumerate(MADE)])], 0.6)
FEW = Screener(
    [
        Entries(
            [
                Entry("list", "1", "person", "Iwan Examplovski", ("ivex",), (1984,), ("RU",)),
                Entry("list", "2", "person", "John Smith", (), (1970,), ("US",)),
                Entry("list", "3", "group", "Paper Panda", ("APT914",)),
                Entry("list", "4", "group", "Glass Gull", ("APT915",)),
                Entry("list", "5", "person", "Ivan Examplovski Jr."),
            ]
        )
    ]
)


def best(query: Query) -> Candidate:
    return FEW.screen(query)[0]


def test_a_common_name_says_that_it_is_no_evidence() -> None:
    found = best(Query("John Smith"))
    assert found.agreement == 1.0
    assert found.strength == "weak"
    assert found.caution == "common name: alone no evidence"


def test_a_rare_name_is_more_but_never_strong_alone() -> None:
    found = best(Query("Iwan Examplovski"))
    assert found.entry.id == "1"
    assert found.score > best(Query("John Smith")).score
    assert found.strength == "possible"
    assert "name alone" in found.caution


def test_year_and_country_speak_for_and_against() -> None:
    alone = best(Query("Iwan Examplovski")).score
    more = best(Query("Iwan Examplovski", born=1984, country="RU"))
    assert more.score > alone
    assert more.strength == "strong"
    assert not more.caution
    against = next(c for c in FEW.screen(Query("Iwan Examplovski", born=1950)) if c.entry.id == "1")
    assert against.score < 0.1
    assert "born 1950 / 1984" in against.caution
    assert any(g.bits < 0 for g in against.grounds)


def test_a_code_with_another_number_is_nobody() -> None:
    assert [c.entry.id for c in FEW.screen(Query("APT-914"))] == ["3"]
    assert not FEW.screen(Query("APT916"))


def test_a_suffix_that_differs_speaks_against() -> None:
    by_id = {c.entry.id: c for c in FEW.screen(Query("Ivan Examplovski Sr."))}
    assert any(g.kind == "suffix" for g in by_id["5"].grounds)
    assert by_id["5"].score < 0.1


def test_grounds_add_up_to_the_score_and_are_told() -> None:
    told = best(Query("Iwan Examplovski", born=1984)).to_json()
    assert {g["kind"] for g in told["grounds"]} >= {"name", "born"}
    assert told["entry"]["id"] == "1"


def test_a_name_that_two_entries_bear_says_so_and_joins_neither() -> None:
    entries = [Entry("list", "1", "group", "Paper Panda", ("Odd Otter",))]
    alone = Screener([Entries(entries)]).screen(Query("odd otter"))[0]
    entries.append(Entry("list", "2", "group", "Glass Gull", ("ODD OTTER",)))
    both = Screener([Entries(entries)]).screen(Query("odd otter"))
    assert [c.entry.id for c in both] == ["1", "2"]
    assert all(c.caution == "2 entries of list bear this name" for c in both)
    assert both[0].score < alone.score


def test_what_names_nobody_finds_nobody() -> None:
    for name in ("", "  ", "!!!", "\u0000", "–"):
        assert FEW.screen(Query(name)) == ()


@given(st.integers(0, len(MADE) - 1))
def test_a_name_screens_to_itself(number: int) -> None:
    found = PEOPLE.screen(Query(MADE[number]), most=40)
    assert MADE[number] in [c.entry.name for c in found if c.agreement == 1.0]


@given(st.integers(0, len(MADE) - 1), st.booleans())
def test_order_case_and_marks_do_not_lose_a_name(number: int, upper: bool) -> None:
    words = [w.replace("a", "á").replace("o", "ö") for w in MADE[number].split()]
    asked = " ".join(reversed(words))
    found = PEOPLE.screen(Query(asked.upper() if upper else asked), most=40)
    assert MADE[number] in [c.entry.name for c in found]


def test_most_names_are_found_however_they_are_written() -> None:
    rng = random.Random(2)
    asked = [(name, disguised(name, rng)) for name in rng.sample(MADE, 300)]
    found = [n in [c.entry.name for c in PEOPLE.screen(Query(a), 10)] for n, a in asked]
    assert sum(found) / len(found) > 0.93


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = [Entry("made", str(n), "person", x) for n, x in enumerate(MADE[:300])]
    turned = Screener([Entries(entries[::-1])])
    straight = Screener([Entries(entries)])
    for name in MADE[:60]:
        assert turned.screen(Query(name)) == straight.screen(Query(name))
