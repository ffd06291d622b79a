"""What the addresses of the REST interface share: paging, entity tags, descriptions of failures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from casewatch.serving.problems import TITLES, WebError
from casewatch.serving.state import caller_of, served_of

#: Items on one page: as many as asked for, at most so many.
USUAL, MOST = 50, 500
_PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"}, "hint": {"type": "string"},
    },
    "required": ["title", "status", "detail"],
}  # fmt: skip


def failures(*codes: int) -> dict[int | str, dict[str, Any]]:
    """How failures are described in OpenAPI: each as problem+json."""
    content = {"application/problem+json": {"schema": _PROBLEM}}
    return {
        code: {"description": TITLES.get(code, "Failed"), "content": content}
        for code in (*codes, 400, 401, 403, 429, 503)
    }


def body_of(value: Any) -> bytes:
    """JSON with its characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


async def given(
    request: Request, make: Callable[[], Any], *, status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """The value as JSON with an entity tag; 304 where the client has it."""
    body = await run_in_threadpool(lambda: body_of(make()))
    tag = '"' + hashlib.sha256(body).hexdigest()[:20] + '"'
    told = {"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})}
    if request.method == "GET" and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    return Response(body, status, told, "application/json")


async def kept_by_state(request: Request, make: Callable[[], Any]) -> Response:
    """As `given`, for what follows from store, files beside it and address: made once for each."""
    served, caller = served_of(request), caller_of(request)
    desk = served.desk
    parts = [desk.version(), str(desk.stale), desk.beside(), caller.tlp, request.url.path,
             request.url.query, "api"]  # fmt: skip
    tag = '"' + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20] + '"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    found = served.rendered.get(tag)
    if found is None:
        body = await run_in_threadpool(lambda: body_of(make()))
        found = (body, "application/json", 200)
        if str(desk.stale) == parts[1] and desk.version() == parts[0]:
            served.rendered.put(tag, found)
        else:
            headers.pop("ETag")
    return Response(found[0], found[2], headers, found[1])


def paged(items: Sequence[Any], limit: int, cursor: str) -> dict[str, Any]:
    """One page: `items`, `total`, and `next` (a cursor) where there is more.

    The cursor is the number of the first item and a check of the one before it, so that a list
    that has changed meanwhile is not taken for the same. Raises `WebError`.
    """
    start = 0
    if cursor:
        head, _, check = cursor.partition("-")
        start = int(head) if head.isascii() and head.isdigit() and len(head) < 9 else -1
        if not 0 < start <= len(items) or _check(items[start - 1]) != check:
            raise WebError(400, "the list has changed since that cursor was given",
                           hint="begin anew without it")  # fmt: skip
    shown = items[start : start + limit]
    end = start + len(shown)
    more = f"{end}-{_check(items[end - 1])}" if end < len(items) and shown else None
    return {"items": list(shown), "total": len(items), "next": more}


def _check(item: Any) -> str:
    value = item.get("id", item) if isinstance(item, dict) else item
    return hashlib.sha256(body_of(value)).hexdigest()[:8]
