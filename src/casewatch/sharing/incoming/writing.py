"""A text that is written together with the spans of its pieces."""

from __future__ import annotations

from casewatch.model.spans import Span


class Writer:
    """Lines of a text; every piece that is written gives its span."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def put(self, piece: str) -> Span:
        """Writes a piece where the text ends now."""
        span = Span(self._length, self._length + len(piece))
        self._pieces.append(piece)
        self._length = span.end
        return span

    def line(self, piece: str, before: str = "", behind: str = "") -> Span:
        """Writes a line; the span is that of `piece` alone."""
        self.put(before)
        span = self.put(piece)
        self.put(behind + "\n")
        return span

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)
