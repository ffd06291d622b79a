"""Drawings lie on their paper: dates at their precision, labels apart, graphs of any size folded."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casewatch.serving.dates import apart, interval, months_after, told
from casewatch.serving.draw.layout import HEIGHT, MOST_NODES, WIDTH, around
from casewatch.serving.draw.timeline import LETTER, strip
from casewatch.serving.views import split_form
from tests.serving.drawn import case_of

DATES = st.one_of(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(lambda d: d.isoformat()),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(lambda d: d.isoformat()[:7]),
    st.integers(1990, 2040).map(str),
)
TYPES = st.sampled_from(["charge", "arrest", "sentence", "release", "attack", "death"])
MOODS = st.sampled_from(["asserted", "alleged", "expected", "denied", "possible"])


@given(st.lists(st.tuples(DATES, TYPES, MOODS), min_size=2, max_size=40))
def test_all_marks_lie_on_the_strip_and_labels_do_not_touch(
    lines: list[tuple[str, str, str]],
) -> None:
    case = case_of(sorted(lines))
    width = 1000.0
    drawn = strip(case, width, labels=True)
    assert drawn is not None
    assert len(drawn.marks) == len(lines)
    rows: dict[int, list[tuple[float, float]]] = {}
    for m in drawn.marks:
        assert m.x - m.wide / 2 >= 0
        assert m.x + m.wide / 2 <= 100
        if m.label:
            size = len(m.label) * LETTER
            at = m.x * width / 100
            start = (
                at - size / 2 if m.anchor == "middle" else at if m.anchor == "start" else at - size
            )
            rows.setdefault(m.row, []).append((start, start + size))
    for spans in rows.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_year_is_drawn_wider_than_a_day() -> None:
    case = case_of([("2010", "charge", "asserted"), ("2015-05-05", "arrest", "alleged")])
    drawn = strip(case, 1000.0, labels=True)
    assert drawn is not None
    year, day = drawn.marks
    assert year.wide > 5 > day.wide
    assert (year.mood, day.mood) == ("asserted", "alleged")


@dataclass(frozen=True)
class Linked:
    id: str
    name: str
    kind: str
    how: tuple[str, ...] = ("same charge",)


@given(st.integers(0, 600))
def test_a_graph_is_folded_and_on_its_paper(count: int) -> None:
    links = [Linked(f"x{n}", f"Name {n}", ("person", "gang", "venue")[n % 3]) for n in range(count)]
    graph = around("Ivan Examplov", "person", links)
    assert len(graph.nodes) <= MOST_NODES
    shown = sum(bool(n.id) for n in graph.nodes)
    assert shown + graph.folded == count
    assert all(0 <= n.x <= WIDTH and 0 <= n.y <= HEIGHT for n in graph.nodes)
    assert around("Ivan Examplov", "person", links) == graph


def test_dates_keep_their_precision() -> None:
    assert [told(d) for d in ("2024-08-01", "2024-08", "2024", None, "soon", "2024-13")] == [
        "1 August 2024", "August 2024", "2024", "no date", "soon", "2024-13",
    ]  # fmt: skip
    assert interval("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert interval("2024-02-30") is None
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert apart(date(2024, 1, 1), date(2024, 2, 1)) == "31 days"
    assert apart(date(2017, 4, 21), date(2024, 8, 1)) == "7 years 3 months"


def test_an_ending_is_a_form_only_if_it_is_one() -> None:
    assert split_form("person-1.json") == ("person-1", "json")
    assert split_form("Carder.su") == ("Carder.su", "html")
    assert split_form(".json") == (".json", "html")
