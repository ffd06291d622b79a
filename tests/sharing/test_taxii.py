"""The TAXII server: every page, filter, error and media type; withdrawals travel."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from casewatch.errors import UsageError
from casewatch.sharing.gather import Choice
from casewatch.sharing.publishing import publish
from casewatch.sharing.taxii import taxii_app
from casewatch.sharing.taxii.media import TAXII
from casewatch.store import Store
from casewatch.store import sharing as kept
from tests.sharing.made import ACCUSED, fill

MANY = 10_000
OBJECTS = "/taxii2/api/collections/{}/objects/"


def client(url: str, **more: Any) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/taxii2", taxii_app(url, **more))]))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with all published, one choice, and 10,000 objects that were added at one time."""
    found = fill(tmp_path_factory.mktemp("taxii") / "store.db")
    with Store.open(found) as store:
        publish(store, "all", Choice())
        publish(store, "testova", Choice(cases=(ACCUSED,)))
        one = kept.Collection("00000000-0000-4000-8000-000000000001", "many", "m", "", (), "clear")
        made = [
            kept.Published(
                0, f"note--00000000-0000-4000-8000-{n:012x}", "note" if n % 2 else "report",
                "2026-01-01T00:00:00.000Z", "", "2026-01-01T00:00:00.000000Z",
                json.dumps({"id": f"note--00000000-0000-4000-8000-{n:012x}"}),
            )
            for n in range(MANY)
        ]  # fmt: skip
        kept.publish(store, one, made, ())
    return found


@pytest.fixture
def ask(url: str) -> Iterator[TestClient]:
    with client(url) as found:
        yield found


def every(ask: TestClient, alias: str, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    more: dict[str, str] = {}
    for _ in range(1000):
        told = ask.get(OBJECTS.format(alias), params={**query, **more}).json()
        found += told.get("objects", [])
        if not told.get("more"):
            return found
        more = {"next": told["next"]}
    raise AssertionError("pages without end")


def test_discovery_leads_to_collections(ask: TestClient) -> None:
    told = ask.get("/taxii2/").json()
    (root,) = told["api_roots"]
    assert told["default"] == root
    assert ask.get(root).json()["versions"] == [TAXII]
    found = ask.get(f"{root}collections/").json()["collections"]
    assert [c["alias"] for c in found] == ["all", "testova", "many"]
    assert not any(c["can_write"] for c in found)
    assert ask.get(f"{root}collections/{found[0]['id']}/").json() == found[0]


def test_the_root_is_that_of_the_public_address(url: str) -> None:
    with client(url, public_url="https://cti.example.org") as ask:
        assert ask.get("/taxii2/").json()["api_roots"] == ["https://cti.example.org/taxii2/api/"]


@pytest.mark.parametrize("size", ["500", "333", "1000000"])
def test_pages_over_equal_times_lose_nothing(ask: TestClient, size: str) -> None:
    found = [o["id"] for o in every(ask, "many", limit=size)]
    assert len(found) == MANY == len(set(found))


def test_filters(ask: TestClient) -> None:
    notes = every(ask, "all", **{"match[type]": "note"})
    assert notes
    assert {o["type"] for o in notes} == {"note"}
    one = every(ask, "all", **{"match[id]": notes[0]["id"]})
    assert one == [notes[0]]
    both = every(ask, "all", **{"match[type]": "note,report"})
    assert {o["type"] for o in both} == {"note", "report"}
    assert every(ask, "all", **{"match[spec_version]": "2.0"}) == []
    assert every(ask, "all", **{"match[spec_version]": "2.1"}) == every(ask, "all")
    assert every(ask, "all", added_after="2100-01-01T00:00:00Z") == []
    assert every(ask, "many", added_after="2025-12-31T23:59:59.999999Z", limit="500")


def test_added_after_is_about_when_it_was_added(ask: TestClient) -> None:
    told = ask.get(OBJECTS.format("all"))
    last = told.headers["x-taxii-date-added-last"]
    assert told.headers["x-taxii-date-added-first"] <= last
    assert every(ask, "all", added_after=last) == []


def test_manifest_and_versions(ask: TestClient) -> None:
    place = "/taxii2/api/collections/all/"
    told = ask.get(f"{place}manifest/").json()["objects"]
    assert [m["id"] for m in told] == [o["id"] for o in every(ask, "all")]
    found = ask.get(f"{place}objects/{told[0]['id']}/versions/").json()["versions"]
    assert found == [told[0]["version"]]
    one = ask.get(f"{place}objects/{told[0]['id']}/").json()["objects"]
    assert [o["id"] for o in one] == [told[0]["id"]]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [("collections/none/", {}, 404), ("collections/none/objects/", {}, 404), ("nowhere/", {}, 404),
     ("collections/all/objects/note--1/", {}, 404), ("collections/all/objects/", {"limit": "0"}, 400),
     ("collections/all/objects/", {"limit": "many"}, 400),
     ("collections/all/objects/", {"next": "xx"}, 400),
     ("collections/all/objects/", {"added_after": "today"}, 400),
     ("collections/all/objects/", {"match[version]": "newest"}, 400)],
)  # fmt: skip
def test_errors_have_the_media_type_too(
    ask: TestClient, path: str, query: dict[str, str], status: int
) -> None:
    told = ask.get(f"/taxii2/api/{path}", params=query)
    assert told.status_code == status
    assert told.headers["content-type"] == TAXII
    assert told.json()["http_status"] == str(status)


def test_next_is_for_one_question(ask: TestClient) -> None:
    first = ask.get(OBJECTS.format("many"), params={"limit": "10"}).json()
    wrong = {"limit": "10", "next": first["next"], "match[type]": "note"}
    assert ask.get(OBJECTS.format("many"), params=wrong).status_code == 400
    assert ask.get(OBJECTS.format("all"), params={"next": first["next"]}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "status"),
    [(TAXII, 200), ("application/taxii+json", 200), ("*/*", 200), ("text/html, */*;q=0.1", 200),
     ("application/*", 200), ("text/html", 406), ("application/taxii+json;version=2.0", 406),
     ("*/*;q=0", 406)],
)  # fmt: skip
def test_what_a_client_accepts(ask: TestClient, accept: str, status: int) -> None:
    told = ask.get("/taxii2/api/", headers={"Accept": accept})
    assert told.status_code == status
    assert told.headers["content-type"] == TAXII


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nobody_writes(ask: TestClient, method: str) -> None:
    told = ask.request(method, OBJECTS.format("all"))
    assert (told.status_code, told.headers["content-type"]) == (403, TAXII)


@pytest.mark.parametrize(
    ("header", "status"),
    [(None, 401), ("Bearer sesame", 200), ("Token sesame", 200), ("Basic YW55OnNlc2FtZQ==", 200),
     ("Bearer wrong", 401), ("Basic ???", 401), ("Basic YW55OndyMG5n", 401), ("Digest x", 401)],
)  # fmt: skip
def test_tokens(url: str, header: str | None, status: int) -> None:
    with client(url, token_ok=lambda t: t == "sesame") as ask:
        told = ask.get("/taxii2/", headers={"Authorization": header} if header else {})
    assert told.status_code == status
    assert told.headers["content-type"] == TAXII
    assert ("www-authenticate" in told.headers) == (status == 401)


def test_a_store_that_is_missing_is_told(tmp_path: Path) -> None:
    with client(str(tmp_path / "none.db")) as ask:
        told = ask.get("/taxii2/api/collections/")
    assert (told.status_code, told.headers["content-type"]) == (503, TAXII)


def test_withdrawals_travel(tmp_path: Path) -> None:
    url = fill(tmp_path / "store.db")
    with Store.open(url) as store:
        publish(store, "all", Choice())
    with client(url) as ask:
        before = {o["id"]: o for o in every(ask, "all")}
        seen = ask.get(OBJECTS.format("all")).headers["x-taxii-date-added-last"]
        with Store.open(url, now=lambda: "2026-06-06T00:00:00+00:00") as store:
            from dataclasses import replace

            one = store.reading("k1")
            report = replace(one.report, text="Nothing is told here any more.")
            store.add(report, type(one)(report, "test-1"))
            publish(store, "all", Choice())
        new = every(ask, "all", added_after=seen)
        gone = [o for o in new if o.get("revoked")]
        assert ACCUSED in {before[o["id"]].get("name") for o in gone}
        assert ACCUSED not in str(every(ask, "all"))
        place = f"{OBJECTS.format('all')}{gone[0]['id']}/"
        assert len(ask.get(f"{place}versions/").json()["versions"]) == 2
        first = ask.get(place, params={"match[version]": "first"}).json()["objects"]
        assert first == [before[gone[0]["id"]]]
        both = ask.get(place, params={"match[version]": "all"}).json()["objects"]
        assert len(both) == 2


def test_a_name_that_is_none(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store.db")) as store, pytest.raises(UsageError):
        publish(store, "No Name!", Choice())
