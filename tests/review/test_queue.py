"""Which questions a store leaves open, in which order, and when they are asked again."""

from __future__ import annotations

import json

import pytest

from casewatch.cases.project import project_store
from casewatch.errors import NotFoundError, UsageError
from casewatch.model.reading import Reading
from casewatch.review.answers import answer, verdict_of
from casewatch.review.judging import undo
from casewatch.review.outward import question_to_json
from casewatch.review.questions import Question
from casewatch.review.queue import find_question, questions_of
from casewatch.store import Decision, Store
from tests.decisions.making import ME, X, reports
from tests.resolving.build import group, person, reading


def queue(store: Store) -> tuple[Question, ...]:
    return questions_of(store)[1]


def the(store: Store, kind: str) -> Question:
    (found,) = [q for q in queue(store) if q.kind == kind]
    return found


def answered(store: Store, question: Question, verdict: str) -> Decision:
    return answer(store, project_store(store).resolution, question, verdict, ME)


def add(store: Store, one: Reading) -> None:
    store.add(one.report, one)


def test_most_hangs_on_the_first(store: Store) -> None:
    weights = [q.weight for q in queue(store)]
    assert len(weights) >= 2
    assert weights == sorted(weights, reverse=True)
    assert len({q.id for q in queue(store)}) == len(weights)
    assert queue(store) == queue(store)


def test_a_merge_is_asked_with_what_speaks_for_and_against(store: Store) -> None:
    question = the(store, "merge")
    assert any(X in ground for ground in question.grounds_for)
    assert any("born" in ground for ground in question.grounds_against)
    told = question_to_json(question)
    assert 0 < told["probability"] < 1
    assert "name" in {w["ground"] for w in told["weights"]}
    assert len(question.shown) == 2
    for shown in question.shown:
        for passage in shown.passages:
            assert passage.text in store.report(passage.report).report.text
            assert all(passage.text[a:b].strip() for a, b in passage.lit)
        assert any(X in passage.text[a:b] for passage in shown.passages for a, b in passage.lit)


@pytest.mark.parametrize(
    ("verdict", "kept", "joined"),
    [("accept", "same", True), ("merge", "same", True), ("not the same", "not the same", False),
     ("reject", "unsure", False)],
)  # fmt: skip
def test_each_answer_is_a_decision(store: Store, verdict: str, kept: str, joined: bool) -> None:
    question = the(store, "merge")
    made = answered(store, question, verdict)
    assert (made.verdict, made.by) == (kept, ME.by)
    assert made.grounds["question"] == question.id
    assert ("r4" in reports(store, "r1")) is joined
    assert question.id not in {q.id for q in queue(store)}
    undo(store, made, ME)
    if kept != "same":
        assert question.id in {q.id for q in queue(store)}


def test_what_could_not_be_told_is_asked_again_when_more_speaks_for_it(store: Store) -> None:
    question = the(store, "merge")
    answered(store, question, "reject")
    text = f"{X} from Sampleton is said to have run Carderville, where bakers and others met."
    more = {"groups": (group(text, "Carderville", "venue"),)}
    add(
        store,
        reading("s1", "2016-08-01", text, [person(text, X, residence="from Sampleton")], **more),
    )
    again = the(store, "merge")
    assert again.id == question.id
    assert again.points > question.points
    answered(store, again, "reject")
    assert not [q for q in queue(store) if q.kind == "merge"]


def test_a_mixed_case_file_is_asked_about_and_parted(store: Store) -> None:
    for number, nation in enumerate(("AA", "BB"), 1):
        text = f"{X}, known as zorkiy77, is said to be from abroad; part {'x' * number * 40}."
        add(
            store,
            reading(f"m{number}", f"2019-0{number}-01", text,
                    [person(text, X, nationality=(nation,), aliases=["zorkiy77"])]),
        )  # fmt: skip
    question = the(store, "cluster")
    assert any("nationality" in ground for ground in question.grounds_against)
    assert ("m1" in reports(store, "m2")) is True
    answered(store, question, "not the same")
    assert "m1" not in reports(store, "m2")
    assert not [q for q in queue(store) if q.id == question.id]


def test_a_mixed_case_file_found_to_be_one_is_left_alone(store: Store) -> None:
    for number, nation in enumerate(("AA", "BB"), 1):
        text = f"{X}, known as zorkiy77, is said to be from abroad; part {'x' * number * 40}."
        add(
            store,
            reading(f"m{number}", f"2019-0{number}-01", text,
                    [person(text, X, nationality=(nation,), aliases=["zorkiy77"])]),
        )  # fmt: skip
    made = answered(store, the(store, "cluster"), "accept")
    assert not [q for q in queue(store) if q.kind == "cluster"]
    assert "m1" in reports(store, "m2")
    assert undo(store, made, ME).written is None
    assert the(store, "cluster")


def test_verdicts_are_checked(store: Store) -> None:
    dispute, merge = the(store, "contradiction"), the(store, "merge")
    assert verdict_of(dispute, "90000000") == "2"
    assert verdict_of(merge, "not-the-same") == "not the same"
    for question, written in ((merge, "90000000"), (dispute, "merge"), (dispute, "7"), (merge, "")):
        with pytest.raises(UsageError):
            verdict_of(question, written)
    with pytest.raises(NotFoundError):
        find_question(queue(store), "0")
    assert find_question(queue(store), merge.id[:6]) == merge


def test_questions_are_plain_values(store: Store) -> None:
    for question in queue(store):
        found = json.loads(json.dumps(question_to_json(question)))
        assert found["id"] == question.id
        assert found["verdicts"]
        assert found["sides"]
