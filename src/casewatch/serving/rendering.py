"""From views to answers: templates, entity tags, and what was rendered kept while it holds."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from casewatch.cases import wording
from casewatch.cases.states import state
from casewatch.serving import dates
from casewatch.serving.draw.timeline import tone
from casewatch.serving.state import Served, caller_of, served_of
from casewatch.serving.strings import words
from casewatch.serving.told import decision_words, one_each, readable
from casewatch.serving.views import FORMS, HTML, View, to_csv, to_markdown
from casewatch.version import VERSION

THEMES = ("auto", "light", "dark")


@cache
def assets() -> str:
    """A value that changes with the files under `static`."""
    found = hashlib.sha256(VERSION.encode())
    folder = files("casewatch.serving").joinpath("static")
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def link(*parts: str) -> str:
    """A path whose parts are quoted, slashes in a part kept."""
    return "/" + "/".join(quote(p, safe="/:~") for p in parts)


def source_link(source: Any) -> str:
    """The address of the words of a source: its report, lit at the span."""
    return f"{link('reports', source.report)}?span={source.span.start}-{source.span.end}#here"


def sentence(text: str) -> str:
    """Text with its first letter large."""
    return text[:1].upper() + text[1:]


_ISO = re.compile(r"(?<![\w-])(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?(?![\w-])")


def dated(text: str) -> str:
    """Words of our own with the days in them as people write them."""
    return _ISO.sub(lambda m: dates.told(m[0]), str(text))


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("casewatch.serving", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.update(
        t=words,
        link=link,
        source_link=source_link,
        assets=assets(),
        version=VERSION,
        wording=wording,
        state=state,
        one_each=one_each,
        apart=dates.apart,
        tone=tone,
    )
    made.filters.update(
        told=dates.told,
        readable=readable,
        decided=decision_words,
        dated=dated,
        sentence=sentence,
        plain=lambda text: str(text).replace("_", " "),
    )
    return made


@cache
def environment() -> Environment:
    """The templates; everything put into them is escaped."""
    return _environment()


class Rendered:
    """Answers kept by what they depend on, the least used going first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[bytes, str, int]] = OrderedDict()

    def get(self, key: str) -> tuple[bytes, str, int] | None:
        """Body, media type and status, where it is kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, value: tuple[bytes, str, int]) -> None:
        """Keeps one, if it is not too large, and lets others go."""
        cost = len(value[0]) + 500
        if cost > self._size // 8:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value
            self._held += cost
            while self._held > self._size:
                _, (body, _, _) = self._kept.popitem(last=False)
                self._held -= len(body) + 500


def theme_of(request: Request) -> str:
    """The theme that somebody chose; `auto` follows their system."""
    chosen = request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def page_path(request: Request, form: str) -> str:
    """The address of this page in another form."""
    path = request.url.path
    head = path.rpartition(".")[0] if path.rpartition(".")[2] in FORMS else path
    query = f"?{request.url.query}" if request.url.query else ""
    if head == "/":
        head = "/home"
    return f"{quote(head, safe='/:~')}.{form}{query}"


def common(request: Request, served: Served) -> dict[str, Any]:
    """What every page's template may use."""
    return {
        "path": request.url.path,
        "theme": theme_of(request),
        "caller": caller_of(request),
        "access": served.settings.access,
        "stale": served.desk.stale,
        "formed": lambda form: page_path(request, form),
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "feeds_there": served.feeds is not None,
    }


def html(request: Request, template: str, **context: Any) -> str:
    """A template with what all pages share."""
    served = served_of(request)
    return environment().get_template(template).render(**common(request, served), **context)


def _body(request: Request, view: View, form: str) -> tuple[bytes, str]:
    if form == "json":
        return json.dumps(view.data(), ensure_ascii=False, indent=1).encode(), FORMS["json"]
    if form == "csv":
        return to_csv(view.rows()).encode("utf-8-sig"), FORMS["csv"]
    if form == "md":
        text = view.markdown() if view.markdown else to_markdown(view.title, view.rows())
        return text.encode(), FORMS["md"]
    return html(request, view.template, title=view.title, **view.context).encode(), HTML


def _made(request: Request, make: Callable[[], View], form: str) -> tuple[bytes, str, int]:
    view = make()
    body, media = _body(request, view, form)
    return body, media, view.status


def _tag(request: Request, served: Served, form: str, more: str) -> str:
    who = caller_of(request)
    parts = [
        served.desk.version(), str(served.desk.stale), served.desk.beside(), assets(), form,
        str(request.url.path), str(request.url.query), theme_of(request),
        who.name, who.role, who.tlp, request.headers.get("hx-request", ""), more,
    ]  # fmt: skip
    return '"' + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20] + '"'


async def answer(
    request: Request, form: str, make: Callable[[], View], *, keep: bool = True, more: str = ""
) -> Response:
    """The view in the form asked for; 304 where the client has it, from what is kept if it can.

    `keep` is false for what depends on more than the store, the files beside it and the
    address; `more` is whatever else it depends on.
    """
    served = served_of(request)
    headers = {"Cache-Control": "private, no-cache"}
    if not keep:
        body, media, status = await run_in_threadpool(_made, request, make, form)
        return Response(body, status, {"Cache-Control": "no-store"}, media)
    tag = _tag(request, served, form, more)
    headers["ETag"] = tag
    headers["Vary"] = "Cookie, HX-Request"
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    found = served.rendered.get(tag)
    if found is None:
        found = await run_in_threadpool(_made, request, make, form)
        if tag == _tag(request, served, form, more):
            served.rendered.put(tag, found)
        else:
            # The store changed while this was made: nobody may take it for the newer state.
            headers.pop("ETag")
    return Response(found[0], found[2], headers, found[1])
