"""`casewatch review`: the open questions, those on which most hangs first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from casewatch.cli.author import author_options
from casewatch.cli.common import Command, format_option, print_items, progress, store_option, tell
from casewatch.errors import UsageError

if TYPE_CHECKING:
    from casewatch.review.judging import Author
    from casewatch.review.questions import Question, QuestionKind
    from casewatch.review.sitting import Sitting
    from casewatch.store import Store

KINDS: tuple[QuestionKind, ...] = ("merge", "cluster", "contradiction", "doubt")


@click.command(
    "review",
    cls=Command,
    examples="""
    casewatch review
    casewatch review --kind merge --kind cluster
    casewatch review --format jsonl --limit 20
    casewatch review --answer 290c9506bb not-the-same --because "two defendants of one case"
    """,
)
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these.")
@click.option("--limit", default=0, metavar="N", help="At most N questions.")
@click.option(
    "--answer",
    type=(str, str),
    default=None,
    metavar="ID VERDICT",
    help="Answer one question, without a terminal.",
)
@author_options
@format_option()
@store_option
def command(
    kinds: tuple[QuestionKind, ...],
    limit: int,
    answer: tuple[str, str] | None,
    because: str,
    by: str,
    form: str,
    store_url: str | None,
) -> None:
    """Answer open questions: proposed merges, doubtful case files and facts, contradictions.

    At a terminal, question by question with single keys: a accept, x reject, n not the same, m
    merge, 1-9 a value, space skip, backspace undo, ? help, q quit. Elsewhere `--format json` or
    `jsonl` prints the questions, with the verdicts that `--answer` takes.
    """
    from casewatch.cli.decided import existing_store
    from casewatch.review.judging import Author
    from casewatch.store import Store

    author = Author(by, because, {"from": "review"})
    if answer is not None:
        with existing_store(store_url) as store:
            _answer(store, *answer, author, form)
        return
    if form != "text":
        from casewatch.review.outward import question_to_json

        with Store.open(store_url, readonly=True) as store:
            found = _questions(store, kinds, limit)
        print_items((question_to_json(q) for q in found), form)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "review works by keys and this is no terminal",
            hint="print the questions with --format jsonl, answer with --answer ID VERDICT",
        )
    with existing_store(store_url) as store:
        _sit(store, kinds, limit, author)


def _questions(store: Store, kinds: Sequence[QuestionKind], limit: int) -> tuple[Question, ...]:
    from casewatch.review.queue import questions_of

    _, every = questions_of(store)
    found = tuple(q for q in every if not kinds or q.kind in kinds)
    return found[:limit] if limit > 0 else found


def _answer(store: Store, name: str, written: str, author: Author, form: str) -> None:
    from casewatch.cli.decided import tell_made
    from casewatch.review.answers import answer, verdict_of
    from casewatch.review.queue import find_question, questions_of

    now, every = questions_of(store)
    question = find_question(every, name)
    made = answer(store, now.resolution, question, verdict_of(question, written), author)
    tell_made(store, made, "text" if form == "text" else "json")


def _sitting(store: Store, kinds: Sequence[QuestionKind], limit: int, author: Author) -> Sitting:
    from casewatch.review.answers import answer
    from casewatch.review.judging import Author, undo
    from casewatch.review.queue import questions_of
    from casewatch.review.sitting import Sitting
    from casewatch.store import Decision

    now, every = questions_of(store)
    found = tuple(q for q in every if not kinds or q.kind in kinds)

    def judge(question: Question, verdict: str) -> Decision:
        return answer(store, now.resolution, question, verdict, author)

    def take_back(decision: Decision) -> None:
        # A slip of the finger is no judgement: what undoing writes is taken back with it.
        written = undo(store, decision, Author(author.by, "", {"from": "review"})).written
        if written is not None:
            undo(store, written, Author(author.by, "", {"from": "review"}))

    return Sitting(found[:limit] if limit > 0 else found, judge, take_back)


def _sit(store: Store, kinds: Sequence[QuestionKind], limit: int, author: Author) -> None:
    from casewatch.cli.common import stdout_console
    from casewatch.cli.review_keys import raw_keys
    from casewatch.cli.review_screen import question_page, show

    with progress("looking for questions"):
        sitting = _sitting(store, kinds, limit, author)
    console = stdout_console()
    with raw_keys():
        while sitting.current is not None:
            show(console, question_page(sitting, console.width))
            if not _key(sitting):
                break
    left = "no question is left" if sitting.current is None else "the rest comes again"
    tell(f"\ncasewatch: {sitting.answered} answered; {left}")


def _key(sitting: Sitting) -> bool:
    """Does what the next key asks for; False for quitting."""
    from casewatch.cli.common import stdout_console
    from casewatch.cli.review_keys import BACKSPACE, END, read_key
    from casewatch.cli.review_screen import HELP, show
    from casewatch.review.questions import KEYS

    verdicts = {key: verdict for verdict, key in KEYS.items()}
    key = read_key()
    if key in ("q", "Q", END):
        return False
    if key == " ":
        sitting.skip()
    elif key == BACKSPACE:
        sitting.back()
    elif key in ("?", "h"):
        show(stdout_console(), HELP + "\n\nAny key goes back.")
        return read_key() != END
    else:
        sitting.answer(verdicts.get(key, key))
    return True
