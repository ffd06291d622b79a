"""One sitting of a reviewer: question after question, none twice, with a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from casewatch.errors import CasewatchError
from casewatch.resolving.union import Union
from casewatch.review.questions import Question
from casewatch.store import Decision

#: So many answers can be taken back with one key.
HISTORY = 10


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given in this sitting; `decision` is None where the question was skipped."""

    place: int
    question: Question
    verdict: str
    decision: Decision | None


@dataclass(slots=True)
class Sitting:
    """Where a reviewer stands. `judge` keeps an answer, `take_back` undoes it altogether."""

    questions: Sequence[Question]
    judge: Callable[[Question, str], Decision]
    take_back: Callable[[Decision], None]
    history: list[Given] = field(default_factory=list)
    answered: int = 0
    trouble: str = ""
    _place: int = 0
    _given: list[Given] = field(default_factory=list)

    @property
    def current(self) -> Question | None:
        """The question to show; None when there is none left."""
        while self._place < len(self.questions) and self._moot(self.questions[self._place]):
            self._place += 1
        return self.questions[self._place] if self._place < len(self.questions) else None

    @property
    def place(self) -> int:
        """Which question it is, from 1 on."""
        return self._place + 1

    def answer(self, verdict: str) -> bool:
        """Answers the current question and goes on; False where the question knows no such answer.

        An answer that goes against a decision is told in `trouble`, and the question passed over.
        """
        question = self.current
        if question is None or verdict not in question.verdicts:
            return False
        self.trouble, decision = "", None
        try:
            decision = self.judge(question, verdict)
            self.answered += 1
        except CasewatchError as error:
            self.trouble = str(error)
        self._went_on(Given(self._place, question, verdict, decision))
        return True

    def skip(self) -> None:
        """Goes on without an answer; the question comes again at another sitting."""
        question = self.current
        self.trouble = ""
        if question is not None:
            self._went_on(Given(self._place, question, "skip", None))

    def back(self) -> bool:
        """Takes the last answer back and shows its question again; False after ten, or at first."""
        if not self.history:
            return False
        last = self.history.pop()
        self._given.remove(last)
        self.trouble = ""
        if last.decision is not None:
            self.take_back(last.decision)
            self.answered -= 1
        self._place = last.place
        return True

    def _went_on(self, given: Given) -> None:
        self._given.append(given)
        self.history = [*self.history, given][-HISTORY:]
        self._place += 1

    def _joined(self) -> Iterator[tuple[str, str]]:
        for g in self._given:
            if (
                g.decision is not None
                and g.decision.verdict == "same"
                and len(g.question.cases) == 2
            ):
                yield g.question.cases[0], g.question.cases[1]

    def _moot(self, question: Question) -> bool:
        """Whether what was answered in this sitting answers a merge, too."""
        if question.kind != "merge":
            return False
        together = Union(sorted({c for q in self.questions for c in q.cases}))
        for a, b in self._joined():
            together.join(a, b)
        pair = {together.find(c) for c in question.cases}
        return len(pair) == 1 or any(
            g.decision is not None
            and g.decision.verdict == "not the same"
            and {together.find(c) for c in g.question.cases} == pair
            for g in self._given
        )
