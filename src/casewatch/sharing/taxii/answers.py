"""The answers of the server: bodies as text, so that stored objects go out as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from casewatch.sharing.taxii.media import STIX, TAXII
from casewatch.store.sharing import Collection, Published

_FIRST, _LAST = "X-TAXII-Date-Added-First", "X-TAXII-Date-Added-Last"


def answer(body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A response of the one media type."""
    return Response(
        body, status, {**(headers or {}), "Content-Type": TAXII, "Cache-Control": "no-store"}
    )


def plain(value: Any, status: int = 200) -> Response:
    """A response with a JSON value."""
    return answer(json.dumps(value, ensure_ascii=False), status)


def problem(
    status: int, title: str, description: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """An error as TAXII words it; its media type is that of every answer."""
    told = {"title": title, "http_status": str(status)}
    if description:
        told["description"] = description
    return answer(json.dumps(told, ensure_ascii=False), status, headers)


def collection_to_json(one: Collection) -> dict[str, Any]:
    """A collection as it is listed."""
    return {
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "alias": one.alias,
        "can_read": True,
        "can_write": False,
        "media_types": [STIX],
    }


def _dated(page: Sequence[Published]) -> dict[str, str]:
    if not page:
        return {}
    return {_FIRST: page[0].added, _LAST: page[-1].added}


def _page(
    name: str, parts: Sequence[str], page: Sequence[Published], next_: str | None
) -> Response:
    if not parts:
        return answer("{}")
    more = f'"more": true, "next": {json.dumps(next_)}, ' if next_ else '"more": false, '
    return answer(f'{{{more}"{name}": [{", ".join(parts)}]}}', headers=_dated(page))


def envelope(page: Sequence[Published], next_: str | None) -> Response:
    """Objects."""
    return _page("objects", [one.object for one in page], page, next_)


def manifest(page: Sequence[Published], next_: str | None) -> Response:
    """What objects there are, without them."""
    parts = [
        json.dumps(
            {"id": one.id, "date_added": one.added, "version": one.version, "media_type": STIX}
        )
        for one in page
    ]
    return _page("objects", parts, page, next_)


def versions(page: Sequence[Published], next_: str | None) -> Response:
    """The versions of an object."""
    return _page("versions", [json.dumps(one.version) for one in page], page, next_)
