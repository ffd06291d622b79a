"""The members of one long array in a JSON object, one at a time, without the whole in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from casewatch.screening.limits import Limits, torn, wrong_kind

_CHUNK = 65_536
_BLANK = " \t\r\n"


class _Buffer:
    """The unread part of a stream of JSON, read on as far as each value needs."""

    def __init__(self, stream: TextIO, place: str, limits: Limits) -> None:
        self._stream, self.place, self._limits = stream, place, limits
        self._text, self._at, self._ended = "", 0, False
        self._decoder = json.JSONDecoder()

    def _more(self, size: int = _CHUNK) -> bool:
        chunk = "" if self._ended else self._stream.read(size)
        self._ended = self._ended or not chunk
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> str:
        """The next character, which must be one of `wanted`."""
        found = self.peek()
        if not found:
            raise torn(self.place, "it ends in the middle")
        if found not in wanted:
            raise torn(self.place, f"{found!r} where one of {wanted} should stand")
        self._at += 1
        return found

    def value(self) -> Any:
        """The next JSON value, read on until it is whole."""
        self.peek()
        size = _CHUNK
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                raise torn(self.place, "its values are nested too deep") from None
            except ValueError as problem:
                if len(self._text) - self._at > self._limits.entry_bytes:
                    raise self._limits.too_large(self.place) from None
                # What is broken near the front stays so; a value that is cut reads on.
                if not self._more(size):
                    raise torn(self.place, str(problem).partition(": line")[0]) from None
                size *= 2
                continue
            # A number at the edge of what was read may go on.
            if end == len(self._text) and self._more(size):
                continue
            self._at = end
            return found


def members(
    stream: TextIO, array: str, place: str, kind: str, limits: Limits
) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each member of `array` in the JSON object, with the fields that stand before it.

    Raises `ListError` for what is no such object, is torn, or has values too large.
    """
    buffer = _Buffer(stream, place, limits)
    if buffer.peek() != "{":
        raise wrong_kind(place, kind, "it is no JSON object")
    buffer.take("{")
    head: dict[str, Any] = {}
    found = False
    if buffer.peek() != "}":
        while True:
            key = buffer.value()
            buffer.take(":")
            if key == array and buffer.peek() == "[":
                found = True
                for member in _array(buffer):
                    yield head, member
            else:
                head[str(key)] = buffer.value()
            if buffer.take(",}") == "}":
                break
    else:
        buffer.take("}")
    if buffer.peek():
        raise torn(place, "there is more after its end")
    if not found:
        raise wrong_kind(place, kind, f"it has no list “{array}”")


def _array(buffer: _Buffer) -> Iterator[Any]:
    buffer.take("[")
    if buffer.peek() == "]":
        buffer.take("]")
        return
    while True:
        yield buffer.value()
        if buffer.take(",]") == "]":
            return
