"""Where each reviewer stands: what they saw in this sitting, and their last ten answers."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from casewatch.review.questions import Question

#: So many answers can be taken back.
HISTORY = 10
MOST = 2000


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: to which question, which verdict, and the decision (empty for a skip)."""

    question: str
    ask: str
    verdict: str
    decision: str


@dataclass(slots=True)
class Sitting:
    """One sitting of one person. A question that was seen is not shown again in it."""

    seen: set[str] = field(default_factory=set)
    history: list[Given] = field(default_factory=list)
    answered: int = 0

    def open(self, questions: Sequence[Question]) -> Iterator[Question]:
        """The questions that this sitting has not seen."""
        return (q for q in questions if q.id not in self.seen)

    def gave(self, given: Given) -> None:
        """Keeps an answer."""
        self.seen.add(given.question)
        self.history = [*self.history, given][-HISTORY:]
        self.answered += bool(given.decision)

    def back(self) -> Given | None:
        """Takes the last answer off the history, and its question is open again."""
        if not self.history:
            return None
        last = self.history.pop()
        self.seen.discard(last.question)
        self.answered -= bool(last.decision)
        return last


class Sittings:
    """All sittings of a server, by the secret in a cookie; the oldest are forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Sitting] = OrderedDict()

    def of(self, key: str | None) -> tuple[str, Sitting]:
        """The sitting of a key, or a new one with a key of its own."""
        with self._lock:
            if key and key in self._kept:
                self._kept.move_to_end(key)
                return key, self._kept[key]
            made = secrets.token_urlsafe(16)
            self._kept[made] = Sitting()
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return made, self._kept[made]
