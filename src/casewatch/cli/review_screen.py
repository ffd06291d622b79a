"""A question on one screen: what is asked, what speaks for and against, the words lit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from casewatch.cli.plain import plain

if TYPE_CHECKING:
    from casewatch.review.questions import Passage, Question, Shown
    from casewatch.review.sitting import Given, Sitting

#: From this width on, two sides stand beside each other.
WIDE = 100
_LIT = "bold reverse"
_KIND = {
    "merge": "one or two?",
    "cluster": "one case file, or two?",
    "contradiction": "reports disagree",
    "doubt": "doubtful",
}
#: Fits a terminal of 80 columns with its rule.
KEY_LINE = "a accept  x reject  n not same  m merge  space skip  ⌫ undo  ? help  q quit"
HELP = """\
a          accept: do what the question proposes
x          reject: do not; for values, take the next one
n          not the same: keep the two apart for ever, by whatever path they might meet
m          merge: they are one
1 to 9     take this value (where reports disagree)
space      skip: no answer now; it comes again at the next sitting
backspace  take the last answer back, up to ten, and show its question again
q          quit; every answer is kept as it is given

Answers are decisions: `casewatch decisions` lists them, `casewatch undo` takes any of them back."""


def _passage(passage: Passage) -> Text:
    text = Text()
    done = 0
    for start, end in passage.lit:
        text.append(plain(passage.text[done:start]))
        text.append(plain(passage.text[start:end]), style=_LIT)
        done = end
    text.append(plain(passage.text[done:]))
    text.append(plain(f"  {passage.report}{' ' if passage.day else ''}{passage.day}"), style="dim")
    return text


def _side(shown: Shown) -> RenderableType:
    parts: list[RenderableType] = [Text(plain(shown.heading), style="bold")]
    parts += [Text(plain(line), style="dim") for line in shown.lines]
    parts += [Padding(_passage(p), (1, 0, 0, 0)) for p in shown.passages]
    return Group(*parts)


def _sides(shown: Sequence[Shown], width: int) -> RenderableType:
    if len(shown) == 2 and width >= WIDE:
        table = Table.grid(padding=(0, 3), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(*(_side(s) for s in shown))
        return table
    return Group(*(Padding(_side(s), (0, 0, 1, 0)) for s in shown))


def _grounds(words: Iterable[str], sign: str, style: str) -> list[RenderableType]:
    return [Text(f"  {sign} {plain(w)}", style=style) for w in words]


def _answers(question: Question) -> RenderableType:
    from casewatch.review.questions import KEYS

    table = Table.grid(padding=(0, 2))
    for verdict, meaning in question.verdicts.items():
        table.add_row(Text(f"  {KEYS.get(verdict, verdict)}", style="bold"), Text(plain(meaning)))
    return table


def question_page(sitting: Sitting, width: int) -> RenderableType:
    """The current question, what was answered before, and the keys."""
    question = sitting.current
    assert question is not None
    head = f"{sitting.place} of {len(sitting.questions)} · {_KIND[question.kind]} · {question.id}"
    parts: list[RenderableType] = [Rule(Text(head), align="left")]
    if sitting.trouble:
        parts.append(Text(plain(sitting.trouble), style="bold red"))
    parts += [
        Text(plain(question.ask), style="bold"),
        Text(plain(f"Hangs on it: {question.hangs}"), style="dim"),
        Text(""),
        *_grounds(question.grounds_for, "for    ", "green"),
        *_grounds(question.grounds_against, "against", "yellow"),
        *([Text(f"  {plain(question.chance.words())}")] if question.chance else []),
        Text(""),
        _sides(question.shown, width),
        _answers(question),
        Text(""),
        *(_given(g) for g in sitting.history),
        Rule(Text(KEY_LINE), align="left"),
    ]
    return Group(*parts)


def _given(given: Given) -> Text:
    words = given.question.verdicts.get(given.verdict, "skipped")
    if given.decision is None and given.verdict != "skip":
        words = "could not be kept"
    return Text(plain(f"  {given.question.ask}  {words}"), style="dim")


def show(console: Console, page: RenderableType) -> None:
    """One page on a cleared screen."""
    console.clear()
    console.print(page)
