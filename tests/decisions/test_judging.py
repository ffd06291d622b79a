"""Merging, taking apart, undoing: one decision at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewatch.cases.ids import holder
from casewatch.cases.lookup import look_up
from casewatch.cases.project import project_store
from casewatch.cases.text import case_to_text
from casewatch.errors import NotFoundError, ResolveError
from casewatch.review.judging import (
    Author,
    find_decision,
    merge,
    outweighed,
    separate,
    side_of,
    undo,
)
from casewatch.store import Store
from tests.decisions.making import ME, X, Y, holding, merged, printed, reports, side, split
from tests.resolving.build import copy_of, group, person, reading, story


def test_a_merge_joins_and_both_ids_lead_on(store: Store) -> None:
    before = project_store(store)
    ids = {holding(before, r).id for r in ("r1", "r4")}
    made = merged(store, "r1", "r4")
    assert (made.verdict, made.by) == ("same", ME.by)
    now = project_store(store)
    assert reports(store, "r1") == ("r1", "r2", "r3", "r4", "r5")
    assert [mark.decision for mark in holding(now, "r1").joined] == [made.id]
    assert f"judged so by {ME.by}" in " ".join(case_to_text(holding(now, "r1")).split())
    assert {look_up(now, store, old) for old in ids} == {(holding(now, "r1"),)}


def test_undoing_a_merge_keeps_that_they_are_two(store: Store) -> None:
    start = printed(store)
    made = merged(store, "r1", "r4")
    undone = undo(store, made, Author("Ivo Examplik", "a baker"))
    assert undone.written is not None
    assert undone.written.verdict == "not the same"
    assert undone.written.grounds["undo_of"] == made.id
    assert undone.written.grounds["because"] == "a baker"
    assert printed(store) == start
    first, second = store.decisions()
    assert (first.undone_by, second.undone) == ("Ivo Examplik", None)


def test_a_merge_against_a_standing_decision_names_it(store: Store) -> None:
    written = undo(store, merged(store, "r1", "r4"), ME).written
    assert written is not None
    with pytest.raises(ResolveError, match="judged not the same") as caught:
        merged(store, "r1", "r4")
    assert f"casewatch undo {written.id}" in caught.value.hint
    undo(store, written, ME)
    merged(store, "r1", "r4")
    assert "r4" in reports(store, "r1")


def test_a_negative_decision_blocks_the_way_round_a_third(store: Store) -> None:
    now = project_store(store)
    separate(store, now.resolution, side(now, "r4"), side(now, "r1"), ME)
    now = project_store(store)
    merge(store, now.resolution, side(now, "r4"), side(now, "r1", Y), ME)
    now = project_store(store)
    with pytest.raises(ResolveError, match="judged not the same"):
        merge(store, now.resolution, side(now, "r1", Y), side(now, "r1"), ME)


def test_one_report_is_taken_out_and_the_rest_stays_together(store: Store) -> None:
    merged(store, "r1", "r4")
    now = project_store(store)
    separate(store, now.resolution, *split(now, "r3"), ME)
    assert reports(store, "r3") == ("r3",)
    assert reports(store, "r1") == ("r1", "r2", "r4", "r5")


def test_copies_go_with_their_report_whenever_they_come_in(store: Store) -> None:
    third = next(r for r in story() if r.report.id == "r3")
    early, late = copy_of(third, "r3-early", "One Post"), copy_of(third, "r3-late", "Other Post")
    store.add(early.report, early)
    now = project_store(store)
    separate(store, now.resolution, *split(now, "r3"), ME)
    assert set(reports(store, "r3")) == {"r3", "r3-early"}
    store.add(late.report, late)
    assert set(reports(store, "r3")) == {"r3", "r3-early", "r3-late"}
    assert reports(store, "r1") == ("r1", "r2", "r5")


def test_what_cannot_be_judged_is_said(store: Store) -> None:
    now = project_store(store)
    one, group = side(now, "r1"), next(c for c in now.cases if c.kind == "group")
    with pytest.raises(ResolveError, match="one case file already"):
        merge(store, now.resolution, one, one, ME)
    with pytest.raises(ResolveError, match="group"):
        merge(store, now.resolution, one, replace(one, kind="group", case=group.id), ME)
    with pytest.raises(ResolveError, match="no other text"):
        split(now, "r4")
    separate(store, now.resolution, one, side(now, "r4"), ME)
    with pytest.raises(ResolveError, match="judged before"):
        separate(store, now.resolution, side(now, "r4"), one, ME)
    assert len(store.decisions()) == 1


def test_undo_goes_back_step_by_step(store: Store) -> None:
    start = printed(store)
    first = merged(store, "r1", "r4")
    now = project_store(store)
    second = separate(store, now.resolution, *split(now, "r3"), ME)
    for wanted in (second, first):
        found = find_decision(store.decisions(), None)
        assert found.id == wanted.id
        undo(store, found, ME)
    assert printed(store) == start
    with pytest.raises(NotFoundError, match="no decision to undo"):
        find_decision(store.decisions(), None)
    with pytest.raises(ResolveError, match=f"was undone by {ME.by}"):
        find_decision(store.decisions(), first.id[:6])
    with pytest.raises(NotFoundError, match="no decision zzzz"):
        find_decision(store.decisions(), "zzzz")


def test_why_something_was_undone_is_kept(store: Store) -> None:
    now = project_store(store)
    made = separate(store, now.resolution, side(now, "r1"), side(now, "r4"), ME)
    assert undo(store, made, Author("Ivo Examplik", "they are one after all")).written is None
    note = store.decisions()[-1]
    assert (note.a, note.grounds["because"]) == (made.id, "they are one after all")
    with pytest.raises(NotFoundError):
        find_decision(store.decisions(), note.id)


def test_decisions_and_ids_survive_another_reading_of_the_name(store: Store) -> None:
    merged(store, "r1", "r4")
    old = project_store(store)
    id_of_r4 = "person-18266813975c"
    assert holder(old.resolution, id_of_r4) is not None
    text = store.report("r4").report.text
    again = reading(
        "r4", "2016-07-01", text, [replace(person(text, X, age=71), name="I. Examplov")]
    )
    store.add(
        store.report("r4").report, replace(again, reader="test-2", report=store.report("r4").report)
    )
    now = project_store(store)
    assert "I. Examplov" in {n.name for n in holding(now, "r1").names}
    assert [c.id for c in look_up(now, store, id_of_r4)] == [holding(now, "r1").id]


def test_an_id_whose_mention_is_gone_says_whose_it_was(store: Store) -> None:
    report = store.report("r4").report
    newer = replace(report, text="All of it was an error of ours; we take it back in full.")
    nobody = reading("r4", report.published, newer.text)
    store.add(newer, replace(nobody, report=newer))
    with pytest.raises(NotFoundError, match=f"was {X} in the report r4"):
        look_up(project_store(store), store, "person-18266813975c")


def test_groups_are_merged_and_parted_alike(store: Store) -> None:
    text = "The forum Kartenburg is said to be another place altogether, for all that is known."
    one = reading("g1", "2019-01-01", text, groups=(group(text, "Kartenburg", "venue"),))
    store.add(one.report, one)
    start, now = printed(store), project_store(store)
    sides = [side_of(e) for e in now.resolution.groups]
    assert len(sides) == 2
    made = merge(store, now.resolution, sides[0], sides[1], ME)
    (both,) = project_store(store).resolution.groups
    assert both.reports[-1] == "g1"
    undo(store, made, ME)
    assert printed(store) == start


def test_an_id_that_never_was_finds_nothing(store: Store) -> None:
    assert look_up(project_store(store), store, "person-000000000000") == ()


def test_a_merge_that_does_not_hold_in_full_says_what_outweighs_it(store: Store) -> None:
    made = merged(store, "r1", "r4")
    now = project_store(store)
    apart = separate(store, now.resolution, *split(now, "r3"), ME)
    assert outweighed(store.decisions()) == {made.id: (apart.id,)}
    undo(store, apart, ME)
    assert outweighed(store.decisions()) == {}
