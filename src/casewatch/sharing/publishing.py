"""Publishing: the case files of a choice become a collection, and what is gone is withdrawn."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from casewatch.errors import UsageError
from casewatch.sharing.gather import Choice, gather
from casewatch.sharing.model import Share
from casewatch.sharing.stix.fixed import NAMESPACE, PRODUCER, timestamp
from casewatch.sharing.stix.stamps import Stamp, Stamps
from casewatch.sharing.stix.withdrawn import withdrawn
from casewatch.sharing.stix.write import Profile, Told, objects, of_choice
from casewatch.sharing.taxii.paging import kept_moment
from casewatch.store import Store
from casewatch.store import sharing as kept

#: The collection of everything that may leave.
ALL = "all"
_ALIAS = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def stamps_of(store: Store) -> Stamps:
    """The stamps of the exports before, at the store's own time."""
    known = {
        name: Stamp(subject, producer, content, created, modified, revoked)
        for name, subject, producer, content, created, modified, revoked in kept.stamps(store)
    }
    return Stamps(timestamp(kept.newest_time(store)) or "", known)


def stamp_rows(stamps: Stamps) -> Iterator[kept.StampRow]:
    """What changed, as it is kept."""
    for name, s in stamps.changed.items():
        yield name, s.subject, s.producer, s.content, s.created, s.modified, s.revoked


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing did: the collection, objects in it now, and how many versions are new."""

    collection: kept.Collection
    objects: int
    added: int
    share: Share


def stix_objects(
    store: Store,
    choice: Choice,
    *,
    profile: Profile = "full",
    producer: str = PRODUCER,
    had: frozenset[str] = frozenset(),
) -> tuple[Share, Stamps, Iterable[Told]]:
    """The objects that leave for a choice, with what is withdrawn, as a stream; and the stamps
    to keep once it has been gone through.

    All of a store withdraws whatever is not there any more. A choice of cases withdraws what is
    gone of these, and those of the subjects it `had` before that may not leave at all any more.
    """
    share, stamps = gather(store, choice), stamps_of(store)
    there = {case.subject.id for case in share.cases}

    def gone(stamp: Stamp) -> bool:
        if stamp.subject.startswith("choice "):
            return stamp.subject == of_choice(share.scope)
        return (
            not share.scope
            or stamp.subject in there
            or (stamp.subject in had and stamp.subject not in share.known)
        )

    made = objects(share, stamps, profile=profile, producer=producer, concerns=gone)
    return share, stamps, made


def publish(
    store: Store,
    alias: str,
    choice: Choice,
    *,
    title: str = "",
    description: str = "",
    producer: str = PRODUCER,
    now: datetime | None = None,
) -> Outcome:
    """Makes or renews the collection `alias` with the case files of `choice`.

    What the collection had and the choice has no more is withdrawn in it, unless it is still
    shared elsewhere. Raises `UsageError` for a name that is none.
    """
    if not _ALIAS.fullmatch(alias):
        raise UsageError(f"{alias} is no name for a collection", hint="use a-z, 0-9, _ and -")
    moment = kept_moment(now or datetime.now(UTC))
    key = str(uuid.uuid5(NAMESPACE, f"collection {alias}"))
    had = kept.subjects(store, key)
    share, stamps, made = stix_objects(store, choice, producer=producer, had=had)
    rows = [_published(told, moment) for told in made]
    collection = kept.Collection(
        id=key,
        alias=alias,
        title=title or ("All case files" if alias == ALL else alias.replace("-", " ")),
        description=description,
        cases=choice.cases,
        tlp=choice.tlp,
        published=moment,
        producer=producer,
        since=choice.since,
        with_protected=choice.with_protected,
    )
    added = kept.publish(store, collection, rows, stamp_rows(stamps))
    return Outcome(collection, len(rows), added, share)


def publish_objects(store: Store, alias: str, made: Iterable[Told]) -> int:
    """Publishes objects as they are, without stamps to keep; how many are new."""
    key = str(uuid.uuid5(NAMESPACE, f"collection {alias}"))
    moment = kept_moment(datetime.now(UTC))
    one = kept.Collection(key, alias, alias, "", (), "green", moment, PRODUCER)
    return kept.publish(store, one, (_published(told, moment) for told in made), ())


def tombstones(stamps: Stamps, subjects: set[str], moment: str) -> list[kept.Published]:
    """What stands for the objects of subjects that are gone, whoever made them."""
    found = []
    for producer in dict.fromkeys(s.producer for s in stamps.known.values()):
        for name, stamp in stamps.retired(producer, lambda s: s.subject in subjects):
            if not name.startswith("x-"):
                made = withdrawn(name, stamp, producer, "clear")
                found.append(_published(Told(stamp.subject, made), moment))
    return found


def _published(told: Told, moment: str) -> kept.Published:
    made = told.object
    version = str(made.get("modified") or made["created"])
    return kept.Published(0, made["id"], made["type"], version, told.subject, moment, _DUMP(made))
