"""Questions to an OpenAI-compatible address: bounded in time, size, tries and cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import httpx

from casewatch.errors import ReaderBrokenError, ReadError
from casewatch.llm.cache import MOST_BYTES
from casewatch.llm.prompt import Messages
from casewatch.llm.schema import schema
from casewatch.llm.settings import Settings

TRIES = 3
#: Seconds before the second try; the next one waits twice as long.
WAIT = 2.0
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class Client:
    """Asks, and counts what it cost. `transport` and `sleep` are for tests."""

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._sleep, self._clock = settings, sleep, clock
        headers = {"authorization": f"Bearer {settings.key}"} if settings.key else {}
        # One read may take as long as the whole answer may: models think before they speak.
        self._http = httpx.Client(
            transport=transport, timeout=settings.seconds, headers=headers, follow_redirects=False
        )
        self.tokens = 0
        self.asked = 0

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def ask(self, messages: Messages) -> str:
        """The content of the answer.

        Raises `ReadError` where none can be had in `TRIES` tries, and `ReaderBrokenError` where
        asking again is of no use: a wrong key or address, no budget left.
        """
        failed = ""
        for number in range(TRIES):
            if self.tokens >= self._settings.budget:
                raise ReaderBrokenError(
                    f"the budget of {self._settings.budget:,} tokens is used up",
                    hint="raise CASEWATCH_LLM_BUDGET; what was read is kept, run it again",
                )
            if number:
                self._sleep(WAIT * 2 ** (number - 1))
            try:
                return self._once(messages)
            except (httpx.HTTPError, _AgainError) as error:
                failed = str(error) or type(error).__name__
        raise ReadError(f"no answer from the model: {failed}", hint="read it again later")

    def _once(self, messages: Messages) -> str:
        form = {"name": "reading", "strict": True, "schema": schema()}
        body = {
            "model": self._settings.model, "messages": list(messages), "temperature": 0, "seed": 1,
            "response_format": {"type": "json_schema", "json_schema": form},
        }  # fmt: skip
        self.asked += 1
        url = f"{self._settings.url}/chat/completions"
        with self._http.stream("POST", url, json=body) as answer:
            if answer.status_code in AGAIN:
                raise _AgainError(f"it answered {answer.status_code}")
            if not answer.is_success:
                raise ReaderBrokenError(
                    f"{url} answered {answer.status_code}", hint="see address, model and key"
                )
            raw = self._all(answer)
        return self._content(raw, sum(len(m["content"]) for m in messages))

    def _all(self, answer: httpx.Response) -> bytes:
        end, parts, size = self._clock() + self._settings.seconds, [], 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > MOST_BYTES:
                raise ReadError(f"the answer is longer than {MOST_BYTES:,} bytes")
            if self._clock() > end:
                raise _AgainError(f"it took more than {self._settings.seconds:.0f} seconds")
            parts.append(part)
        return b"".join(parts)

    def _content(self, raw: bytes, asked: int) -> str:
        try:
            told: Any = json.loads(raw)
            content = told["choices"][0]["message"]["content"]
            used = told.get("usage", {}).get("total_tokens") if isinstance(told, dict) else None
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            self.tokens += _about(asked + len(raw))
            raise _AgainError("what it answered is no answer of this kind") from error
        self.tokens += used if isinstance(used, int) and used > 0 else _about(asked + len(raw))
        if not isinstance(content, str):
            raise _AgainError("it answered without words")
        return content


def _about(characters: int) -> int:
    """Tokens where the other side does not count them: about one for four characters."""
    return characters // 4 + 1


class _AgainError(Exception):
    """What another try may mend."""
