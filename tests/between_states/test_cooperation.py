"""What passed between states: directions, years, no doubling by copies."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from casewatch.between import Cooperation, cooperation, cooperation_to_json, rows_to_json
from casewatch.between.accusations import state_behind
from casewatch.between.text import render
from casewatch.cases import case_files
from casewatch.model.reading import Reading
from casewatch.resolving import resolve
from tests.between_states.story import A, B, C, everything, officers, raid, surrender, swap, verdict
from tests.resolving.build import copy_of, event, person, reading


def between(*readings: Reading, **asked: str) -> Cooperation:
    resolution = resolve(readings)
    return cooperation(case_files(resolution), resolution, **asked)


def cells(found: Cooperation) -> set[tuple[str, str, str, str]]:
    return {(c.kind, c.a, c.b, c.year) for c in found.cells}


def test_each_kind_has_its_cell() -> None:
    assert cells(between(*everything())) == {
        ("extradition", "CH", "US", "2021"),
        ("joint_operation", "DE", "US", "2020"),
        ("exchange", "RU", "US", "2024"),
        ("state_hacking", "US", "RU", "2018"),
    }


def test_who_surrendered_whom_to_whom() -> None:
    (one,) = between(surrender()).occurrences
    assert (one.states, one.date, [s.name for s in one.who]) == (("CH", "US"), "2021-12-18", [A])
    assert one.sources[0].quote == "has extradited Mara Testova"


def test_the_surrendering_state_is_taken_from_the_words_where_only_one_is_read() -> None:
    for text, states in (
        ("Switzerland has extradited Mara Testova in May.", ("CH", "US")),
        ("Mara Testova was extradited in May from Latvia.", ("LV", "US")),
        ("Mara Testova was extradited in May.", ("?", "US")),
    ):
        page = reading("a", "2021-12-20", text, [person(text, A)],
                       [event(text, "extradition", "extradited", A, parties=("US",))])  # fmt: skip
        assert [o.states for o in between(page).occurrences] == [states]


def test_a_deportation_to_nowhere_is_no_surrender() -> None:
    text = "Mara Testova was deported in May."
    page = reading("a", "2021-12-20", text, [person(text, A)],
                   [event(text, "extradition", "was deported", A, parties=("US",))])  # fmt: skip
    assert between(page).occurrences == ()


def test_an_expected_or_alleged_surrender_is_none() -> None:
    text = "Mara Testova will be extradited from Latvia."
    page = reading("a", "2021-12-20", text, [person(text, A)],
                   [event(text, "extradition", "will be extradited", A, parties=("US", "LV"),
                          modality="expected")])  # fmt: skip
    assert between(page).cells == ()


def test_an_exchange_tells_ways_what_was_left_and_all_counts() -> None:
    (one,) = between(verdict(), swap("x1", 16), swap("x2", 24)).exchanges
    ways = {f.person.name: (f.freed_by, f.went_to, f.left_months) for f in one.freed}
    assert ways == {A: ("US", "RU", 36), C: ("RU", "US", None)}
    assert [v.value for v in one.counts] == ["16", "24"]
    assert all(v.sources for v in one.counts)
    assert one.independent_sources == 2


def test_an_accusation_against_an_officer_of_a_state() -> None:
    (one,) = between(officers()).occurrences
    assert (one.kind, one.states, [s.name for s in one.who]) == ("state_hacking", ("US", "RU"), [B])


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("an officer of the GRU", "RU"),
        ("Chinese military hackers stole data", "CN"),
        ("hackers backed by nobody", None),
        ("a state-sponsored Iranian intrusion into a network", "IR"),
        ("The intelligence services praised the Chinese opera", None),
        ("a Russian businessman hacked a network", None),
    ],
)
def test_for_whom_somebody_acts(words: str, state: str | None) -> None:
    assert state_behind(words) == state


def test_country_and_year_narrow() -> None:
    assert cells(between(*everything(), country="CH")) == {("extradition", "CH", "US", "2021")}
    assert cells(between(*everything(), year="2024")) == {("exchange", "RU", "US", "2024")}
    assert cells(between(*everything(), country="CH", year="2024")) == set()


def shape(found: Cooperation) -> object:
    return (
        sorted((o.kind, o.states, o.date or "", len(o.who), o.independent_sources)
               for o in found.occurrences),
        [(x.date, len(x.freed), [v.value for v in x.counts], x.independent_sources)
         for x in found.exchanges],
        sorted((c.kind, c.a, c.b, c.year, len(c.occurrences), c.people) for c in found.cells),
    )  # fmt: skip


def test_copies_add_nothing() -> None:
    readings = everything()
    copies = [copy_of(r, f"{r.report.id}-copy", "The Copying Post") for r in readings]
    assert shape(between(*readings, *copies)) == shape(between(*readings))


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(6)))
def test_order_does_not_matter(order: list[int]) -> None:
    readings = everything()
    assert between(*(readings[n] for n in order)) == between(*readings)


def test_json_has_the_words_behind_each_row() -> None:
    found = between(*everything())
    value = json.loads(json.dumps(cooperation_to_json(found)))
    texts = {r.report.id: r.report.text for r in everything()}
    rows = list(rows_to_json(found))
    assert len(rows) == len(found.occurrences) + len(found.exchanges)
    assert all(cell["reports"] for cell in value["cells"])
    for row in rows:
        for source in row["sources"]:
            start, end = source["span"]
            assert texts[source["report"]][start:end] == source["quote"]


def test_text_names_states_and_says_that_an_accusation_is_no_finding() -> None:
    told = " ".join(_plain(between(*everything())).split())
    assert "Switzerland → United States" in told
    assert "an accusation is no finding" in told
    assert "freed by the United States, to Russia; term 5 years, 3 years of it left" in told
    assert "Nothing between states" in _plain(between(verdict()))


def _plain(found: Cooperation) -> str:
    console = Console(width=120, color_system=None)
    with console.capture() as captured:
        console.print(render(found))
    return captured.get()


def test_a_raid_of_one_state_alone_is_no_joint_operation() -> None:
    one = raid()
    assert between(replace(one, agencies=one.agencies[:1])).occurrences == ()
    assert [o.states for o in between(one).occurrences] == [("DE", "US")]
