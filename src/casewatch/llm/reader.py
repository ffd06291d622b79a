"""The reader: pieces of the report asked about one by one, every answer checked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import httpx
from platformdirs import user_cache_path

from casewatch.errors import ReadError
from casewatch.llm.cache import Cache, key_of
from casewatch.llm.client import Client
from casewatch.llm.joined import joined
from casewatch.llm.prompt import PROMPT_VERSION, messages
from casewatch.llm.quotes import spoken_to_machines
from casewatch.llm.said import Said, said
from casewatch.llm.settings import Settings
from casewatch.llm.windows import windows
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.model.spans import Span
from casewatch.reading.text.sentences import sentences

#: No report is a book, and every piece is paid for.
MAX_CHARS = 400_000
#: How often one piece is asked about again where the answer is torn.
TORN_TRIES = 2


def cache_folder() -> Path:
    """Where answers are kept, unless told otherwise."""
    return Path(user_cache_path("casewatch")) / "llm"


class LlmReader:
    """Reads with a language model. Deterministic as far as its answers are kept (see `Cache`).

    `kept` and `dropped` count items over all reports read, `dropped` by the reason why.
    """

    def __init__(
        self,
        settings: Settings,
        folder: Path | None = None,
        *,
        client: Client | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._client = client or Client(settings, transport=transport)
        self._cache = Cache(folder)
        self.kept = 0
        self.dropped: Counter[str] = Counter()

    @property
    def version(self) -> str:
        """What a fact carries as its reader."""
        return f"llm-{PROMPT_VERSION}+{self._settings.model}"

    @property
    def tokens(self) -> int:
        """Tokens used so far."""
        return self._client.tokens

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()

    def read(self, report: Report) -> Reading:
        """What the model finds in `report`, as far as it stands there to the letter.

        Raises `ReadError` for a text that is too long or a model that gives no answer.
        """
        if len(report.text) > MAX_CHARS:
            raise ReadError(
                f"{report.id}: {len(report.text):,} characters of text",
                hint=f"the reader llm takes up to {MAX_CHARS:,}",
            )
        found = tuple(s.span for s in sentences(report.text))
        aside = spoken_to_machines(report.text, found)
        pieces = windows(report.text, tuple(s.end for s in found))
        parts = [self._piece(report, piece, aside) for piece in pieces]
        for part in parts:
            self.dropped += part.dropped
            self.kept += sum(len(items) for items in _items(part))
        return joined(report, self.version, parts)

    def _piece(self, report: Report, window: Span, aside: tuple[Span, ...]) -> Said:
        asked = messages(report, window)
        key = key_of(self._settings.model, asked)
        kept = self._cache.get(key)
        if kept is not None:
            try:
                return said(kept, report.text, window, aside)
            except ReadError:
                pass  # torn on disk: asked anew
        for number in range(TORN_TRIES):
            answer = self._client.ask(asked)
            try:
                found = said(answer, report.text, window, aside)
            except ReadError:
                if number == TORN_TRIES - 1:
                    raise
                continue
            self._cache.put(key, answer)
            return found
        raise AssertionError("unreachable")  # pragma: no cover


def _items(part: Said) -> tuple[list[object], ...]:
    return (
        [*part.people], [*part.groups], [*part.agencies], [*part.events], [*part.schemes],
        [*part.money], [*part.quantities], [*part.attributions],
    )  # fmt: skip
