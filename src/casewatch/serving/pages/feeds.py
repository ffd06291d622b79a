"""Feeds: how each fares, and following another one."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casewatch.serving.feeds import Feeds
from casewatch.serving.pages.review import form_of
from casewatch.serving.rendering import answer
from casewatch.serving.state import served_of
from casewatch.serving.strings import words
from casewatch.serving.tlp import deciding
from casewatch.serving.views import View, split_form

router = APIRouter(include_in_schema=False)


def _feeds(request: Request) -> Feeds:
    served = served_of(request)
    return served.feeds or Feeds(served.desk.store)


async def _page(request: Request, form: str) -> Response:
    def view() -> View:
        found = _feeds(request).health()
        return View("feeds.html", words("feeds.title"), lambda: found, lambda: found,
                    {"feeds": found})  # fmt: skip

    return await answer(request, form, view, keep=False)


@router.get("/feeds")
async def feeds_page(request: Request) -> Response:
    """All feeds with their health."""
    return await _page(request, "html")


@router.get("/feeds.{form}")
async def feeds_as(request: Request, form: str) -> Response:
    """The same in another form."""
    return await _page(request, split_form(f"x.{form}")[1])


@router.post("/feeds")
async def follow(request: Request) -> Response:
    """Follows a feed, or one no longer."""
    fields = await form_of(request)

    def do() -> None:
        deciding(request)
        feeds = _feeds(request)
        if fields.get("do") == "remove":
            feeds.remove(fields.get("name", ""))
        else:
            unseen = bool(fields.get("unseen"))
            feeds.follow(fields.get("url", ""), fields.get("name", ""), unseen=unseen)

    await run_in_threadpool(do)
    return RedirectResponse("/feeds", 303)
