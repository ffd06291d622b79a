"""Reports that are sent to be read: the same way in as `casewatch read`, one at a time."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from typing import Any

from casewatch.errors import CasewatchError, UsageError
from casewatch.model.reading import Reading
from casewatch.pipeline.intake import intake
from casewatch.pipeline.run import run
from casewatch.reading.reader import RulesReader
from casewatch.serving.desk import Desk
from casewatch.serving.problems import WebError
from casewatch.sources.fetched import Fetched, Given, Media

_LOCK = threading.Lock()
_READER: list[RulesReader] = []
FIELDS = ("id", "title", "published", "url", "publisher", "language")


def _reader() -> RulesReader:
    if not _READER:
        _READER.append(RulesReader())
    return _READER[0]


def fetched(body: dict[str, Any]) -> Fetched:
    """One report out of a JSON object as in a line of JSONL. Raises `UsageError`."""
    text, html = body.get("text"), body.get("html")
    if bool(text) == bool(html):
        raise UsageError("a report has either text or html")
    content = str(text or html).encode("utf-8", "replace")
    media: Media = "html" if html else "text"
    given = {k: str(body.get(k) or "").strip()[:2000] for k in FIELDS}
    given["id"] = given["id"][:300] or f"sent-{hashlib.sha256(content).hexdigest()[:12]}"
    if not given["id"].isprintable():
        raise UsageError("an id holds only what can be printed")
    return Fetched(content, media, given["id"], given=Given(**given))


def read(desk: Desk, inputs: Iterable[Fetched]) -> tuple[Reading, bool]:
    """Reads and keeps one report; whether anything about it was new. Raises `CasewatchError`."""
    found: list[Reading] = []
    with _LOCK, desk.writing:
        outcome = run(intake(inputs), _reader(), desk.store, on_reading=found.append)
    if outcome.failures:
        failed = outcome.failures[0]
        raise WebError(422, f"{failed.stage}: {failed.message}", hint=failed.hint)
    if not found:
        raise CasewatchError("nothing was read")
    return found[0], bool(outcome.stored)
