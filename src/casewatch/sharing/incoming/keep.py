"""Keeping a shipment: all of it in one transaction, and once however often it comes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from casewatch.errors import NotFoundError, ShareError
from casewatch.sharing import received
from casewatch.sharing.incoming.claims import READER, reading_of_arrival, report_id, withdrawal
from casewatch.sharing.incoming.model import Shipment
from casewatch.sharing.received import packed
from casewatch.store import Added, Origin, Store
from casewatch.store import sharing as kept

#: A file may have so many bytes.
MOST_BYTES = 300_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: subjects that were new or changed, that were known, and withdrawn."""

    new: int
    known: int
    withdrawn: int


def sha256_of(path: Path) -> str:
    """The hash of a file. Raises `ShareError` where it is none, or too large."""
    try:
        if not path.is_file():
            raise ShareError(f"{path} is no file", hint="nothing was taken in")
        if path.stat().st_size > MOST_BYTES:
            raise ShareError(
                f"{path} is larger than {MOST_BYTES // 1_000_000} MB; nothing was taken in",
                hint="ask its producer for parts of it",
            )
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise ShareError(f"{path} cannot be read: {problem.strerror}") from problem


def keep(
    store: Store,
    shipment: Shipment,
    sha256: str,
    path: str,
    step: Callable[[], None] = lambda: None,
) -> Taken:
    """Stores a shipment, or, where anything of it fails, nothing. Raises `StoreError`."""
    new = known = gone = 0
    with store.batch() as batch:
        for arrival in shipment.arrivals:
            reading = reading_of_arrival(arrival, sha256, path)
            origin = Origin(
                media=received.MEDIA,
                original=packed(arrival.received),
                notes=(received.note(arrival.received.tlp),),
            )
            if batch.add(reading.report, reading, origin) is Added.NOTHING:
                known += 1
            else:
                new += 1
            step()
        for key in withdrawn_here(store, shipment.withdrawn):
            reading = withdrawal(key, "", sha256, path)
            origin = Origin(media=received.MEDIA, notes=(received.note("clear"),))
            gone += batch.add(reading.report, reading, origin) is not Added.NOTHING
    _keep_stamps(store, shipment.stamps)
    return Taken(new, known, gone)


def withdrawn_here(store: Store, keys: Iterable[str]) -> list[str]:
    """Those of the keys whose subjects were taken in before."""
    found = []
    for key in keys:
        try:
            if store.report(report_id(key)).reader == READER:
                found.append(key)
        except NotFoundError:
            continue
    return found


def _keep_stamps(store: Store, rows: Iterable[kept.StampRow]) -> None:
    known = {row[0] for row in kept.stamps(store)}
    kept.keep_stamps(store, [row for row in rows if row[0] not in known])
