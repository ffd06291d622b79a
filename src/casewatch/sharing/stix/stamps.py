"""When an object was made and last changed: `created` stays, `modified` moves only on change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casewatch.sharing.stix.fixed import Object, timestamp

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_TIMES = ("created", "modified")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is remembered of an object that left: nothing of what it says but a hash.

    `subject` is the internal id of whom it is about, empty for reports; `producer` is the name
    under which it left.
    """

    subject: str
    producer: str
    content: str
    created: str
    modified: str
    revoked: bool = False


def content_of(made: Object) -> str:
    """A hash of all that an object says, but not of its times."""
    said = {key: value for key, value in made.items() if key not in _TIMES}
    raw = _ENCODE(said).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def after(moment: str, other: str) -> str:
    """`moment`, or, where that is no later than `other`, a millisecond after `other`."""
    if moment > other:
        return moment
    later = datetime.fromisoformat(other) + timedelta(milliseconds=1)
    return timestamp(later.isoformat()) or moment


@dataclass(slots=True)
class Stamps:
    """The stamps of one export. `known` are those of exports before, `now` the time of this one.

    What is new or changed stands in `changed`, for whoever keeps the stamps.
    """

    now: str
    known: Mapping[str, Stamp] = field(default_factory=dict)
    changed: dict[str, Stamp] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def stamped(self, made: Object, producer: str, subject: str = "") -> Object:
        """`made` with its times, which stand behind its id."""
        name, content = made["id"], content_of(made)
        self.seen.add(name)
        before = self.known.get(name)
        if before is None:
            stamp = Stamp(subject, producer, content, self.now, self.now)
        elif before.content == content and not before.revoked:
            stamp = before
        else:
            modified = after(self.now, before.modified)
            stamp = Stamp(subject, producer, content, before.created, modified)
        if stamp is not before:
            self.changed[name] = stamp
        return _timed(made, stamp)

    def retired(
        self, producer: str, concerns: Callable[[Stamp], bool]
    ) -> Iterator[tuple[str, Stamp]]:
        """Objects that left under this name and are not there any more, where `concerns` says so.

        Another producer's objects are that producer's to withdraw.
        """
        for name, before in self.known.items():
            if name in self.seen or before.producer != producer or not concerns(before):
                continue
            if before.revoked:
                yield name, before
                continue
            moved = after(self.now, before.modified)
            gone = Stamp(before.subject, producer, "", before.created, moved, revoked=True)
            self.changed[name] = gone
            yield name, gone


def _timed(made: Object, stamp: Stamp) -> Object:
    found: Object = {}
    for key, value in made.items():
        found[key] = value
        if key == "id":
            found["created"], found["modified"] = stamp.created, stamp.modified
    return found
