"""Decisions from the pages and REST: kept one at a time, and never over somebody else's head."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from casewatch.errors import NotFoundError, ResolveError, UsageError
from casewatch.resolving.decisions import MentionKey
from casewatch.resolving.kept import keys_of_text
from casewatch.review import judging
from casewatch.review.answers import answer, verdict_of
from casewatch.review.judging import Author, Undone, find_decision, parts_of, side_of
from casewatch.review.questions import Question
from casewatch.serving.desk import Desk
from casewatch.serving.problems import ConflictError
from casewatch.serving.snapshot import Snapshot
from casewatch.serving.told import decision_words
from casewatch.store import Decision, Store


def since(snapshot: Snapshot, store: Store) -> list[Decision]:
    """The decisions that stand and were made after the snapshot."""
    found = store.decisions()
    return [d for d in found if d.id not in snapshot.decision_ids and d.undone is None]


def told(decision: Decision) -> ConflictError:
    """What is said to somebody who decides on what was decided a moment ago."""
    return ConflictError(
        f"{decision.by} decided on this a moment ago: {decision_words(decision)}",
        hint="nothing of yours was kept; look again, and undo that decision if it is wrong",
        decision=decision.id,
    )


def not_decided_since(known: str | None, snapshot: Snapshot, store: Store,
                      keys: Collection[MentionKey]) -> None:  # fmt: skip
    """Raises `ConflictError` where the matter was decided on since it was shown.

    `known` names the last decision that whoever decides now has seen; None where they did not
    say. Then only what came after the snapshot counts.
    """
    every = store.decisions()
    ids = [d.id for d in every]
    if known is None:
        newer = since(snapshot, store)
    else:
        newer = list(every[ids.index(known) + 1 :]) if known in ids else list(every)
    for d in newer:
        if d.undone is None and (keys_of_text(d.a) | keys_of_text(d.b)) & set(keys):
            raise told(d)


def last_decision(decisions: Sequence[Decision]) -> str:
    """The id of the newest decision: what a page has seen."""
    return decisions[-1].id if decisions else ""


def answer_question(desk: Desk, question: Question, written: str, author: Author) -> Decision:
    """Keeps an answer. Raises `ConflictError` where somebody answered it first."""
    with desk.judging() as (snapshot, store):
        verdict = verdict_of(question, written)
        for d in since(snapshot, store):
            if d.grounds.get("question") == question.id:
                raise told(d)
        here = {q.id for q in snapshot.questions}
        if question.id not in here:
            for d in reversed(snapshot.decisions):
                if d.grounds.get("question") == question.id and d.undone is None:
                    raise told(d)
        resolution = snapshot.projection.resolution
        return answer(store, resolution, question, verdict, author)


def merge(desk: Desk, a: str, b: str, author: Author, known: str | None = None) -> Decision:
    """Judges two case files to be of one and the same."""
    with desk.judging() as (snapshot, store):
        sides = [side_of(snapshot.entity(snapshot.case(x))) for x in (a, b)]
        not_decided_since(known, snapshot, store, sides[0].keys | sides[1].keys)
        return judging.merge(store, snapshot.projection.resolution, sides[0], sides[1], author)


def separate(
    desk: Desk, a: str, author: Author, *, b: str | None = None, reports: Sequence[str] = (),
    known: str | None = None,
) -> Decision:  # fmt: skip
    """Judges two case files to be of two, or takes reports out of one."""
    if bool(b) == bool(reports):
        raise UsageError("give either the other case file or reports to take out")
    with desk.judging() as (snapshot, store):
        entity = snapshot.entity(snapshot.case(a))
        if b:
            other = snapshot.entity(snapshot.case(b))
            if other.id == entity.id:
                raise ResolveError(
                    f"both are one case file: {entity.name}", hint="name reports to take out of it"
                )
            sides = side_of(entity), side_of(other)
        else:
            sides = parts_of(entity, reports)
        not_decided_since(known, snapshot, store, entity.keys)
        return judging.separate(store, snapshot.projection.resolution, *sides, author)


def undo(desk: Desk, decision: str, author: Author, *, altogether: bool = False) -> Undone:
    """Takes a decision back. `altogether` also takes back the "not the same" that this writes.

    Raises `ConflictError` where somebody took it back first.
    """
    with desk.judging() as (_, store):
        try:
            found = find_decision(store.decisions(), decision)
        except ResolveError as error:
            raise ConflictError(error.message) from error
        undone = judging.undo(store, found, author)
        if altogether and undone.written is not None:
            judging.undo(store, undone.written, Author(author.by, "", author.context))
        return undone


def decision_of(snapshot: Snapshot, name: str) -> Decision:
    """A decision by its id. Raises `NotFoundError`."""
    for d in snapshot.standing():
        if d.id == name:
            return d
    raise NotFoundError(f"there is no decision {name}")
