"""MISP objects, attributes and references as plain JSON, from the templates of MISP."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from casewatch.sharing.stix.fixed import NAMESPACE

Json = dict[str, Any]
#: Stands before JSON in the comment of an object.
MARK = "casewatch "
#: MISP cuts longer values, or refuses them.
LONGEST = 60_000


def misp_uuid(*parts: str) -> str:
    """The id of a part, from internal ids."""
    return str(uuid.uuid5(NAMESPACE, " ".join(("misp", *parts))))


@cache
def templates() -> dict[str, Any]:
    """The templates of objects, by name."""
    text = (files("casewatch.sharing") / "data" / "misp.toml").read_text("utf-8")
    return tomllib.loads(text)


def object_of(
    template: str,
    name: str,
    values: Iterable[tuple[str, str | None]],
    stamp: str,
    comment: str = "",
) -> Json:
    """An object of a template; `values` are relation and value, blanks left out."""
    known = templates()[template]
    attributes = []
    for relation, value in dict.fromkeys(values):
        if value and value.strip():
            type_, category = known["attributes"][relation]
            attributes.append(
                {
                    "uuid": misp_uuid(name, relation, value),
                    "object_relation": relation,
                    "type": type_,
                    "category": category,
                    "to_ids": False,
                    "disable_correlation": relation in ("text", "summary", "role", "status"),
                    "timestamp": stamp,
                    "value": value[:LONGEST],
                }
            )
    return {
        "uuid": name,
        "name": template,
        "meta-category": known["category"],
        "template_uuid": known["uuid"],
        "template_version": known["version"],
        "description": "",
        "distribution": "5",
        "timestamp": stamp,
        "comment": comment,
        "Attribute": attributes,
        "ObjectReference": [],
    }


def refer(of: Json, to: Json, how: str) -> None:
    """Adds a reference from one object to another."""
    of["ObjectReference"].append(
        {
            "uuid": misp_uuid(of["uuid"], to["uuid"], how),
            "object_uuid": of["uuid"],
            "referenced_uuid": to["uuid"],
            "relationship_type": how,
            "timestamp": of["timestamp"],
            "comment": "",
        }
    )
