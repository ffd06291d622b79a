"""Inputs of all kinds to what they hold: files, folders, addresses, standard input."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from casewatch.errors import CleanError, FetchError
from casewatch.sources.attachments import expanded
from casewatch.sources.fetched import Failure, Fetched
from casewatch.sources.files import read_file, read_folder, sniff
from casewatch.sources.jsonl import read_jsonl
from casewatch.sources.limits import Limits
from casewatch.sources.names import is_url

if TYPE_CHECKING:
    from casewatch.sources.urls import Web

#: Stands for standard input among inputs.
STDIN = "-"


def inputs(
    names: Iterable[str], *, limits: Limits | None = None, web: Web | None = None,
    stdin: IO[bytes] | None = None,
) -> Iterator[Fetched | Failure]:  # fmt: skip
    """What the inputs `names` hold, in their order, each failure in its place.

    `stdin` is read for `-`: JSON lines where its first line is a JSON object, else one report.
    What is attached to a mail follows it. Nothing that is wrong with an input is raised.
    """
    bounds = limits or Limits()
    return expanded(_named(names, bounds, web, stdin), bounds)


def _named(
    names: Iterable[str], bounds: Limits, web: Web | None, stdin: IO[bytes] | None
) -> Iterator[Fetched | Failure]:
    for name in names:
        if name == STDIN:
            yield from _standard_input(stdin or io.BytesIO(), bounds)
        elif is_url(name):
            yield _address(name, bounds, web)
        else:
            yield from _path(name, bounds)


def _address(name: str, limits: Limits, web: Web | None) -> Fetched | Failure:
    # The client takes longer to import than most runs need to read their files.
    from casewatch.sources.urls import Web, fetch_url

    try:
        return fetch_url(name, web or Web(limits=limits))
    except FetchError as problem:
        return Failure(name, problem)


def _path(name: str, limits: Limits) -> Iterator[Fetched | Failure]:
    try:
        path = Path(name)
        folder = path.is_dir()
    except (OSError, ValueError):
        yield Failure(name, FetchError("this is no path", hint="check how it is written"))
        return
    yield from read_folder(path, limits) if folder else read_file(path, limits)


def _standard_input(stream: IO[bytes], limits: Limits) -> Iterator[Fetched | Failure]:
    name = "standard input"
    try:
        first = stream.readline(limits.text_bytes + 1)
        while first and not first.strip():
            first = stream.readline(limits.text_bytes + 1)
        if not first:
            yield Failure(name, CleanError("nothing came in", hint="pipe a report into it"))
        elif first.lstrip().startswith(b"{"):
            yield from read_jsonl(_Rejoined(first, stream), name, limits)
        else:
            content = first + stream.read(max(0, limits.text_bytes + 1 - len(first)))
            if len(content) > limits.text_bytes:
                raise limits.too_large("the input")
            yield Fetched(content, sniff(content), name)
    except FetchError as problem:
        yield Failure(name, problem)
    except OSError as problem:
        yield Failure(name, FetchError(f"it cannot be read: {problem.strerror}"))


class _Rejoined:
    """A stream with its first line put back."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = first
        self._rest = rest

    def readline(self, size: int = -1, /) -> bytes:
        """The next line."""
        if self._first:
            first, self._first = self._first, b""
            return first
        return self._rest.readline(size)
