"""Properties: whatever was judged, all undone in any order is as if nothing had been."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.cases.model import Line, Sum
from casewatch.cases.project import project, project_store
from casewatch.errors import CasewatchError
from casewatch.resolving.kept import judgements_of, keys_of_text, standing
from casewatch.review.judging import entity_of, merge, parts_of, separate, side_of, undo
from casewatch.store import Decision, Store
from tests.decisions.making import ME, printed, store_of
from tests.resolving.build import copy_of, story

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "separate", "split", "undo"]),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=7,
)


def do(store: Store, step: Step) -> None:
    """One step on the people as they are now; what may not be done is not done."""
    what, i, j = step
    now = project_store(store)
    people = [entity_of(now.resolution, c) for c in now.cases if c.kind == "person"]
    a, b = people[i % len(people)], people[j % len(people)]
    try:
        if what == "merge":
            merge(store, now.resolution, side_of(a), side_of(b), ME)
        elif what == "separate" and a is not b:
            separate(store, now.resolution, side_of(a), side_of(b), ME)
        elif what == "split":
            parts = parts_of(a, [a.reports[j % len(a.reports)]])
            separate(store, now.resolution, *parts, ME)
        elif what == "undo" and (left := standing(store.decisions())):
            undo(store, left[i % len(left)], ME)
    except CasewatchError:
        pass


def blocked(store: Store) -> None:
    """No case file holds two mentions that a standing decision keeps apart."""
    now = project_store(store)
    for d in standing(store.decisions()):
        if d.verdict == "not the same":
            for e in now.resolution.people:
                assert not (e.keys & keys_of_text(d.a) and e.keys & keys_of_text(d.b))


def undo_all(store: Store, order: Sequence[int]) -> None:
    """Undoes all that stands, what undoing wrote as well, each time the one that `order` says."""
    for n in (*order, *([0] * 100)):
        left: list[Decision] = standing(store.decisions())
        if not left:
            return
        undo(store, left[n % len(left)], ME)


@settings(max_examples=20, deadline=None)
@given(STEPS, st.lists(st.integers(0, 20), max_size=12))
def test_all_undone_in_any_order_is_the_starting_state(steps: list[Step], order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, store_of(Path(folder)) as store:
        start = printed(store)
        for step in steps:
            do(store, step)
            blocked(store)
        undo_all(store, order)
        assert printed(store) == start
        assert standing(store.decisions()) == []


@settings(max_examples=10, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter(steps: list[Step], random: object) -> None:
    with tempfile.TemporaryDirectory() as folder, store_of(Path(folder)) as store:
        for step in steps:
            do(store, step)
        judged = judgements_of(store.decisions())
    mixed = list(judged)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert project(story(), judgements=mixed).cases == project(story(), judgements=judged).cases


@settings(max_examples=8, deadline=None)
@given(STEPS, st.permutations(range(5)))
def test_the_order_of_reading_does_not_matter(steps: list[Step], order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, store_of(Path(folder)) as store:
        for step in steps:
            do(store, step)
        judged, wanted = judgements_of(store.decisions()), project_store(store)
    found = project([story()[n] for n in order], judgements=judged)
    assert found.resolution.people == wanted.resolution.people
    assert found.resolution.groups == wanted.resolution.groups
    assert found.cases == project(story(), judgements=judged).cases


@settings(max_examples=8, deadline=None)
@given(STEPS)
def test_copies_change_nobody_who_was_judged(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, store_of(Path(folder)) as store:
        for step in steps:
            do(store, step)
        judged, before = judgements_of(store.decisions()), project_store(store).cases
    more = [copy_of(r, f"{r.report.id}-copy", r.report.publisher) for r in story()]
    after = {c.id: c for c in project([*story(), *more], judgements=judged).cases}
    for case in before:
        twice = after[case.id]
        assert twice.status.proven == case.status.proven
        assert [told(line) for line in twice.timeline] == [told(line) for line in case.timeline]
        assert [told(one) for one in twice.money] == [told(one) for one in case.money]


def told(line: Line | Sum) -> tuple[object, ...]:
    """What a line says and how many independent sources say it."""
    if isinstance(line, Sum):
        return line.amount, line.currency, line.kind, line.modality, line.independent_sources
    return line.date, line.type, line.modality, line.term_months, line.independent_sources
