"""JSON lines: one report a line, read as a stream; a broken line is named and the rest goes on."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from casewatch.errors import CleanError, FetchError
from casewatch.sources.fetched import Failure, Fetched, Given, Media
from casewatch.sources.limits import Limits

_NAMES = ("id", "title", "published", "url", "publisher", "language")


class Lines(Protocol):
    """A stream of bytes that is read line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or as much of it as `size` bytes."""


def fetched_row(row: Mapping[str, Any], source: str, path: str = "") -> Fetched:
    """The report of one row: `text`, or else `html`, with what the other fields say of it.

    Raises CleanError where neither field holds text.
    """
    for name in ("text", "html"):
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            content = value.encode("utf-8", "surrogatepass")
            given = Given(**{n: _plain(row.get(n)) for n in _NAMES})
            media: Media = "html" if name == "html" else "text"
            return Fetched(content, media, source, path, given)
    raise CleanError("the row has no text", hint="give it a field `text` or `html`")


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)


def read_jsonl(
    stream: Lines, source: str, limits: Limits, path: str = ""
) -> Iterator[Fetched | Failure]:
    """The reports of a stream of JSON lines; `source` and the line's number name each.

    Never raises for what stands in the stream: a broken line, one that is too long and a torn
    end each are a Failure.
    """
    number = 0
    while True:
        number += 1
        name = f"{source}, line {number}"
        try:
            line = stream.readline(limits.text_bytes + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile, OSError) as problem:
            hint = "fetch the file again; the lines before were read"
            yield Failure(name, FetchError(f"the file is torn here: {problem}", hint=hint))
            return
        if not line:
            return
        if len(line) > limits.text_bytes:
            yield Failure(name, limits.too_large("the line"))
            if not _skip_line(stream, limits):
                return
        elif line.strip():
            yield parse_row(line, name, path)


def _skip_line(stream: Lines, limits: Limits) -> bool:
    """Read on to the end of a line that is too long; False where the stream ends or is torn."""
    while True:
        try:
            rest = stream.readline(limits.text_bytes + 1)
        except (EOFError, zlib.error, OSError):
            return False
        if not rest or rest.endswith(b"\n"):
            return bool(rest)


def parse_row(line: bytes, name: str, path: str = "") -> Fetched | Failure:
    """The report of one JSON object in UTF-8, or what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as problem:
        hint = "each line must be one JSON object; the other lines were read"
        return Failure(name, CleanError(f"broken JSON: {_short(problem)}", hint=hint))
    if not isinstance(row, dict):
        hint = "each line must be one JSON object; the other lines were read"
        return Failure(name, CleanError("the line is no JSON object", hint=hint))
    try:
        return fetched_row(row, name, path)
    except CleanError as problem:
        return Failure(name, problem)


def _short(problem: Exception) -> str:
    return str(problem).partition(": line ")[0][:120] or type(problem).__name__
