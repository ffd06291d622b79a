"""A case file in the formats of others, as `casewatch share` writes it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

from casewatch.errors import UsageError
from casewatch.serving.desk import Desk
from casewatch.sharing.ftm.entities import entities
from casewatch.sharing.ftm.write import write_statements
from casewatch.sharing.gather import Choice, gather
from casewatch.sharing.misp.clusters import clusters
from casewatch.sharing.misp.events import events
from casewatch.sharing.publishing import stamp_rows, stamps_of, stix_objects
from casewatch.sharing.stix.fixed import PRODUCER
from casewatch.sharing.stix.write import write
from casewatch.sharing.tlp import parse
from casewatch.store.sharing import keep_stamps

#: How far what is exported from a page may go, unless told otherwise.
TLP = "green"


def _stix(desk: Desk, choice: Choice) -> str:
    out = io.StringIO()
    _, stamps, made = stix_objects(desk.store, choice, producer=PRODUCER)
    write(made, out)
    keep_stamps(desk.store, stamp_rows(stamps))
    return out.getvalue()


def _misp(desk: Desk, choice: Choice) -> str:
    share, stamps = gather(desk.store, choice), stamps_of(desk.store)
    made: list[Any] = [
        {"Event": event}
        for event in events(share, stamps, producer=PRODUCER, clusters=clusters(str(desk.path)))
    ]
    keep_stamps(desk.store, stamp_rows(stamps))
    return json.dumps({"response": made}, ensure_ascii=False, indent=1) + "\n"


def _ftm(desk: Desk, choice: Choice) -> str:
    out = io.StringIO()
    write_statements(entities(gather(desk.store, choice)), out)
    return out.getvalue()


#: Each format: media type, ending of the file, and how it is written.
FORMATS: dict[str, tuple[str, str, Callable[[Desk, Choice], str]]] = {
    "stix": ("application/stix+json;version=2.1", "json", _stix),
    "misp": ("application/json", "json", _misp),
    "ftm": ("text/csv; charset=utf-8", "csv", _ftm),
}


def export(desk: Desk, case: str, kind: str, tlp: str, most: str) -> tuple[str, str, str]:
    """One case file in a format: text, media type and a name for the file.

    `tlp` says how far it may go; `most` is what the caller may read, and nothing above it is
    given out. Raises `UsageError`.
    """
    if kind not in FORMATS:
        raise UsageError(f"{kind[:20]} is no format", hint="one of: " + ", ".join(FORMATS))
    marking, limit = parse(tlp or TLP), parse(most)
    levels = ("clear", "green", "amber", "amber+strict", "red")
    if marking is None or limit is None:
        raise UsageError(f"{tlp[:20]} is no marking", hint="one of: " + ", ".join(levels))
    if levels.index(marking) > levels.index(limit):
        marking = limit
    media, ending, made = FORMATS[kind]
    with desk.judging():
        text = made(desk, Choice(cases=(case,), tlp=marking))
    return text, media, f"{case}.{kind}.{ending}"
