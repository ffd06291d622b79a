"""Judgements on what a case file says: a value to stand first, a fact set aside."""

from __future__ import annotations

import json

from casewatch.cases import case_to_json
from casewatch.cases.project import project_store
from casewatch.cases.text import case_to_text
from casewatch.model.spans import Span
from casewatch.review.answers import answer
from casewatch.review.judging import Author, find_decision, undo
from casewatch.review.questions import Question
from casewatch.review.queue import questions_of
from casewatch.store import Decision, Store
from tests.decisions.making import ME, X, holding, printed
from tests.resolving.build import event, person, reading


def add(store: Store, report: str, day: str, text: str, *events: object, status: str = "") -> None:
    one = reading(
        report, day, text, [person(text, X, aliases=["zorkiy77"])], events,  # type: ignore[arg-type]
        {X: status} if status else {},
    )  # fmt: skip
    store.add(one.report, one)


def conflict(store: Store) -> None:
    """Another report of the sentence, with another term."""
    text = f"{X}, known as zorkiy77, was sentenced to 72 months on 1 June 2016, a paper told."
    told = event(
        text, "sentence", "was sentenced to 72 months", X, date="2016-06-01", term_months=72
    )
    add(store, "r6", "2016-06-03", text, told)


def asked(store: Store, kind: str, words: str) -> Question:
    _, every = questions_of(store)
    return next(q for q in every if q.kind == kind and words in q.ask)


def answered(store: Store, question: Question, verdict: str, because: str = "") -> Decision:
    now = project_store(store)
    return answer(store, now.resolution, question, verdict, Author(ME.by, because))


def test_a_chosen_value_stands_first_and_both_stay(store: Store) -> None:
    conflict(store)
    start = printed(store)
    question = asked(store, "contradiction", "sentence term")
    assert question.values == ("60", "72")
    made = answered(store, question, "reject", "the court's own notice")
    case = holding(project_store(store), "r1")
    (dispute,) = [c for c in case.contradictions if c.property == "sentence term_months"]
    assert [v.value for v in dispute.values] == ["72", "60"]
    assert all(v.sources for v in dispute.values)
    assert dispute.resolved is not None
    assert (dispute.resolved.by, dispute.resolved.decision) == (ME.by, made.id)
    (line,) = [x for x in case.timeline if x.type == "sentence"]
    assert line.term_months == 72
    assert case.status.term is not None
    assert case.status.term.months == 72
    page = " ".join(case_to_text(case).split())
    assert f"judged so by {ME.by}" in page
    found = json.loads(json.dumps(case_to_json(case)))["contradictions"]
    assert any((c["resolved"] or {}).get("because") == "the court's own notice" for c in found)
    assert question.id not in {q.id for q in questions_of(store)[1]}
    undo(store, find_decision(store.decisions(), None), ME)
    assert printed(store) == start


def test_a_new_value_is_asked_about_again(store: Store) -> None:
    conflict(store)
    answered(store, asked(store, "contradiction", "sentence term"), "2")
    text = f"{X}, known as zorkiy77, was sentenced to 84 months on 1 June 2016, others wrote."
    told = event(
        text, "sentence", "was sentenced to 84 months", X, date="2016-06-01", term_months=84
    )
    add(store, "r7", "2016-06-04", text, told)
    question = asked(store, "contradiction", "sentence term")
    assert question.values[0] == "72"
    assert set(question.values) == {"60", "72", "84"}


def test_a_doubtful_fact_is_set_aside_and_shown_as_such(store: Store) -> None:
    text = f"{X}, known as zorkiy77, was cleared of everything, it says here, in 2017."
    told = event(text, "acquittal", "was cleared of everything", X, date="2017-02-01")
    add(store, "r8", "2017-02-03", text, told, status="acquitted")
    start = printed(store)
    question = asked(store, "doubt", "ACQUITTED")
    assert question.fact["at"] == [{"report": "r8", "span": list(Span(*told.spans[0]))}]
    made = answered(store, question, "reject", "a joke page")
    case = holding(project_store(store), "r1")
    assert not [x for x in case.timeline if x.type == "acquittal"]
    (aside,) = case.set_aside
    assert (aside.what, aside.judged.decision) == ("acquittal", made.id)
    assert aside.sources[0].quote == "was cleared of everything"
    assert "a joke page" in case_to_text(case)
    assert question.id not in {q.id for q in questions_of(store)[1]}
    undo(store, made, ME)
    assert printed(store) == start


def test_an_accepted_fact_changes_nothing_and_is_not_asked_again(store: Store) -> None:
    text = f"{X}, known as zorkiy77, serves his term, it is said."
    add(store, "r9", "2019-02-03", text, status="imprisoned")
    text = f"{X}, known as zorkiy77, was cleared of everything, it says here, in 2017."
    told = event(text, "acquittal", "was cleared of everything", X, date="2017-02-01")
    add(store, "r8", "2017-02-03", text, told)
    start = printed(store)
    question = asked(store, "doubt", "ACQUITTED")
    answered(store, question, "accept")
    assert printed(store) == start
    assert question.id not in {q.id for q in questions_of(store)[1]}
