"""Review, corrections, merges and undo from the pages; two people at once."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from casewatch.serving.app import make_app
from casewatch.serving.settings import Settings
from tests.serving.conftest import HTML, case_id


def question_of(page: str) -> str:
    found = re.search(r'name="question" value="([0-9a-f]+)"', page)
    return found[1] if found else ""


def test_a_question_is_answered_once_and_taken_back(client: TestClient) -> None:
    page = client.get("/review").text
    question = question_of(page)
    assert question
    after = client.post(
        "/review", data={"question": question, "verdict": "accept", "ask": "?"}
    ).text
    assert question_of(after) != question
    assert len(client.get("/decisions.json").json()) == 1
    back = client.post("/review", data={"do": "back"}).text
    assert question_of(back) == question
    assert client.get("/decisions.json").json()[0]["undone"]


def test_what_is_skipped_is_not_shown_again(client: TestClient) -> None:
    seen = []
    page = client.get("/review").text
    while question := question_of(page):
        assert question not in seen
        seen.append(question)
        page = client.post("/review", data={"do": "skip", "question": question, "ask": "?"}).text
    assert seen


def test_the_second_of_two_people_is_told_and_nothing_is_lost(path: Path) -> None:
    hosts = frozenset({"testserver"})
    first = TestClient(make_app(Settings(str(path), by="Mara Testova", hosts=hosts)), headers=HTML)
    second = TestClient(
        make_app(Settings(str(path), by="Ivan Beispiel", hosts=hosts)), headers=HTML
    )
    question = question_of(first.get("/review").text)
    assert question_of(second.get("/review").text) == question
    first.post("/review", data={"question": question, "verdict": "accept", "ask": "?"})
    told = second.post("/review", data={"question": question, "verdict": "reject", "ask": "?"})
    assert told.status_code == 409
    assert "Mara Testova" in told.text
    stands = [d for d in second.get("/decisions.json").json() if not d["undone"]]
    assert [d["by"] for d in stands] == ["Mara Testova"]


def test_two_at_once_keep_one_answer(client: TestClient) -> None:
    from concurrent.futures import ThreadPoolExecutor

    question = client.get("/api/v1/questions").json()["items"][0]["id"]
    with ThreadPoolExecutor(4) as pool:
        codes = list(
            pool.map(
                lambda _: (
                    client.post(
                        f"/api/v1/questions/{question}/answer", json={"verdict": "accept"}
                    ).status_code
                ),
                range(4),
            )
        )
    assert sorted(codes)[0] == 201
    assert codes.count(201) == 1
    assert len(client.get("/decisions.json").json()) == 1


def test_a_merge_is_undone_and_old_addresses_lead_on(client: TestClient) -> None:
    a, b = case_id(client, "Roman Primerov"), case_id(client, "Petra Beispiel")
    page = client.post(
        "/decide/merge", data={"a": a, "b": "Petra Beispiel", "because": "x", "known": ""}
    )
    assert page.status_code == 200
    assert "Petra Beispiel" in page.text
    one, two = client.get(f"/cases/{a}.json").json(), client.get(f"/cases/{b}.json").json()
    assert one["id"] == two["id"]
    (decision,) = client.get("/decisions.json").json()
    client.post("/decide/undo", data={"decision": decision["id"]})
    assert (
        client.get(f"/cases/{a}.json").json()["id"] != client.get(f"/cases/{b}.json").json()["id"]
    )


def test_a_wrong_alias_is_set_aside_or_read_anew(client: TestClient) -> None:
    ident = case_id(client, "Ivan Examplov")
    names = [n["name"] for n in client.get(f"/cases/{ident}.json").json()["names"]]
    assert "Knoxx" in names
    text = client.get("/api/v1/reports/made-arrest").json()["document"]["text"]
    at = text.index("Knoxx")
    fields = {"case": ident, "name": "Knoxx", "report": "made-arrest", "span": f"{at}-{at + 4}"}
    page = client.post("/decide/name", data=fields).text
    assert "Knox”" in page
    value = client.get(f"/cases/{ident}.json").json()
    assert "Knox" in [n["name"] for n in value["names"]]
    assert "Knoxx" in [d["name"] for d in value["doubtful_names"]]
    (decision,) = client.get("/decisions.json").json()
    client.post("/decide/undo", data={"decision": decision["id"]})
    assert "Knoxx" in [n["name"] for n in client.get(f"/cases/{ident}.json").json()["names"]]


def test_an_event_that_does_not_count_leaves_the_timeline(client: TestClient) -> None:
    ident = case_id(client, "Ivan Examplov")
    value = client.get(f"/cases/{ident}.json").json()
    line = next(h for h in value["timeline"] if h["type"] == "arrest")
    s = line["sources"][0]
    body = {
        "what": "arrest",
        "report": s["report"],
        "span": s["span"],
        "because": "of the namesake",
    }
    assert client.post(f"/api/v1/cases/{ident}/facts", json=body).status_code == 201
    after = client.get(f"/cases/{ident}.json").json()
    assert "arrest" not in [h["type"] for h in after["timeline"]]
    assert [a["what"] for a in after["set_aside"]] == ["arrest"]


def test_a_watch_is_tried_kept_changed_and_removed(client: TestClient) -> None:
    query = {"subject": "Ivan Examplov", "why": "set free early", "every": "50"}
    tried = client.get("/watches/try/now", params=query).text
    assert "would have fired" in tried
    kept = client.post("/watches", data=query)
    assert "set free early" in kept.text
    (watch,) = client.get("/watches.json").json()
    ident = watch["watch"]["id"]
    client.post(f"/watches/{ident}/change", data={"why": "another reason", "every": "80"})
    (watch,) = client.get("/watches.json").json()
    assert watch["watch"]["why"] == "another reason"
    client.post(f"/watches/{watch['watch']['id']}/change", data={"do": "remove"})
    assert client.get("/watches.json").json() == []
