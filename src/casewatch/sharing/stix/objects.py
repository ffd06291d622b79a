"""One case as STIX objects: whom it is about, what happened, what is linked and disputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from casewatch.resolving.names import fold
from casewatch.sharing.model import Item, Quote, ReportRow, SharedCase, Tlp
from casewatch.sharing.plain import item_to_json, report_to_json, subject_to_json
from casewatch.sharing.stix.fixed import EXTENSION, Object, marking, producer, stix_id, timestamp
from casewatch.sharing.words import sentence, summary

#: A description names so many statements at most; the extension has them all.
MOST_TOLD = 12
#: Kinds of items that are objects of their own; the others stand in the subject's extension.
OWN_OBJECT = frozenset({"happening", "link", "contradiction"})
_GROUP_TYPES = {
    "gang": "threat-actor",
    "malware": "malware",
    "venue": "infrastructure",
    "platform": "infrastructure",
    "operation": "campaign",
}
_FURTHER: dict[str, Object] = {
    "threat-actor": {"threat_actor_types": ["crime-syndicate"]},
    "malware": {"is_family": True},
    "infrastructure": {"infrastructure_types": ["unknown"]},
    "campaign": {},
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What all objects of one export share. `plain` leaves our extension out; `called` are names
    that stand in place of the subjects' own; `scope` tells one choice of cases from another."""

    tlp: Tlp
    producer: str
    reports: Mapping[str, ReportRow]
    plain: bool = False
    called: Mapping[str, str] | None = None
    scope: str = ""

    def key(self, by: str) -> str:
        """What ids of objects of this producer are made with: what looks otherwise has others."""
        return f"{by} plain" if self.plain else by

    def by(self, case: SharedCase) -> str:
        """Under whose name a case leaves."""
        return case.subject.producer or self.producer

    def name(self, case: SharedCase) -> str:
        """What the subject is called."""
        return (self.called or {}).get(case.subject.id, case.subject.name)


def type_of(kind: str, group_kind: str | None) -> str:
    """The STIX type of a subject."""
    return "identity" if kind == "person" else _GROUP_TYPES.get(group_kind or "", "identity")


def subject_ref(case: SharedCase, setting: Setting) -> str:
    """The id of the object of a subject."""
    s = case.subject
    return stix_id(type_of(s.kind, s.group_kind), setting.key(setting.by(case)), s.id)


def head(type_: str, internal: str, case: SharedCase, setting: Setting) -> Object:
    """What every object of a case begins with."""
    by = setting.by(case)
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": stix_id(type_, setting.key(by), internal),
        "created_by_ref": producer(by),
        "object_marking_refs": [marking(case.subject.tlp or setting.tlp)],
    }


def extended(made: Object, setting: Setting, **body: object) -> Object:
    """`made` with our extension, unless the export is a plain one."""
    if not setting.plain:
        made["extensions"] = {EXTENSION: {"extension_type": "property-extension", **body}}
    return made


def undisputed(case: SharedCase, forms: frozenset[str]) -> list[str]:
    """Names of these forms that no other subject is known to share, without the main name."""
    main = fold(case.subject.name)
    return [
        str(i.value["name"])
        for i in case.of("name")
        if i.value["form"] in forms and not i.value["shared_with"]
        and fold(str(i.value["name"])) != main
    ]  # fmt: skip


def subject_object(case: SharedCase, setting: Setting) -> Object:
    """The person as an identity; the group as what it is."""
    s = case.subject
    made = head(type_of(s.kind, s.group_kind), s.id, case, setting)
    made["name"] = setting.name(case)
    made["description"] = "\n".join(_told(case))
    if made["type"] == "identity":
        made["identity_class"] = "individual" if s.kind == "person" else "organization"
    else:
        aliases = undisputed(case, frozenset({"name", "spelling", "handle"}))
        made |= {**({"aliases": aliases} if aliases else {}), **_FURTHER[made["type"]]}
    items = [item_to_json(i) for i in case.items if i.kind not in OWN_OBJECT]
    # Marking and producer stand in the object itself.
    told = subject_to_json(replace(s, tlp=None, producer=""))
    return extended(made, setting, subject=told, items=items)


def _told(case: SharedCase) -> Iterator[str]:
    yield summary(case)
    told = [sentence(i) for i in case.items if i.kind in ("trait", "scheme", "sum", "said")]
    yield from told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield f"and {len(told) - MOST_TOLD} more statements"


def persona(case: SharedCase, setting: Setting) -> tuple[Object, ...]:
    """The criminal persona of a person, and how it is tied to the identity.

    There is one for who goes by a handle or was found guilty, and none for who was cleared. Only a
    finding of guilt attributes it; before that the tie is an allegation and says so.
    """
    handles = undisputed(case, frozenset({"handle"}))
    cleared = any(i.value["cleared"] for i in case.of("standing"))
    guilty = case.found_guilty and not cleared
    if case.subject.kind != "person" or cleared or not (handles or guilty):
        return ()
    actor = head("threat-actor", f"persona {case.subject.id}", case, setting)
    actor["name"] = handles[0] if handles else setting.name(case)
    how = "Persona of" if guilty else "alleged: persona of"
    actor["description"] = f"{how} {setting.name(case)}. {summary(case)}"
    actor["threat_actor_types"] = ["criminal"] if guilty else ["unknown"]
    if handles[1:]:
        actor["aliases"] = handles[1:]
    actor["resource_level"] = "individual"
    tie = head("relationship", f"persona {case.subject.id}", case, setting)
    tie |= {
        "relationship_type": "attributed-to" if guilty else "related-to",
        "description": actor["description"],
        "source_ref": actor["id"],
        "target_ref": subject_ref(case, setting),
    }
    return actor, tie


def _cited(quotes: Iterable[Quote], setting: Setting) -> Iterator[str]:
    for q in quotes:
        row = setting.reports.get(q.report)
        where = ", ".join(x for x in ((row.publisher, row.published, row.url) if row else ()) if x)
        yield f"“{' '.join(q.quote.split())}” ({where or q.report})"


def happening_object(item: Item, case: SharedCase, setting: Setting) -> Object:
    """What happened as a note: a plain sentence with its modality, then the words of reports."""
    made = head("note", item.id, case, setting)
    said = sentence(item)
    made["labels"] = [f"modality-{item.modality}", f"happening-{item.value['type']}"]
    made["abstract"] = f"{setting.name(case)}: {said}"
    made["content"] = "\n".join((made["abstract"], *_cited(item.quotes, setting)))
    made["object_refs"] = [subject_ref(case, setting)]
    return extended(made, setting, subject=case.subject.id, item=item_to_json(item))


def contradiction_object(item: Item, case: SharedCase, setting: Setting) -> Object:
    """What reports disagree on, as an opinion on the subject that disagrees."""
    made = head("opinion", item.id, case, setting)
    made["explanation"] = "\n".join((sentence(item), *_cited(item.quotes, setting)))
    made["opinion"] = "disagree"
    made["object_refs"] = [subject_ref(case, setting)]
    return extended(made, setting, subject=case.subject.id, item=item_to_json(item))


def link_object(item: Item, case: SharedCase, target: str, setting: Setting) -> Object:
    """A link to another subject of the export, whose object has the id `target`."""
    made = head("relationship", item.id, case, setting)
    made["relationship_type"] = "related-to"
    made["description"] = "\n".join((sentence(item), *_cited(item.quotes[:3], setting)))
    made["source_ref"] = subject_ref(case, setting)
    made["target_ref"] = target
    return extended(made, setting, subject=case.subject.id, item=item_to_json(item))


def report_object(row: ReportRow, refs: list[str], tlp: Tlp, by: str, setting: Setting) -> Object:
    """A report as it is cited, with all objects of this export that rest on it.

    Another choice of cases has another object for it, as other objects would stand in it.
    """
    internal = f"{row.id} {setting.scope}" if setting.scope else row.id
    made: Object = {
        "type": "report",
        "spec_version": "2.1",
        "id": stix_id("report", setting.key(by), internal),
        "created_by_ref": producer(by),
        "object_marking_refs": [marking(tlp)],
        "name": row.title or row.id,
        "report_types": ["threat-actor"],
        "published": timestamp(row.published),
        "object_refs": refs,
    }
    source: Object = {"source_name": row.publisher or "unknown publisher"}
    if row.url:
        source["url"] = row.url
        if row.sha256:
            source["hashes"] = {"SHA-256": row.sha256}
    source["external_id"] = row.id
    made["external_references"] = [source]
    return extended(made, setting, report=report_to_json(row))
