"""From an answer to a decision that is kept."""

from __future__ import annotations

from casewatch.cases.judged import CONTRADICTION, FACT
from casewatch.errors import UsageError
from casewatch.model.facts import canonical_json
from casewatch.resolving.kept import keys_to_text
from casewatch.resolving.resolve import Resolution
from casewatch.review.judging import Author, merge, separate, unsure
from casewatch.review.questions import Question
from casewatch.store import Decision, Store

#: Other ways to write a verdict on the command line.
_WRITTEN = {
    "not-the-same": "not the same",
    "not_the_same": "not the same",
    "same": "merge",
    "unsure": "reject",
}


def verdict_of(question: Question, written: str) -> str:
    """The verdict that is meant: its name, or for a contradiction the value itself.

    Raises `UsageError` where the question cannot be answered so.
    """
    verdict = _WRITTEN.get(written, written)
    if verdict in question.verdicts and not (verdict.isdigit() and verdict in question.values):
        return verdict
    if written in question.values:
        return str(question.values.index(written) + 1)
    raise UsageError(
        f"a question of this kind is not answered with {written}",
        hint="answer with one of: " + ", ".join(v.replace(" ", "-") for v in question.verdicts),
    )


def _value(question: Question, verdict: str) -> str:
    if verdict.isdigit():
        return question.values[int(verdict) - 1]
    return question.values[0 if verdict == "accept" else 1]


def _context(author: Author, question: Question, **more: object) -> Author:
    context = {"question": question.id, **more}
    return Author(author.by, author.because, {**author.context, **context})


def _kept(
    store: Store, question: Question, kind: str, b: object, verdict: str, author: Author
) -> Decision:
    because = {"because": author.because} if author.because else {}
    grounds = {**author.context, **because, "names": [question.a.name], "cases": [question.a.case]}
    text = b if isinstance(b, str) else canonical_json(b)
    a = keys_to_text(question.a.keys)
    return store.decide(Decision("", kind, a, text, verdict, author.by, grounds))


def answer(
    store: Store, resolution: Resolution, question: Question, verdict: str, author: Author
) -> Decision:
    """Keeps the answer to a question. Raises `ResolveError` where it goes against a decision."""
    if question.kind == "contradiction":
        value, values = _value(question, verdict), list(question.values)
        on = {**question.fact, "value": value, "values": values}
        author = _context(author, question, values=values)
        return _kept(store, question, CONTRADICTION, on, "accept", author)
    if question.kind == "doubt":
        author = _context(author, question, **question.fact)
        return _kept(store, question, FACT, dict(question.fact), verdict, author)
    assert question.b is not None
    author = _context(
        author, question, points=question.points,
        grounds_for=list(question.grounds_for), grounds_against=list(question.grounds_against),
    )  # fmt: skip
    if verdict == "not the same":
        return separate(store, resolution, question.a, question.b, author)
    if verdict == "reject":
        return unsure(store, question.a, question.b, author)
    if question.kind == "cluster":
        keys = keys_to_text(question.b.keys)
        return _kept(store, question, "cluster", keys, "accept", author)
    return merge(store, resolution, question.a, question.b, author)
