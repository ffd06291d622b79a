"""Case files to take away, in the formats of others."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from casewatch.serving.exports import export
from casewatch.serving.problems import WebError
from casewatch.serving.state import caller_of, served_of
from casewatch.serving.tlp import hidden

router = APIRouter(include_in_schema=False)


async def exported(request: Request, name: str, kind: str) -> Response:
    """One case file as a file of another format."""
    served, tlp = served_of(request), request.query_params.get("tlp", "")

    def make() -> tuple[str, str, str]:
        if hidden(request):
            raise WebError(403, "some reports are marked above what this token may read: nothing "
                           "that may rest on them leaves by it")  # fmt: skip
        case = served.desk.now().case(name)
        return export(served.desk, case.id, kind, tlp, caller_of(request).tlp)

    text, media, file = await run_in_threadpool(make)
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"}
    return Response(text, headers=headers, media_type=media)


@router.get("/exports/{kind}/{name}")
async def export_page(request: Request, kind: str, name: str) -> Response:
    """A case file as STIX, MISP or FollowTheMoney."""
    return await exported(request, name, kind)
