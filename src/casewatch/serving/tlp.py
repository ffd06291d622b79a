"""Who may read which report, by the markings of the Traffic Light Protocol."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from casewatch.errors import StoreError
from casewatch.serving.changes import stamp
from casewatch.serving.problems import WebError
from casewatch.serving.snapshot import Snapshot
from casewatch.serving.state import Caller, Served, caller_of, served_of
from casewatch.serving.tokens import TLP

#: How a marking is noted beside a report that came in shared.
_SHARED = "shared under "


def place_of(store: Path) -> Path:
    """The file of markings of a store: a JSON object of report ids and markings."""
    return Path(f"{store}.tlp.json")


@lru_cache(maxsize=4)
def _loaded(path: Path, _stamp: str) -> dict[str, str]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        found = {str(k): str(v).casefold().removeprefix("tlp:") for k, v in raw.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
    unknown = sorted(set(found.values()) - set(TLP))
    if unknown:
        raise StoreError(f"{path}: {unknown[0]} is no marking", hint="one of: " + ", ".join(TLP))
    return found


def markings(store: Path) -> dict[str, str]:
    """The marking of each report that has one. Raises `StoreError` for a file that is none."""
    path = place_of(store)
    return _loaded(path, stamp(path))


def _received(served: Served) -> dict[str, str]:
    """The markings with which others shared what came in from them."""
    found = {}
    for one in served.desk.store.reports():
        for note in one.origin.notes:
            if note.startswith(_SHARED):
                found[one.report.id] = note.removeprefix(_SHARED)
    return {r: tlp for r, tlp in found.items() if tlp in TLP}


def hidden(request: Request) -> frozenset[str]:
    """The reports that the caller may not read."""
    served, caller = served_of(request), caller_of(request)
    most = TLP.index(caller.tlp)
    if most == len(TLP) - 1:
        return frozenset()
    version = served.desk.version()
    if served.received is None or served.received[0] != version:
        served.received = (version, _received(served))
    marked = served.received[1] | markings(served.desk.path)
    return frozenset(r for r, tlp in marked.items() if TLP.index(tlp) > most)


def seen(request: Request, as_of: str | None = None, known_by: str | None = None) -> Snapshot:
    """The state of the store that the caller may see, as of a day where one is given."""
    return served_of(request).desk.then(as_of, known_by, hidden(request))


def deciding(request: Request) -> Caller:
    """The caller, who may decide: nobody judges on what they may see only in part.

    Raises `WebError`.
    """
    caller = caller_of(request)
    if not caller.may("decide"):
        raise WebError(403, "this token may read and not decide", hint="ask for one that may")
    if hidden(request):
        raise WebError(403, "some reports are marked above what this token may read, and nobody "
                       "decides on a part of them")  # fmt: skip
    return caller


def may_read(request: Request, report: str) -> None:
    """Raises `WebError` where the caller may not read a report."""
    if report in hidden(request):
        raise WebError(403, "this report is marked above what this token may read")
