"""Review: one question a page, answered by buttons or keys, with ten steps back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casewatch.review.judging import Author
from casewatch.review.outward import question_to_json
from casewatch.review.questions import KEYS, Question
from casewatch.review.queue import find_question
from casewatch.serving import judging
from casewatch.serving.problems import ConflictError
from casewatch.serving.rendering import answer
from casewatch.serving.sittings import Given, Sitting
from casewatch.serving.spans import Lit, Piece, cut
from casewatch.serving.state import Served, caller_of, served_of
from casewatch.serving.strings import words
from casewatch.serving.tlp import deciding, hidden, seen
from casewatch.serving.views import View, split_form

router = APIRouter(include_in_schema=False)
COOKIE = "sitting"
KINDS = ("merge", "cluster", "contradiction", "doubt")


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the first of each name. Raises nothing: what is none is empty."""
    body = await request.body()
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200)
    return {key: values[0].replace("\0", "") for key, values in fields.items()}


def keyed(question: Question) -> list[tuple[str, str, str]]:
    """What can be answered: the key, the verdict, and what it would mean.

    Of verdicts that mean the same the first is offered.
    """
    found: list[tuple[str, str, str]] = []
    for verdict, meaning in question.verdicts.items():
        if any(meaning == m for _, _, m in found):
            continue
        found.append((KEYS.get(verdict, verdict), verdict, meaning))
    return found


def _pieces(question: Question) -> list[list[tuple[Any, tuple[Piece, ...]]]]:
    return [
        [
            (p, cut(p.text, [Lit(s, n, "lit") for n, s in enumerate(p.lit, 1)]))
            for p in side.passages
        ]
        for side in question.shown
    ]


def _kind(request: Request) -> str:
    kind = request.query_params.get("kind", "")
    return kind if kind in KINDS else ""


def _view(request: Request, sitting: Sitting, conflict: str = "", one: str = "") -> View:
    snapshot = seen(request)
    every = snapshot.questions if not hidden(request) else ()
    kind = _kind(request)
    wanted = [q for q in every if not kind or q.kind == kind]
    left = list(sitting.open(wanted))
    current = find_question(every, one) if one else (left[0] if left else None)
    after = next((q for q in left if current is None or q.id != current.id), None)
    counts = {k: sum(q.kind == k for q in every) for k in KINDS}
    return View(
        "review.html",
        words("review.title"),
        lambda: [question_to_json(q) for q in wanted],
        lambda: [
            {"id": q.id, "kind": q.kind, "ask": q.ask, "weight": q.weight, "hangs_on_it": q.hangs,
             "cases": list(q.cases), "verdicts": list(q.verdicts)}
            for q in wanted
        ],
        {
            "question": current, "pieces": _pieces(current) if current else [],
            "keyed": keyed(current) if current else [], "after": after, "kind": kind,
            "counts": counts, "left": len(left), "sitting": sitting, "conflict": conflict,
            "names": {c: snapshot.cases[c].name for q in ([current] if current else [])
                      for c in q.cases if c in snapshot.cases},
            "may": caller_of(request).may("decide"), "once": bool(one),
        },
    )  # fmt: skip


def _with_cookie(request: Request, response: Response, key: str) -> Response:
    if request.cookies.get(COOKIE) != key:
        response.set_cookie(COOKIE, key, httponly=True, samesite="lax",
                            secure=served_of(request).settings.secure)  # fmt: skip
    return response


async def _page(request: Request, form: str, conflict: str = "", one: str = "") -> Response:
    key, sitting = served_of(request).sittings.of(request.cookies.get(COOKIE))
    found = await answer(request, form, lambda: _view(request, sitting, conflict, one), keep=False)
    if conflict:
        found.status_code = 409
    return _with_cookie(request, found, key)


@router.get("/review")
async def review(request: Request) -> Response:
    """The next open question."""
    return await _page(request, "html")


@router.get("/review.{form}")
async def review_as(request: Request, form: str) -> Response:
    """The open questions in another form."""
    return await _page(request, split_form(f"x.{form}")[1])


@router.get("/questions/{name}")
async def question_page(request: Request, name: str) -> Response:
    """One question by its id."""
    return await _page(request, "html", one=name)


def _answered(served: Served, request: Request, sitting: Sitting, fields: dict[str, str]) -> None:
    caller = deciding(request)
    author = Author(caller.name, fields.get("because", "").strip()[:2000], {"from": "review"})
    question = find_question(served.desk.now().questions, fields.get("question", ""))
    decision = judging.answer_question(served.desk, question, fields.get("verdict", ""), author)
    sitting.gave(Given(question.id, question.ask, decision.verdict, decision.id))


def _was_answered(served: Served, name: str) -> ConflictError | None:
    for d in reversed(served.desk.store.decisions()):
        if d.grounds.get("question") == name and d.undone is None:
            return judging.told(d)
    return None


@router.post("/review")
async def give(request: Request) -> Response:
    """Keeps an answer, skips, or takes the last one back; then shows the next question."""
    served = served_of(request)
    key, sitting = served.sittings.of(request.cookies.get(COOKIE))
    fields = await form_of(request)
    do = fields.get("do", "answer")
    kind = fields.get("kind", "")
    to = f"/review?kind={kind}" if kind in KINDS else "/review"
    if do == "back":
        await run_in_threadpool(_back, served, request, sitting)
    elif do == "skip":
        sitting.gave(Given(fields.get("question", ""), fields.get("ask", "")[:200], "skip", ""))
    else:
        try:
            await run_in_threadpool(_answered, served, request, sitting, fields)
        except Exception as error:
            name = fields.get("question", "")
            conflict = error if isinstance(error, ConflictError) else _was_answered(served, name)
            if conflict is None:
                raise
            return await _page(request, "html", str(conflict))
    return _with_cookie(request, RedirectResponse(to, 303), key)


def _back(served: Served, request: Request, sitting: Sitting) -> None:
    caller = deciding(request)
    last = sitting.back()
    if last is not None and last.decision:
        # A slip of the finger is no judgement: what undoing writes is taken back with it.
        author = Author(caller.name, "", {"from": "review"})
        judging.undo(served.desk, last.decision, author, altogether=True)
