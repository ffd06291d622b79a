"""What stands for an object that was withdrawn: its id and times, and nothing of what it said."""

from __future__ import annotations

from casewatch.sharing.model import Tlp
from casewatch.sharing.stix.fixed import Object, marking, producer
from casewatch.sharing.stix.stamps import Stamp

WORD = "withdrawn"


def withdrawn(name: str, stamp: Stamp, by: str, tlp: Tlp) -> Object:
    """The revoked object with id `name`. What its type requires is filled with nobody's name.

    References point at its producer, so that the bundle stays closed.
    """
    type_ = name.partition("--")[0]
    made: Object = {
        "type": type_,
        "spec_version": "2.1",
        "id": name,
        "created": stamp.created,
        "modified": stamp.modified,
        "revoked": True,
        "created_by_ref": producer(by),
        "object_marking_refs": [marking(tlp)],
    }
    maker = producer(by)
    required: dict[str, Object] = {
        "note": {"content": WORD, "object_refs": [maker]},
        "opinion": {"opinion": "neutral", "object_refs": [maker]},
        "report": {"name": WORD, "published": stamp.created, "object_refs": [maker]},
        "relationship": {
            "relationship_type": "related-to", "source_ref": maker, "target_ref": maker,
        },
        "malware": {"name": WORD, "is_family": True},
    }  # fmt: skip
    return {**made, **required.get(type_, {"name": WORD})}
