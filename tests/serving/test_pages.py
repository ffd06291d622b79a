"""Every page in every form, without script; addresses that last; search in any script."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from casewatch.cli.main import main
from tests.serving.conftest import case_id

PAGES = ("/", "/review", "/decisions", "/cooperation", "/outcomes", "/watches", "/alerts", "/feeds")


@pytest.mark.parametrize("page", PAGES)
def test_each_page_can_be_had_in_each_form(looking: TestClient, page: str) -> None:
    assert "<h1" in looking.get(page).text
    stem = "/home" if page == "/" else page
    found = looking.get(f"{stem}.json")
    assert found.headers["content-type"] == "application/json"
    json.loads(found.text)
    assert looking.get(f"{stem}.csv").headers["content-type"].startswith("text/csv")
    assert looking.get(f"{stem}.md").text.startswith("# ")


def test_a_case_file_can_be_had_in_each_form(looking: TestClient) -> None:
    ident = case_id(looking, "Ivan Examplov")
    page = looking.get(f"/cases/{ident}").text
    assert "Knoxx" in page
    assert "12 years" in page
    value = looking.get(f"/cases/{ident}.json").json()
    rows = list(
        csv.DictReader(io.StringIO(looking.get(f"/cases/{ident}.csv").text.lstrip("\ufeff")))
    )
    assert [r["type"] for r in rows] == [h["type"] for h in value["timeline"]]
    assert looking.get(f"/cases/{ident}.md").text.startswith("# Ivan Examplov")


def test_each_evidence_link_leads_to_its_words(looking: TestClient) -> None:
    ident = case_id(looking, "Ivan Examplov")
    value = looking.get(f"/cases/{ident}.json").json()
    sources = [s for line in value["timeline"] for s in line["sources"]]
    assert sources
    for s in sources:
        start, end = s["span"]
        page = looking.get(f"/reports/{s['report']}?span={start}-{end}").text
        lit = re.findall(r'<mark class="here [^>]*>(.*?)</mark>', page, re.S)
        words = "".join(re.sub("<[^>]+>", "", x) for x in lit)
        assert "".join(words.split()) == "".join(s["quote"].split()).replace('"', "&#34;")


@pytest.mark.parametrize("query", ["Examplov", "examplof", "Икзамплов", "knox", "Knoxx"])
def test_a_name_is_found_in_spellings_and_by_its_beginning(looking: TestClient, query: str) -> None:
    if query == "Икзамплов":
        query = "Иван Ехамплов"
    found = looking.get("/home.json", params={"q": query}).json()["cases"]
    assert "Ivan Examplov" in [c["name"] for c in found]


def test_the_same_state_gives_304_and_a_change_a_new_page(client: TestClient) -> None:
    ident = case_id(client, "Ivan Examplov")
    first = client.get(f"/cases/{ident}")
    tag = first.headers["etag"]
    again = client.get(f"/cases/{ident}", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert not again.content
    value = client.get(f"/cases/{ident}.json").json()
    alias = next(n["name"] for n in value["names"][1:])
    client.post("/decide/name", data={"case": ident, "name": alias, "because": "a slip"})
    changed = client.get(f"/cases/{ident}", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_an_unknown_address_is_a_plain_page_and_no_trace(looking: TestClient) -> None:
    for to in ("/cases/person-000000000000", "/reports/none", "/nowhere", "/facts/" + "0" * 32):
        found = looking.get(to)
        assert found.status_code == 404
        assert "Traceback" not in found.text
        assert "<h1" in found.text


def test_as_of_a_day_what_came_later_is_left_out(looking: TestClient) -> None:
    ident = case_id(looking, "Ivan Examplov")
    then = looking.get(f"/cases/{ident}.json", params={"as_of": "2016-12-31"}).json()
    assert "exchange" not in [h["type"] for h in then["timeline"]]
    assert looking.get(f"/cases/{ident}", params={"as_of": "tomorrow"}).status_code == 422


def test_an_allegation_is_drawn_hollow_and_never_told_as_a_finding(looking: TestClient) -> None:
    ident = case_id(looking, "Roman Primerov")
    page = looking.get(f"/cases/{ident}").text
    assert "Nothing proven" in page
    assert "Guilt found" not in page


def test_exports_are_what_their_formats_are(client: TestClient) -> None:
    ident = case_id(client, "Ivan Examplov")
    bundle = client.get(f"/exports/stix/{ident}")
    assert bundle.json()["type"] == "bundle"
    assert "attachment" in bundle.headers["content-disposition"]
    assert client.get(f"/exports/misp/{ident}").json()["response"]
    assert client.get(f"/exports/ftm/{ident}").text.count("\n") > 5
    assert client.get(f"/exports/docx/{ident}").status_code == 422


def test_a_watch_on_a_set_stands_with_its_series(client: TestClient, path: Path) -> None:
    asked = ["watch", "add", "Ivan Examplov", "scheme:carding", "--as", "both", "--why", "test"]
    assert main([*asked, "--store", str(path)]) == 0
    page = client.get("/watches").text
    assert ">both<" in page
    assert "No case file" not in page
    (told,) = client.get("/watches.json").json()
    assert told["failed"] is None
