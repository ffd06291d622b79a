"""The TAXII application, to be mounted at `/taxii2/`."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewatch.errors import CasewatchError
from casewatch.sharing.taxii import answers
from casewatch.sharing.taxii.media import TAXII, accepts
from casewatch.sharing.taxii.paging import QuestionError, limit_of, mark, wanted
from casewatch.store import Store
from casewatch.store.sharing import Collection, Published, collections, objects

#: The one API root: what stands between the mount and its resources.
ROOT = "api"
TITLE = "Casewatch"
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="taxii", Bearer realm="taxii"'}
_Shape = Callable[[list[Published], str | None], Response]
#: All are answered, those that would write with a refusal in TAXII's own words.
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def taxii_app(
    store_url: str | None,
    *,
    public_url: str | None = None,
    token_ok: Callable[[str], bool] | None = None,
    title: str = TITLE,
    contact: str = "",
) -> Starlette:
    """A read-only TAXII 2.1 server over what was published in the store at `store_url`.

    `public_url` is the address at which the whole server is seen from outside
    (`https://cti.example.org`), of which the API root is made; without it the address of the
    request serves. `token_ok` says whether a token may read: it comes as `Bearer`, as `Token` or
    as the password of `Basic`. Without it everybody may, so give one unless only this machine
    can ask. The store is opened for reading at the first request.
    """
    server = _Server(store_url, public_url, token_ok, title, contact)
    one = f"/{ROOT}/collections/{{collection}}"
    routes = [
        *server.routes("", server.discovery),
        *server.routes(f"/{ROOT}", server.root),
        *server.routes(f"/{ROOT}/collections", server.collections),
        *server.routes(one, server.collection),
        *server.routes(f"{one}/manifest", server.listed(answers.manifest)),
        *server.routes(f"{one}/objects", server.listed(answers.envelope)),
        *server.routes(f"{one}/objects/{{object}}", server.listed(answers.envelope)),
        *server.routes(f"{one}/objects/{{object}}/versions", server.listed(answers.versions)),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: _http_problem, 500: _broken})


async def _http_problem(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405:
        return answers.problem(403, "Not allowed", "this server is read-only")
    return answers.problem(status, "Not found" if status == 404 else "Refused")


async def _broken(_: Request, __: Exception) -> Response:
    return answers.problem(500, "Internal error", "a fault of the server")


class _Server:
    """The endpoints, with what they share."""

    def __init__(
        self,
        store_url: str | None,
        public_url: str | None,
        token_ok: Callable[[str], bool] | None,
        title: str,
        contact: str,
    ) -> None:
        self._url, self._public = store_url, public_url
        self._token_ok, self._title, self._contact = token_ok, title, contact
        self._opened: Store | None = None
        self._lock = threading.Lock()

    def _store(self) -> Store:
        with self._lock:
            if self._opened is None:
                self._opened = Store.open(self._url, readonly=True)
            return self._opened

    def routes(self, path: str, work: Callable[[Request], Response]) -> list[Route]:
        """Routes whose work is done in a thread, once the request is let in.

        Clients leave the last stroke of a path out or not, and lose their headers when they are
        sent on to another one.
        """

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._answer, request, work)

        paths = [f"{path}/", path] if path else ["/"]
        return [Route(p, endpoint, methods=_METHODS) for p in paths]

    def _answer(self, request: Request, work: Callable[[Request], Response]) -> Response:
        if self._token_ok is not None and not self._let_in(request):
            return answers.problem(401, "Not authorised", "a token is needed", headers=_CHALLENGE)
        if request.method not in ("GET", "HEAD"):
            return answers.problem(403, "Not allowed", "this server is read-only")
        if not accepts(request.headers.get("accept")):
            return answers.problem(406, "Not acceptable", f"this server answers in {TAXII}")
        try:
            return work(request)
        except QuestionError as error:
            return answers.problem(400, "Wrong question", str(error))
        except CasewatchError as error:
            return answers.problem(503, "Not available", error.message)

    def _let_in(self, request: Request) -> bool:
        kind, _, rest = request.headers.get("authorization", "").partition(" ")
        token = rest.strip()
        if kind.casefold() == "basic":
            try:
                token = base64.b64decode(token, validate=True).decode().partition(":")[2]
            except ValueError:
                return False
        elif kind.casefold() not in ("bearer", "token"):
            return False
        return bool(token and self._token_ok and self._token_ok(token))

    def discovery(self, request: Request) -> Response:
        """What API roots there are."""
        if self._public:
            root = f"{self._public.rstrip('/')}/taxii2/{ROOT}/"
        else:
            here = str(request.url.replace(query="", fragment=""))
            root = f"{here.rstrip('/')}/{ROOT}/"
        told = {
            "title": self._title,
            "description": "Case files of cybercriminals with the words they rest on; read-only.",
            "default": root,
            "api_roots": [root],
        }
        return answers.plain({**told, **({"contact": self._contact} if self._contact else {})})

    def root(self, _: Request) -> Response:
        """What the API root is."""
        return answers.plain(
            {"title": self._title, "versions": [TAXII], "max_content_length": 1_000_000}
        )

    def collections(self, _: Request) -> Response:
        """The collections that were published."""
        found = [answers.collection_to_json(c) for c in collections(self._store())]
        return answers.plain({"collections": found} if found else {})

    def collection(self, request: Request) -> Response:
        """One collection."""
        found = self._named(request)
        return answers.plain(answers.collection_to_json(found)) if found else _unknown()

    def _named(self, request: Request) -> Collection | None:
        name = request.path_params["collection"]
        every = collections(self._store())
        return next((c for c in every if name in (c.id, c.alias)), None)

    def listed(self, shape: _Shape) -> Callable[[Request], Response]:
        """The objects of a collection, their manifest, or the versions of one, in pages."""

        def work(request: Request) -> Response:
            found = self._named(request)
            if found is None:
                return _unknown()
            query = list(request.query_params.multi_items())
            one = request.path_params.get("object")
            if one is not None:
                query = [(k, v) for k, v in query if k not in ("match[id]", "match[type]")]
                query.append(("match[id]", one))
            if shape is answers.versions:
                query = [(k, v) for k, v in query if k != "match[version]"]
                query.append(("match[version]", "all"))
            place = request.url.path
            limit, asked = limit_of(request.query_params.get("limit")), wanted(query, place)
            page: list[Published] = []
            if asked is not None:
                bodies = shape is answers.envelope
                page = objects(self._store(), found.id, asked, limit + 1, bodies=bodies)
            if one is not None and not page and not (asked and asked.after):
                return answers.problem(404, "Not found", "no such object in the collection")
            more = len(page) > limit
            page = page[:limit]
            return shape(page, mark(page[-1].number, query, place) if more else None)

        return work


def _unknown() -> Response:
    return answers.problem(404, "Not found", "no such collection")
