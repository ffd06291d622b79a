"""A stage run again alone, from what the store keeps of the stage before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from casewatch.pipeline.intake import MEDIA_TYPES, intake
from casewatch.pipeline.items import Item
from casewatch.sources.fetched import Fetched, Given, Media
from casewatch.sources.names import is_url
from casewatch.store import Failure, Store, StoredReport

_MEDIA: dict[str, Media] = {told: kind for kind, told in MEDIA_TYPES.items()}
#: What is told of a part of an input behind the input's own name.
_PART = re.compile(r", (?:line|attachment) ")


def cleaned_again(store: Store) -> Iterator[Item | Failure]:
    """Every report cleaned anew from what was fetched, where the store could keep that.

    What its metadata said, and what cleaning found in its head, is taken as given.
    """
    for stored in store.reports():
        raw, _ = store.original(stored.report.id)
        kind = _MEDIA.get(stored.origin.media)
        if raw is None or kind is None:
            yield Item(stored.report.id, stored.report, stored.origin)
        else:
            yield from intake([_fetched(stored, raw, kind)], now=partial(_when, stored))


def _when(stored: StoredReport) -> str:
    return stored.origin.fetched or stored.first_seen


def _fetched(stored: StoredReport, raw: bytes, kind: Media) -> Fetched:
    report = stored.report
    given = Given(
        report.id, report.title, report.published or "", report.url, report.publisher,
        report.language,
    )  # fmt: skip
    return Fetched(raw, kind, report.id, report.path, given)


def read_again(store: Store) -> Iterator[Item | Failure]:
    """Every report as it is: a reader that has not read it will."""
    for stored in store.reports():
        yield Item(stored.report.id, stored.report, stored.origin)


def inputs_again(failures: Iterable[Failure]) -> tuple[list[str], list[Failure]]:
    """The inputs behind failures, each once, and the failures behind which there is none now.

    `reports.jsonl, line 7` stands for the whole file: what was read of it before is skipped.
    """
    found: dict[str, None] = {}
    lost: list[Failure] = []
    for failure in failures:
        name = next((n for n in _names(failure.input) if is_url(n) or Path(n).exists()), None)
        if name is None:
            lost.append(failure)
        else:
            found[name] = None
    return list(found), lost


def _names(name: str) -> Iterator[str]:
    """The name, and those before what may be the name of a part, longest first."""
    yield name
    for part in reversed(list(_PART.finditer(name))):
        yield name[: part.start()]
