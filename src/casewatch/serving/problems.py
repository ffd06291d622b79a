"""Failures as answers: for machines problem+json (RFC 9457), for people a page in plain words."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse

from casewatch.errors import (
    CasewatchError,
    NotFoundError,
    ResolveError,
    StoreError,
    UsageError,
    WatchError,
)

MEDIA = "application/problem+json"
TITLES = {
    400: "Not understood",
    401: "Log in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not done this way",
    406: "Not to be had in that form",
    408: "Too slow",
    409: "Somebody was here before you",
    413: "Too large",
    415: "Not this kind of content",
    422: "Cannot be done",
    429: "Too many requests",
    500: "A fault of Casewatch",
    503: "Not just now",
}


class WebError(CasewatchError):
    """A failure of a request, with its HTTP status."""

    stage = "serve"

    def __init__(self, status: int, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class ConflictError(WebError):
    """Somebody else decided on the same matter since it was shown."""

    def __init__(self, message: str, *, hint: str = "", decision: str = "") -> None:
        super().__init__(409, message, hint=hint)
        self.decision = decision


def status_of(error: CasewatchError) -> int:
    """The HTTP status of a failure."""
    if isinstance(error, WebError):
        return error.status
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, UsageError | WatchError):
        return 422
    if isinstance(error, ResolveError):
        return 409
    if isinstance(error, StoreError):
        return 503
    return 422


def problem(status: int, message: str, hint: str = "", **more: Any) -> JSONResponse:
    """The answer for a machine: `title`, `status`, `detail`, and `hint` where there is one."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Failed"), "status": status,
            "detail": message} | ({"hint": hint} if hint else {}) | more  # fmt: skip
    return JSONResponse(body, status, media_type=MEDIA)


def problem_of(error: CasewatchError) -> JSONResponse:
    """The answer for a machine to a failure that was foreseen."""
    more = {}
    if isinstance(error, ConflictError) and error.decision:
        more["decision"] = error.decision
    return problem(status_of(error), error.message, error.hint, **more)
