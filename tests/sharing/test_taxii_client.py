"""A client of others' making reads our TAXII server, over a connection on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from casewatch.sharing.gather import Choice
from casewatch.sharing.publishing import publish
from casewatch.sharing.taxii import taxii_app
from casewatch.store import Store
from casewatch.store import sharing as kept
from tests.serving.server import serving
from tests.sharing.judges import judged
from tests.sharing.made import fill

MANY = 10_000
#: What the client does, in an environment of its own; it prints one object.
PROGRAM = """
import json, sys
from taxii2client.v21 import Server, as_pages
from taxii2client.exceptions import TAXIIServiceException
from requests.exceptions import HTTPError

server = Server(sys.argv[1] + "/taxii2/")
root = server.default
by_alias = {c.alias if hasattr(c, "alias") else c._raw.get("alias"): c for c in root.collections}
many = by_alias["many"]
pages = list(as_pages(many.get_objects, per_request=1500))
ids = [o["id"] for page in pages for o in page.get("objects", [])]
manifest = list(as_pages(many.get_manifest, per_request=4000))
notes = list(as_pages(many.get_objects, per_request=3000, type="note"))
every = [o for page in as_pages(by_alias["all"].get_objects, per_request=50)
         for o in page.get("objects", [])]
one = by_alias["all"].get_object(every[0]["id"])
after = many.get_objects(added_after="2027-01-01T00:00:00Z")
errors = {}
for name, call in {
    "no such object": lambda: many.get_object("note--00000000-0000-4000-8000-ffffffffffff"),
    "a filter that is none": lambda: many.get_objects(added_after="yesterday"),
}.items():
    try:
        found = call()
        errors[name] = len(found.get("objects", []))
    except HTTPError as error:
        errors[name] = error.response.status_code
try:
    many.add_objects({"objects": []})
    errors["writing"] = "taken"
except Exception as error:
    errors["writing"] = type(error).__name__
print(json.dumps({
    "title": server.title, "roots": len(server.api_roots), "versions": root.versions,
    "aliases": sorted(by_alias), "writable": [c.can_write for c in root.collections],
    "pages": len(pages), "ids": ids,
    "manifest": sum(len(m.get("objects", [])) for m in manifest),
    "notes": sum(len(n.get("objects", [])) for n in notes),
    "every": [o["id"] for o in every], "one": [o["id"] for o in one["objects"]],
    "after": len(after.get("objects", [])), "errors": errors,
}))
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with all published, and 10,000 objects that were added at one time."""
    found = fill(tmp_path_factory.mktemp("taxii-client") / "store.db")
    with Store.open(found) as store:
        publish(store, "all", Choice())
        one = kept.Collection("00000000-0000-4000-8000-000000000002", "many", "m", "", (), "clear")
        made = [
            kept.Published(
                0, ident, ident.partition("--")[0], "2026-01-01T00:00:00.000Z", "",
                "2026-01-01T00:00:00.000000Z", json.dumps({"id": ident, "type": kind}),
            )
            for n in range(MANY)
            for kind in ("note" if n % 2 else "report",)
            for ident in (f"{kind}--00000000-0000-4000-8000-{n:012x}",)
        ]  # fmt: skip
        kept.publish(store, one, made, ())
    return found


def test_a_client_reads_all_pages_filters_and_errors(url: str, tmp_path: Path) -> None:
    async def health(_request: object) -> JSONResponse:
        return JSONResponse({})

    app = Starlette(routes=[Route("/health", health), Mount("/taxii2", taxii_app(url))])
    with serving(app) as address:
        told = json.loads(judged(".venv-judges", PROGRAM, address))
    assert told["roots"] == 1
    assert told["versions"] == ["application/taxii+json;version=2.1"]
    assert told["aliases"] == ["all", "many"]
    assert not any(told["writable"])
    # All of them carry one stamp: nothing is lost or doubled between pages.
    assert told["pages"] > 1
    assert len(told["ids"]) == len(set(told["ids"])) == MANY
    assert told["manifest"] == MANY
    assert told["notes"] == MANY // 2
    assert told["every"]
    assert told["one"] == [told["every"][0]]
    assert told["after"] == 0
    assert told["errors"]["no such object"] in (0, 404)
    assert told["errors"]["a filter that is none"] == 400
    assert told["errors"]["writing"] != "taken"
