"""The open questions of a store, those on which most hangs first."""

from __future__ import annotations

from collections.abc import Sequence

from casewatch.cases.project import Projection, project_store
from casewatch.errors import NotFoundError
from casewatch.review.asking import Asked
from casewatch.review.disputes import disputes
from casewatch.review.doubts import doubts
from casewatch.review.merges import merges
from casewatch.review.mixed import mixed
from casewatch.review.questions import Question
from casewatch.store import Decision, Store

#: An id of a question may be given by so many of its first letters.
SHORTEST_ID = 4


def questions(now: Projection, decisions: Sequence[Decision]) -> tuple[Question, ...]:
    """All open questions; the same store gives the same list."""
    asked = Asked(now, tuple(decisions))
    found = {q.id: q for kind in (merges, mixed, disputes, doubts) for q in kind(asked)}
    return tuple(sorted(found.values(), key=lambda q: (-q.weight, q.kind, q.id)))


def questions_of(store: Store) -> tuple[Projection, tuple[Question, ...]]:
    """The projection of a store, and the questions that it leaves open."""
    now = project_store(store)
    return now, questions(now, store.decisions())


def find_question(every: Sequence[Question], name: str) -> Question:
    """The question with this id or beginning of an id. Raises `NotFoundError`."""
    found = [q for q in every if q.id == name] or [
        q for q in every if len(name) >= SHORTEST_ID and q.id.startswith(name)
    ]
    if len(found) != 1:
        raise NotFoundError(
            f"no open question {name}" if not found else f"{name} may be several questions",
            hint="see: casewatch review --format jsonl",
        )
    return found[0]
