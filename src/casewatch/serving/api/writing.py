"""REST, what changes something: reports to read, decisions, watches, feeds; and screening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from casewatch.model.reading import reading_to_json
from casewatch.review.judging import Author
from casewatch.review.queue import find_question
from casewatch.screening.query import Query
from casewatch.serving import correcting, judging, screening
from casewatch.serving.api import models
from casewatch.serving.api.reading import Id
from casewatch.serving.api.shared import failures, given
from casewatch.serving.feeds import Feeds
from casewatch.serving.intake import fetched, read
from casewatch.serving.problems import WebError
from casewatch.serving.state import served_of
from casewatch.serving.tlp import deciding, hidden, seen
from casewatch.serving.told import told_decision
from casewatch.serving.watches import watch_of
from casewatch.store import Decision
from casewatch.watching.outward import alert_to_json, result_to_json, watch_to_json

router = APIRouter()
CHANGES = failures(404, 409, 413, 415, 422)


def _author(request: Request, because: str) -> Author:
    return Author(deciding(request).name, because.strip(), {"from": "rest"})


async def _decided(request: Request, do: Callable[[], Decision]) -> Response:
    return await given(request, lambda: told_decision(do()), status=201)


def _span(span: tuple[int, int] | None) -> str:
    return f"{span[0]}-{span[1]}" if span else ""


@router.post("/reports", status_code=201, responses=CHANGES)
async def add_report(request: Request, body: models.ReportIn) -> Response:
    """Reads one report and keeps it. 201 where anything about it was new, 200 where not."""
    fresh: list[bool] = []

    def make() -> dict[str, Any]:
        deciding(request)
        reading, new = read(served_of(request).desk, [fetched(body.model_dump())])
        fresh.append(new)
        return reading_to_json(reading)

    found = await given(request, make, status=201)
    if fresh and not fresh[0]:
        found.status_code = 200
    return found


@router.post("/merges", status_code=201, responses=CHANGES)
async def merge(request: Request, body: models.MergeIn) -> Response:
    """Judges two case files to be of one and the same; gives the decision."""
    desk = served_of(request).desk
    return await _decided(
        request,
        lambda: judging.merge(desk, body.a, body.b, _author(request, body.because), body.seen),
    )


@router.post("/separations", status_code=201, responses=CHANGES)
async def separate(request: Request, body: models.SeparateIn) -> Response:
    """Judges two to be two, or takes reports out of a case file; gives the decision."""
    desk = served_of(request).desk
    return await _decided(
        request,
        lambda: judging.separate(
            desk,
            body.a,
            _author(request, body.because),
            b=body.b,
            reports=body.reports,
            known=body.seen,
        ),
    )


@router.post("/cases/{name}/names", status_code=201, responses=CHANGES)
async def correct_name(request: Request, name: Id, body: models.NameIn) -> Response:
    """Judges that a name is none of theirs, or was misread and stands at other words."""
    desk = served_of(request).desk
    return await _decided(
        request,
        lambda: correcting.name(
            desk,
            name,
            body.name,
            _author(request, body.because),
            report=body.report,
            span=_span(body.span),
            known=body.seen,
        ),
    )


@router.post("/cases/{name}/facts", status_code=201, responses=CHANGES)
async def set_aside(request: Request, name: Id, body: models.FactIn) -> Response:
    """Judges that an event does not count for a case file."""
    desk = served_of(request).desk
    return await _decided(
        request,
        lambda: correcting.fact(
            desk,
            name,
            body.what,
            _author(request, body.because),
            report=body.report,
            span=_span(body.span),
            known=body.seen,
        ),
    )


@router.post("/questions/{name}/answer", status_code=201, responses=CHANGES)
async def answer(request: Request, name: Id, body: models.AnswerIn) -> Response:
    """Answers an open question. 409 where somebody answered it first: nothing is kept then."""
    desk = served_of(request).desk

    def do() -> Decision:
        author = _author(request, body.because)
        question = find_question(desk.now().questions, name)
        return judging.answer_question(desk, question, body.verdict, author)

    return await _decided(request, do)


@router.post("/decisions/{name}/undo", status_code=201, responses=CHANGES)
async def undo(request: Request, name: Id, body: models.UndoIn) -> Response:
    """Takes a decision back; `written` is the "not the same" that undoing a merge keeps."""

    def make() -> dict[str, Any]:
        author = _author(request, body.because)
        undone = judging.undo(served_of(request).desk, name, author, altogether=body.altogether)
        written = None if body.altogether else undone.written
        return {
            "undone": told_decision(undone.decision),
            "written": None if written is None else told_decision(written),
        }

    return await given(request, make, status=201)


@router.post("/screen", responses=failures(413, 415, 422))
async def screen(request: Request, body: models.ScreenIn) -> Response:
    """Who in the store or a loaded list could bear each name, with the grounds."""

    def make() -> list[dict[str, Any]]:
        asked = [Query(x.name, x.born, x.country.upper()[:2], x.kind) for x in body.names]
        found = screening.screen(served_of(request).desk, seen(request), asked, body.most)
        return [screening.result_to_json(r) for r in found]

    return await given(request, make)


def _whole(request: Request) -> None:
    if hidden(request):
        raise WebError(403, "watches run on all reports, and this token may not read all of them")


@router.get("/watches", responses=failures())
async def watches(request: Request) -> Response:
    """All watches and how each stands."""

    def make() -> list[dict[str, Any]]:
        _whole(request)
        return [result_to_json(r) for r in served_of(request).watches.digest().results]

    return await given(request, make)


@router.get("/watches/{name}", responses=failures(404))
async def watch(request: Request, name: Id) -> Response:
    """One watch with its series."""

    def make() -> dict[str, Any]:
        _whole(request)
        for result in served_of(request).watches.digest().results:
            if result.watch.id == name:
                return result_to_json(result, full=True)
        raise WebError(404, f"there is no watch {name[:60]}")

    return await given(request, make)


@router.post("/watches/try", responses=CHANGES)
async def try_watch(request: Request, body: models.WatchIn) -> Response:
    """How often a watch would have fired on its past; nothing is kept."""

    def make() -> dict[str, Any]:
        _whole(request)
        fields = body.model_dump(exclude={"subject", "why"})
        one = watch_of(body.subject, body.why, "nobody", **fields)
        return result_to_json(served_of(request).watches.tried(one), full=True)

    return await given(request, make)


@router.post("/watches", status_code=201, responses=CHANGES)
async def add_watch(request: Request, body: models.WatchIn) -> Response:
    """Keeps a watch from the newest week on."""

    def make() -> dict[str, Any]:
        caller = deciding(request)
        fields = body.model_dump(exclude={"subject", "why"})
        one = watch_of(body.subject, body.why, caller.name, **fields)
        return result_to_json(served_of(request).watches.add(one))

    return await given(request, make, status=201)


@router.patch("/watches/{name}", responses=CHANGES)
async def change_watch(request: Request, name: Id, body: models.WatchChange) -> Response:
    """Changes the note or the rate of a watch; its id follows what is asked."""

    def make() -> dict[str, Any]:
        deciding(request)
        found = served_of(request).watches.change(name, why=body.why, every=body.every)
        return watch_to_json(found)

    return await given(request, make)


@router.delete("/watches/{name}", responses=CHANGES)
async def remove_watch(request: Request, name: Id) -> Response:
    """Takes a watch away; gives what it was."""

    def make() -> dict[str, Any]:
        deciding(request)
        return watch_to_json(served_of(request).watches.remove(name))

    return await given(request, make)


@router.get("/alerts", responses=failures())
async def alerts(request: Request, new: bool = False) -> Response:
    """All alerts since each watch was added, the oddest first; only those not read where asked."""

    def make() -> dict[str, Any]:
        _whole(request)
        digest = served_of(request).watches.digest()
        return {
            "alerts": [alert_to_json(a) | {"new": a.key in digest.new}
                       for a in digest.alerts if not new or a.key in digest.new],
            "failed": {r.watch.id: r.failed for r in digest.results if r.failed},
        }  # fmt: skip

    return await given(request, make)


@router.post("/alerts/read", responses=CHANGES)
async def read_alerts(request: Request, body: models.ReadIn) -> Response:
    """Keeps that alerts were read."""

    def make() -> dict[str, Any]:
        deciding(request)
        found = served_of(request).watches
        keys = found.digest().new
        wanted = frozenset(body.alerts)
        read_now = frozenset(k for k in keys if not wanted or k in wanted)
        found.read(read_now)
        return {"read": sorted(read_now)}

    return await given(request, make)


@router.get("/feeds", responses=failures())
async def feeds(request: Request) -> Response:
    """How each feed fares, those in trouble first."""
    return await given(request, lambda: Feeds(served_of(request).desk.store).health())


@router.post("/feeds", status_code=201, responses=CHANGES)
async def add_feed(request: Request, body: models.FeedIn) -> Response:
    """Follows a feed at a public web address; it is looked at first unless `unseen`."""

    def make() -> dict[str, str]:
        deciding(request)
        found = Feeds(served_of(request).desk.store)
        return {"name": found.follow(body.url, body.name, unseen=body.unseen)}

    return await given(request, make, status=201)


@router.delete("/feeds/{name}", responses=CHANGES)
async def remove_feed(request: Request, name: Id) -> Response:
    """Follows a feed no longer; what was read of it stays."""

    def make() -> dict[str, str]:
        deciding(request)
        Feeds(served_of(request).desk.store).remove(name)
        return {"removed": name}

    return await given(request, make)
