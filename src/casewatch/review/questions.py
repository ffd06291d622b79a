"""What is asked of a person, and what they are shown beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from casewatch.model.facts import canonical_json
from casewatch.model.spans import Span
from casewatch.resolving.chance import Chance
from casewatch.review.judging import Side

QuestionKind = Literal["merge", "cluster", "contradiction", "doubt"]
#: What can be answered, with the key of each in the terminal.
KEYS: dict[str, str] = {"accept": "a", "reject": "x", "not the same": "n", "merge": "m"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a report with the words that matter: `lit` are spans of `text`."""

    report: str
    day: str
    text: str
    lit: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One side of a question: who or what it is, what is known, the words of the reports."""

    heading: str
    lines: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An open question. `weight` is how much hangs on it, `hangs` the same in words.

    `verdicts` maps what can be answered to what it would mean. `a` and `b` are the mentions in
    question; `values` the values to choose from, first the one shown first now; `fact` what a
    doubt is about. `chance` is the fitted probability that a merge is right, with its weights.
    """

    id: str
    kind: QuestionKind
    ask: str
    weight: float
    hangs: str
    cases: tuple[str, ...]
    grounds_for: tuple[str, ...]
    grounds_against: tuple[str, ...]
    shown: tuple[Shown, ...]
    verdicts: Mapping[str, str]
    a: Side
    b: Side | None = None
    values: tuple[str, ...] = ()
    fact: Mapping[str, object] = field(default_factory=dict)
    points: float = 0.0
    chance: Chance | None = None


def question_id(kind: QuestionKind, about: Iterable[object]) -> str:
    """The id of a question on the same matter, whenever it is asked."""
    raw = canonical_json([kind, *about])
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:10]
