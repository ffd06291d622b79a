"""Which reader reads: rules, a language model, or both with their facts kept apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casewatch.errors import CasewatchError, ReaderBrokenError

if TYPE_CHECKING:
    from casewatch.llm.reader import LlmReader
    from casewatch.model.reading import Reading
    from casewatch.pipeline.items import Reader
    from casewatch.store import Failure, Store

#: Prints a reading, and beside it another one of the same report.
Take = Callable[["Reading", "Reading | None"], None]


@dataclass(frozen=True, slots=True)
class Readers:
    """The reader whose facts case files rest on, and the one beside it."""

    first: Reader
    second: LlmReader | None = None
    model: LlmReader | None = None

    def closing(self) -> Iterator[str]:
        """What the model's answers were worth, where one was asked."""
        if self.model is None:
            return
        dropped = self.model.dropped.total()
        share = dropped / (dropped + self.model.kept) if dropped else 0.0
        yield (
            f"casewatch: {self.model.tokens:,} tokens used; {self.model.kept:,} items kept, "
            f"{dropped:,} dropped ({share:.0%})"
        )
        for why, n in sorted(self.model.dropped.items(), key=lambda x: (-x[1], x[0])):
            yield f"casewatch:   {n:,} dropped: {why}"


@contextmanager
def chosen(name: str) -> Iterator[Readers]:
    """The readers of that name. Raises `UsageError` where the model is not set up."""
    from casewatch.reading.reader import RulesReader

    if name == "rules":
        yield Readers(RulesReader())
        return
    from casewatch.llm.reader import LlmReader, cache_folder
    from casewatch.llm.settings import settings_from

    model = LlmReader(settings_from(os.environ), cache_folder())
    try:
        yield Readers(model, None, model) if name == "llm" else Readers(RulesReader(), model, model)
    finally:
        model.close()


class Beside:
    """Reads each report with the second reader too, and keeps those facts beside the others."""

    def __init__(
        self,
        reader: Reader | None,
        store: Store | None,
        take: Take,
        on_failure: Callable[[Failure], None],
    ) -> None:
        self._reader, self._store, self._take, self._on_failure = reader, store, take, on_failure
        self.failed = 0

    def take(self, reading: Reading) -> None:
        """Print the reading, then that of the other reader; each marked by where they agree."""
        other = self._other(reading)
        self._take(reading, other)
        if other is not None:
            self._take(other, reading)

    def _other(self, reading: Reading) -> Reading | None:
        from casewatch.store import Failure

        if self._reader is None:
            return None
        report = reading.report
        try:
            kept = self._store.known(report, self._reader.version) if self._store else None
            if kept is not None:
                return kept
            found = self._reader.read(report)
            if self._store is not None:
                self._store.add(report, found, aside=True)
        except ReaderBrokenError:
            raise
        except CasewatchError as error:
            self.failed += 1
            self._on_failure(Failure(report.id, error.stage, error.message, error.hint))
            return None
        return found
