"""The page of one report: its clean text with what was read in it lit; its original, made safe."""

from __future__ import annotations

import re
from typing import Any

import nh3
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casewatch.cases.text import safe
from casewatch.model.reading import reading_to_json
from casewatch.model.spans import Span
from casewatch.serving import marked
from casewatch.serving.facts import find_fact
from casewatch.serving.judging import last_decision
from casewatch.serving.rendering import answer, link
from casewatch.serving.spans import Lit, cut, fitting, paragraphs
from casewatch.serving.state import served_of
from casewatch.serving.tlp import may_read, seen
from casewatch.serving.views import View, split_form

router = APIRouter(include_in_schema=False)
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})\Z")
#: Characters of an original that are shown.
MOST_ORIGINAL = 200_000


def asked_spans(text: str) -> list[Span]:
    """The spans that an address asks to light: `59-76`, several with commas between."""
    found = [_SPAN.match(part) for part in text.split(",")[:20]]
    return [Span(int(m[1]), int(m[2])) for m in found if m]


def _rows(every: tuple[marked.Fact, ...], report: str, text: str) -> list[dict[str, Any]]:
    return [
        {"report": report, "n": f.number, "kind": f.kind, "says": f.says, "note": f.note,
         "modality": f.mood, "start": f.spans[0].start if f.spans else None,
         "end": f.spans[0].end if f.spans else None,
         "quote": f.spans[0].text_of(text) if f.spans else ""}
        for f in every
    ]  # fmt: skip


def _view(request: Request, name: str) -> View:
    served = served_of(request)
    may_read(request, name)
    snapshot = seen(request)
    reading = snapshot.reading(name)
    stored = served.desk.store.report(name)
    text = reading.report.text
    every = marked.facts(reading)
    spans = asked_spans(request.query_params.get("span", ""))
    here = [Lit(s, 0, "here", here=True) for s in spans]
    copies = snapshot.copies_of(name)
    return View(
        "report.html",
        reading.report.title or name,
        lambda: reading_to_json(reading),
        lambda: _rows(every, name, text),
        {
            "report": reading.report, "reader": reading.reader, "stored": stored,
            "facts": every, "text": paragraphs(cut(text, [*marked.lit(every), *here])),
            "lost": len(spans) - len(fitting(here, len(text))),
            "asked": [s.text_of(text) for s in spans if s.end <= len(text)],
            "cases": snapshot.cases_of(name), "copies": copies,
            "known": last_decision(snapshot.decisions),
            "fixing": "fix" in request.query_params,
            "holders": _holders(snapshot.cases_of(name)),
        },
    )  # fmt: skip


def _holders(cases: Any) -> dict[str, str]:
    """Names of case files by which a fact of the report finds them."""
    return {n.name: c.id for c in cases for n in c.names if not n.shared_with}


@router.get("/reports/{name:path}")
async def report_page(request: Request, name: str) -> Response:
    """One report. An id that itself ends like a form is taken for an id."""
    readings = (await run_in_threadpool(seen, request)).readings
    form = "html"
    if name not in readings:
        name, form = split_form(name)
    return await answer(request, form, lambda: _view(request, name))


#: What an original may keep: the text and its order, no picture, link, style or frame.
TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em", "strong",
        "b", "i", "br", "hr", "table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd",
        "pre", "code", "time", "figcaption", "section", "article"}  # fmt: skip
_BREAKS = re.compile(r"<(?:p|h[1-6]|li|blockquote|br|hr|tr|dt|dd|pre|section|article|figcaption|"
                     r"table|ul|ol|dl)(?=[\s/>])", re.I)  # fmt: skip


def plain_original(html: str) -> str:
    """The text of a page with its lines, nothing of its markup left.

    Whatever a page says is shown as text: markup is cleaned to few tags first, so that scripts,
    styles and hidden parts go with their content, then all of it is taken off.
    """
    cleaned = nh3.clean(html[: 4 * MOST_ORIGINAL], tags=TAGS, attributes={}, link_rel=None,
                        clean_content_tags={"script", "style", "noscript", "template"})  # fmt: skip
    broken = _BREAKS.sub(lambda m: "\n" + m[0], cleaned)
    bare = nh3.clean(broken, tags=set(), attributes={})
    import html as entities

    lines = (" ".join(line.split()) for line in entities.unescape(bare).splitlines())
    return safe("\n".join(line for line in lines if line)[:MOST_ORIGINAL])


@router.get("/originals/{name:path}")
async def original_page(request: Request, name: str) -> Response:
    """What was kept of a report as it was fetched, as text that can do nothing."""
    readings = (await run_in_threadpool(seen, request)).readings
    form = "html"
    if name not in readings:
        name, form = split_form(name)

    def view() -> View:
        served = served_of(request)
        may_read(request, name)
        report = seen(request).reading(name).report
        kept, before = served.desk.store.original(name)
        stored = served.desk.store.report(name)
        raw = before if before is not None else (kept or b"").decode("utf-8", "replace")
        text = plain_original(raw) if "html" in stored.origin.media else safe(raw)[:MOST_ORIGINAL]
        found = {"report": name, "media": stored.origin.media, "fetched": stored.origin.fetched,
                 "text": text}  # fmt: skip
        return View(
            "original.html", report.title or name, lambda: found, lambda: [found],
            {"report": report, "stored": stored, "text": text, "kept": bool(text),
             "cut": len(raw) > MOST_ORIGINAL},
        )  # fmt: skip

    return await answer(request, form, view)


@router.get("/facts/{fact}")
async def fact_page(request: Request, fact: str) -> Response:
    """The lasting address of one fact: its words in its report."""

    def where() -> str:
        report, start, end = find_fact(served_of(request).desk, fact)
        return fact_link(report, Span(start, end))

    return RedirectResponse(await run_in_threadpool(where), 302)


def fact_link(report: str, span: Span) -> str:
    """The address of the words of a fact."""
    return f"{link('reports', report)}?span={span.start}-{span.end}#here"
