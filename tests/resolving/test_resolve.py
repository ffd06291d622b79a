from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.model.reading import Reading
from casewatch.resolving import Judgement, resolve
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.entities import Entity
from tests.resolving.build import copy_of, person, reading, story

X = "Ivan Examplov"


def clusters(entities: tuple[Entity, ...]) -> set[frozenset[MentionKey]]:
    return {e.keys for e in entities}


def of(readings: list[Reading], report: str, name: str = X, *judged: Judgement) -> Entity:
    key = MentionKey(report, name)
    return next(e for e in resolve(readings, judged).people if key in e.keys)


def test_one_person_over_reports_and_the_namesake_apart() -> None:
    found = of(story(), "r1")
    assert found.reports == ("r1", "r2", "r3", "r5")
    assert of(story(), "r4").reports == ("r4",)


def test_same_name_and_nothing_else_never_merges() -> None:
    a, b = "Zoltan Rarename is here.", "There is Zoltan Rarename again."
    readings = [
        reading(n, d, t, [person(t, "Zoltan Rarename")])
        for n, d, t in (("a", "2020-01-01", a), ("b", "2020-02-01", b))
    ]
    assert len(resolve(readings).people) == 2
    assert resolve(readings).unsure


def test_each_join_states_its_grounds() -> None:
    joined = resolve(story()).joined
    assert joined
    for comparison in joined:
        assert any(g.points > 0 and not g.name_only for g in comparison.grounds)
        assert all(g.text for g in comparison.grounds)


def test_father_and_son_stay_apart() -> None:
    a = "Carl Sampleman Jr. met Zed Examplo at Boxville."
    b = "Carl Sampleman Sr. met Zed Examplo at Boxville."
    readings = [
        reading("a", "2020-01-01", a, [person(a, "Carl Sampleman Jr."), person(a, "Zed Examplo")]),
        reading("b", "2020-01-02", b, [person(b, "Carl Sampleman Sr."), person(b, "Zed Examplo")]),
    ]
    names = {e.name for e in resolve(readings).people}
    assert {"Carl Sampleman Jr.", "Carl Sampleman Sr."} <= names


def test_two_whom_one_report_names_stay_apart() -> None:
    a = "Gary Alan Testman and his brother Gary James Testman of Boxville."
    b = "Gary Testman of Boxville."
    readings = [
        reading("a", "2020-01-01", a, [person(a, "Gary Alan Testman", residence="of Boxville"),
                                       person(a, "Gary James Testman", residence="of Boxville")]),
        reading("b", "2020-01-02", b, [person(b, "Gary Testman", residence="of Boxville")]),
    ]  # fmt: skip
    for entity in resolve(readings).people:
        names = {m.name for m in entity.mentions}
        assert not {"Gary Alan Testman", "Gary James Testman"} <= names


def test_a_judgement_joins_and_a_negative_one_parts() -> None:
    one, four = frozenset({MentionKey("r1", X)}), frozenset({MentionKey("r4", X)})
    same = Judgement(one, four, "same", "a person")
    assert "r4" in of(story(), "r1", X, same).reports
    apart = Judgement(one, four, "not the same", "a person")
    assert "r4" not in of(story(), "r1", X, same, apart).reports


KEYS = sorted(k for e in resolve(story()).people for k in e.keys)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(list(combinations(KEYS, 2))), max_size=6),
       st.lists(st.sampled_from(list(combinations(KEYS, 2))), max_size=6))  # fmt: skip
def test_a_negative_judgement_blocks_every_path(
    apart: list[tuple[MentionKey, MentionKey]], same: list[tuple[MentionKey, MentionKey]]
) -> None:
    judged = [Judgement(frozenset({a}), frozenset({b}), "not the same") for a, b in apart]
    judged += [Judgement(frozenset({a}), frozenset({b}), "same") for a, b in same]
    found = resolve(story(), judged)
    for entity in found.people:
        for a, b in apart:
            assert not {a, b} <= entity.keys
    assert sorted(k for e in found.people for k in e.keys) == KEYS


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(5)))
def test_order_does_not_matter(order: list[int]) -> None:
    readings = story()
    one, two = resolve(readings), resolve([readings[n] for n in order])
    assert (one.people, one.groups, one.joined, one.copies) == (
        two.people, two.groups, two.joined, two.copies,
    )  # fmt: skip


def test_copies_join_what_they_copy_and_nothing_else() -> None:
    readings = story()
    more = [copy_of(r, f"{r.report.id}-{k}") for r in readings for k in range(3)]
    before, after = resolve(readings).people, resolve(readings + more).people
    stems = {frozenset((k.report.split("-")[0], k.name) for k in e.keys) for e in after}
    assert stems == {frozenset((k.report, k.name) for k in e.keys) for e in before}
    assert len(before) == len(after)


def test_an_id_does_not_change_with_later_reports() -> None:
    assert of(story()[:1], "r1").id == of(story(), "r1").id


def test_groups_of_one_name_are_one() -> None:
    found = resolve(story()).groups
    assert [e.name for e in found] == ["Carderville"]
    assert len(found[0].reports) == 4


def test_nothing_at_all() -> None:
    assert resolve([]).people == ()
