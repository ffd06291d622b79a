"""What a bundle of another producer names: actors, malware, places of trade, and their links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casewatch.sharing.incoming.model import Arrival
from casewatch.sharing.items import item_id
from casewatch.sharing.kinds import fields
from casewatch.sharing.model import Item, Kind, SharedCase, Subject, Tlp
from casewatch.sharing.received import Received
from casewatch.sharing.stix.fixed import Object

_GROUPS = {
    "threat-actor": "gang",
    "intrusion-set": "gang",
    "malware": "malware",
    "infrastructure": "venue",
    "campaign": "operation",
}
#: Types that are taken in, or that only hold others together.
UNDERSTOOD = frozenset(
    {*_GROUPS, "identity", "relationship", "marking-definition", "extension-definition"}
)
_LONGEST, _MOST_NAMES, _MOST_LINKS = 2_000, 200, 2_000


def arrivals(
    objects: Mapping[str, Object],
    own: Mapping[str, Object],
    names: Mapping[str, str],
    tlp_of: Callable[[Object], Tlp],
) -> Iterator[Arrival]:
    """The subjects that objects without our extension name. `own` are those that have it."""
    links: dict[str, list[Object]] = {}
    ours = {one.get("created_by_ref") for one in own.values()}
    for one in objects.values():
        if one["type"] == "relationship" and one.get("revoked") is not True:
            links.setdefault(str(one.get("source_ref")), []).append(one)
    for key, one in objects.items():
        subject = _subject(one, names)
        withdrawn = one.get("revoked") is True
        if key in own or subject is None or withdrawn or one.get("created_by_ref") in ours:
            continue
        found = (
            *_names(one, subject),
            *_accused(one, subject),
            *_described(one, subject),
            *_links(links.get(key, [])[:_MOST_LINKS], subject, objects),
        )
        tlp = tlp_of(one)
        yield Arrival(
            key, Received(SharedCase(subject, found), (), tlp), str(one.get("modified") or "")[:10]
        )


def _text(value: Any) -> str:
    return " ".join(value[:_LONGEST].split()) if isinstance(value, str) else ""


def _is_person(one: Object) -> bool:
    return one.get("identity_class") == "individual" or one.get("resource_level") == "individual"


def _subject(one: Object, names: Mapping[str, str]) -> Subject | None:
    """Whom an object is about; None for an organisation, which is no subject of a case."""
    name, producer = _text(one.get("name")), names.get(str(one.get("created_by_ref")), "")
    if not name or one["type"] not in (*_GROUPS, "identity"):
        return None
    if _is_person(one):
        return Subject(one["id"], "person", None, name, None, producer)
    group = _GROUPS.get(one["type"])
    return Subject(one["id"], "group", group, name, None, producer) if group else None


def _item(
    subject: Subject, kind: Kind, key: tuple[object, ...], modality: str, value: dict[str, Any]
) -> Item:
    whole = {f.name: value.get(f.name, f.blank()) for f in fields()[kind]}
    return Item(item_id(subject.id, kind, key), kind, modality, whole, ())


def _names(one: Object, subject: Subject) -> Iterator[Item]:
    given = one.get("aliases")
    aliases = map(_text, given[:_MOST_NAMES]) if isinstance(given, list) else ()
    for name in dict.fromkeys((subject.name, *aliases)):
        if name:
            form = "name" if name == subject.name else "handle"
            yield _item(subject, "name", (name,), "asserted", {"name": name, "form": form})


def _accused(one: Object, subject: Subject) -> Iterator[Item]:
    """That a producer calls a person a threat actor is an accusation, and nothing more."""
    if subject.kind == "person" and one["type"] in ("threat-actor", "intrusion-set"):
        value = {"type": "accusation", "precision": "unknown", "independent_sources": 1}
        yield _item(subject, "happening", ("accusation",), "alleged", value)


def _described(one: Object, subject: Subject) -> Iterator[Item]:
    content = _text(one.get("description"))
    if content:
        speaker = subject.producer or "the producer"
        value = {"speaker": speaker, "content": content, "speech": "direct"}
        yield _item(subject, "said", (content,), "asserted", value)


def _links(found: list[Object], subject: Subject, objects: Mapping[str, Object]) -> Iterator[Item]:
    for n, link in enumerate(found):
        target = objects.get(str(link.get("target_ref")), {})
        name, type_ = _text(target.get("name")), str(target.get("type"))
        if not name:
            continue
        kind = "person" if _is_person(target) else _GROUPS.get(type_, type_)
        relation = "venue" if kind in ("venue", "malware") else "associate"
        value = {
            "to": target["id"], "to_name": name, "to_kind": kind, "relation": relation,
            "how": [_text(link.get("relationship_type")) or "related-to"],
        }  # fmt: skip
        yield _item(subject, "link", (target["id"], n), "alleged", value)
