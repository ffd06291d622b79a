"""Screen: names pasted, one a line, and who each could be, with the reasons."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from casewatch.serving import screening
from casewatch.serving.pages.review import form_of
from casewatch.serving.rendering import answer
from casewatch.serving.state import served_of
from casewatch.serving.strings import words
from casewatch.serving.tlp import seen
from casewatch.serving.views import FORMS, View

router = APIRouter(include_in_schema=False)


def _view(request: Request, pasted: str) -> View:
    served = served_of(request)
    asked = screening.queries(pasted)
    results = screening.screen(served.desk, seen(request), asked) if asked else []
    return View(
        "screen.html",
        words("screen.title"),
        lambda: [screening.result_to_json(r) for r in results],
        lambda: list(screening.rows(results)),
        {"pasted": pasted, "results": results, "lists": screening.list_names(served.desk),
         "most": screening.MOST_NAMES},
    )  # fmt: skip


@router.get("/screen")
async def screen_page(request: Request) -> Response:
    """The form; with `name` in the address, the answer for one name."""
    name = request.query_params.get("name", "")[: screening.LONGEST]
    return await answer(request, "html", lambda: _view(request, name), keep=False)


@router.get("/screen.{form}")
async def screen_as(request: Request, form: str) -> Response:
    """One name in another form."""
    name = request.query_params.get("name", "")[: screening.LONGEST]
    form = form if form in FORMS else "html"
    return await answer(request, form, lambda: _view(request, name), keep=False)


@router.post("/screen")
async def screen_names(request: Request) -> Response:
    """The answer for pasted names, which are kept nowhere."""
    fields = await form_of(request)
    form = fields.get("form", "html")
    pasted = fields.get("names", "")
    form = form if form in FORMS else "html"
    return await answer(request, form, lambda: _view(request, pasted), keep=False)
