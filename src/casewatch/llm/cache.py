"""Answers kept by what was asked, so that the same question is paid for once."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from casewatch.llm.prompt import PROMPT_VERSION, Messages

#: A longer answer is not kept, and not believed.
MOST_BYTES = 2_000_000


def key_of(model: str, messages: Messages) -> str:
    """What an answer depends on: the model, the rules with their version, the text."""
    asked = json.dumps([PROMPT_VERSION, model, list(messages)], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


class Cache:
    """A folder of answers; a folder that cannot be written keeps nothing, and nothing fails."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """The answer that was kept, or None."""
        if self._folder is None:
            return None
        try:
            return (self._folder / f"{key}.json").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, answer: str) -> None:
        """Keep it, whole or not at all."""
        raw = answer.encode("utf-8", "replace")
        if self._folder is None or len(raw) > MOST_BYTES:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number, new = tempfile.mkstemp(dir=self._folder, suffix=".new")
            with os.fdopen(number, "wb") as file:
                file.write(raw)
            os.replace(new, self._folder / f"{key}.json")
        except OSError:
            return
