"""A sitting: nothing twice, a way back of ten, answers that answer others."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import ResolveError
from casewatch.review.judging import Side
from casewatch.review.questions import Question
from casewatch.review.sitting import HISTORY, Sitting
from casewatch.store import Decision

SAME, APART, NONE = "same", "not the same", "unsure"
KEPT = {"accept": SAME, "merge": SAME, APART: APART, "reject": NONE}


def question(name: str, *cases: str, kind: str = "merge") -> Question:
    side = Side(frozenset(), "person", name, cases[0])
    verdicts = dict.fromkeys(KEPT, "meaning")
    return Question(
        name, kind, f"{name}?", 1.0, "", cases, (), (), (), verdicts, side, side  # type: ignore[arg-type]
    )  # fmt: skip


@dataclass
class Book:
    """Keeps decisions in memory."""

    kept: list[Decision] = field(default_factory=list)
    refuses: str = ""

    def judge(self, asked: Question, verdict: str) -> Decision:
        if asked.id == self.refuses:
            raise ResolveError("judged before")
        self.kept.append(Decision(asked.id, "person", "", "", KEPT[verdict], "me"))
        return self.kept[-1]

    def take_back(self, decision: Decision) -> None:
        self.kept.remove(decision)


def sitting(book: Book, *questions: Question) -> Sitting:
    return Sitting(questions, book.judge, book.take_back)


PAIRS = [question("ab", "a", "b"), question("bc", "b", "c"), question("ac", "a", "c")]


def test_what_follows_from_answers_is_not_asked() -> None:
    one = sitting(Book(), *PAIRS)
    one.answer("merge")
    one.answer("merge")
    assert one.current is None
    two = sitting(Book(), *PAIRS)
    two.answer("merge")
    two.answer(APART)
    assert two.current is None
    three = sitting(Book(), *PAIRS)
    three.answer("reject")
    three.answer("merge")
    assert three.current is not None
    assert three.current.id == "ac"


def test_the_way_back_is_ten_long() -> None:
    book = Book()
    one = sitting(book, *(question(f"q{n}", f"a{n}", f"b{n}") for n in range(15)))
    for _ in range(12):
        one.answer("accept")
    assert len(one.history) == HISTORY
    while one.back():
        pass
    assert [d.id for d in book.kept] == ["q0", "q1"]
    assert one.current is not None
    assert one.current.id == "q2"
    assert one.answered == 2


def test_an_answer_against_a_decision_is_told_and_passed_over() -> None:
    book = Book(refuses="ab")
    one = sitting(book, *PAIRS)
    assert one.answer("merge")
    assert "judged before" in one.trouble
    assert one.answered == 0
    assert one.current is not None
    assert one.current.id == "bc"
    assert not one.answer("no such verdict")


@given(st.lists(st.sampled_from([*KEPT, "skip"]), max_size=8))
def test_nothing_is_shown_twice_but_by_going_back(answers: list[str]) -> None:
    book = Book()
    names = "abcd"
    every = [question(x + y, x, y) for n, x in enumerate(names) for y in names[n + 1 :]]
    one, seen = sitting(book, *every), []
    for verdict in answers:
        if one.current is None:
            break
        seen.append(one.current.id)
        if verdict == "skip":
            one.skip()
        else:
            one.answer(verdict)
    assert len(seen) == len(set(seen))
    while one.back():
        pass
    assert book.kept == []
    assert one.current is every[0] if every else one.current is None
