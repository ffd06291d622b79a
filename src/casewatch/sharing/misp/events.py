"""One MISP event for each case: the subject, what happened, what is said, and the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from casewatch.model.facts import canonical_json
from casewatch.resolving.names import fold
from casewatch.sharing.misp.parts import MARK, Json, misp_uuid, object_of, refer
from casewatch.sharing.model import Item, ReportRow, Share, SharedCase, Tlp
from casewatch.sharing.plain import item_to_json, report_to_json, subject_to_json
from casewatch.sharing.stix.fixed import PRODUCER
from casewatch.sharing.stix.objects import undisputed
from casewatch.sharing.stix.stamps import Stamps
from casewatch.sharing.words import sentence, summary

#: How far an event goes in MISP, by its marking: own organisation, community, connected, all.
_DISTRIBUTION: dict[Tlp, str] = {
    "clear": "3", "green": "2", "amber": "1", "amber+strict": "0", "red": "0",
}  # fmt: skip
#: Kinds of items that have an annotation of their own; the others stand in the subject.
_OWN_OBJECT = frozenset({"happening", "said", "link", "contradiction", "scheme", "sum"})
_NO_TIME = "0"


def events(
    share: Share,
    stamps: Stamps,
    *,
    producer: str = PRODUCER,
    clusters: Mapping[str, str] | None = None,
) -> Iterator[Json]:
    """An event for each case. `clusters` are names of threat actors in the galaxy of MISP, by
    their folded names and synonyms, those that only one of them has."""
    for case in share.cases:
        made = _event(case, share, producer, clusters or {})
        by = f"{case.subject.producer or producer} misp"
        stamped = stamps.stamped({"id": f"x-misp--{made['uuid']}", **made}, by, case.subject.id)
        moment = str(int(datetime.fromisoformat(stamped["modified"]).timestamp()))
        yield _dated(made, moment)


def _dated(made: Json, moment: str) -> Json:
    made["timestamp"] = moment
    for one in made["Object"]:
        one["timestamp"] = moment
        for part in (*one["Attribute"], *one["ObjectReference"]):
            part["timestamp"] = moment
    return made


def _event(case: SharedCase, share: Share, producer: str, clusters: Mapping[str, str]) -> Json:
    s = case.subject
    by, tlp = s.producer or producer, s.tlp or share.tlp
    rows = [share.reports[r] for r in case.reports if r in share.reports]
    days = [row.published[:10] for row in rows if row.published and len(row.published) >= 10]
    subject = _subject(case, by)
    reports = {row.id: _report(row, case, by) for row in rows}
    told = [i for i in case.items if i.kind in _OWN_OBJECT]
    notes = [_annotation(i, case, by, share.reports) for i in told]
    for item, note in zip(told, notes, strict=True):
        refer(note, subject, "annotates")
        for report in dict.fromkeys(q.report for q in item.quotes):
            if report in reports:
                refer(note, reports[report], "derived-from")
    tags = [{"name": f"tlp:{tlp}"}]
    if cluster := _cluster(case, clusters):
        tags.append({"name": f'misp-galaxy:threat-actor="{cluster}"'})
    return {
        "uuid": misp_uuid(by, s.id),
        "info": f"{s.name}: {summary(case)}",
        "date": max(days, default="1970-01-01"),
        "timestamp": _NO_TIME,
        "publish_timestamp": _NO_TIME,
        "published": False,
        "threat_level_id": "4",
        "analysis": "2",
        "distribution": _DISTRIBUTION[tlp],
        "Orgc": {"uuid": misp_uuid("org", by), "name": by},
        "Tag": tags,
        "Attribute": [],
        "Object": [subject, *_court(case, by, subject), *notes, *reports.values()],
    }


def _cluster(case: SharedCase, clusters: Mapping[str, str]) -> str | None:
    """The one threat actor of the galaxy that an undisputed name of a gang stands for."""
    if case.subject.group_kind != "gang":
        return None
    names = {fold(str(i.value["name"])) for i in case.of("name") if not i.value["shared_with"]}
    found = {clusters[name] for name in names if name in clusters}
    return found.pop() if len(found) == 1 else None


def _subject(case: SharedCase, by: str) -> Json:
    s = case.subject
    items = [item_to_json(i) for i in case.items if i.kind not in _OWN_OBJECT]
    # Marking and producer stand in the event itself.
    told = subject_to_json(replace(s, tlp=None, producer=""))
    blob = MARK + canonical_json({"subject": told, "items": items})
    name = misp_uuid(by, s.id, "subject")
    aliases = [("alias", x) for x in undisputed(case, frozenset({"name", "spelling"}))]
    handles = undisputed(case, frozenset({"handle"}))
    if s.kind == "person":
        traits = case.of("trait")
        nations = [str(t.value["value"]) for t in traits if t.value["property"] == "nationality"]
        values = [
            ("full-name", s.name), *aliases, *(("handle", h) for h in handles),
            *(("nationality", n) for n in nations), ("role", _role(case)), ("text", summary(case)),
        ]  # fmt: skip
        return object_of("person", name, values, _NO_TIME, blob)
    values = [
        ("name", s.name), *aliases, *(("alias", h) for h in handles),
        ("type-of-organization", s.group_kind or "group"), ("description", summary(case)),
    ]  # fmt: skip
    return object_of("organization", name, values, _NO_TIME, blob)


def _role(case: SharedCase) -> str | None:
    """The role in MISP's words: a culprit is only who was found guilty."""
    standing = case.of("standing")
    if not standing or standing[0].value["cleared"]:
        return None
    return "Culprit" if case.found_guilty else "Accused"


def _court(case: SharedCase, by: str, subject: Json) -> tuple[Json, ...]:
    """The proceedings against a person, as reports tell them."""
    if case.subject.kind != "person" or not case.of("standing"):
        return ()
    told = "\n".join(f"{sentence(i)}" for i in case.of("happening"))
    values = [
        ("name", f"Proceedings against {case.subject.name}, as reported"),
        ("status", summary(case)),
        ("summary", told),
    ]
    made = object_of("ftm-CourtCase", misp_uuid(by, case.subject.id, "court"), values, _NO_TIME)
    refer(made, subject, "related-to")
    return (made,)


def _annotation(item: Item, case: SharedCase, by: str, reports: Mapping[str, ReportRow]) -> Json:
    words = [f"{case.subject.name}: {sentence(item)}"]
    links = []
    for q in item.quotes:
        row = reports.get(q.report)
        where = ", ".join(x for x in ((row.publisher, row.published) if row else ()) if x)
        words.append(f"“{' '.join(q.quote.split())}” ({where or q.report})")
        if row and row.url.startswith(("http://", "https://")):
            links.append(("ref", row.url))
    name = misp_uuid(by, case.subject.id, item.id)
    blob = MARK + canonical_json({"item": item_to_json(item)})
    return object_of("annotation", name, [("text", "\n".join(words)), *links], _NO_TIME, blob)


def _report(row: ReportRow, case: SharedCase, by: str) -> Json:
    name = misp_uuid(by, case.subject.id, "report", row.id)
    blob = MARK + canonical_json({"report": report_to_json(row)})
    link = row.url if row.url.startswith(("http://", "https://")) else None
    if row.publisher:
        values = [("source", row.publisher), ("title", row.title or row.id), ("link", link)]
        return object_of("news-media", name, values, _NO_TIME, blob)
    return object_of("report", name, [("title", row.title or row.id)], _NO_TIME, blob)
