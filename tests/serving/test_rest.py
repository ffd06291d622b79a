"""REST: paging, entity tags, problem+json, reports that are sent; the whole of OpenAPI by fuzzing."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from casewatch.serving.app import make_app
from casewatch.serving.settings import Settings


def test_lists_come_in_pages_that_together_are_the_whole(looking: TestClient) -> None:
    whole = looking.get("/api/v1/cases?limit=500").json()
    found, cursor = [], ""
    while cursor is not None:
        page = looking.get("/api/v1/cases", params={"limit": 2, "cursor": cursor}).json()
        found += page["items"]
        cursor = page["next"]
    assert found == whole["items"]
    assert len(found) == whole["total"]
    broken = looking.get("/api/v1/cases?cursor=2-00000000")
    assert broken.status_code == 400
    assert broken.headers["content-type"] == "application/problem+json"


def test_failures_are_problems(looking: TestClient) -> None:
    for to, status in (
        ("/api/v1/cases/none", 404),
        ("/api/v1/nowhere", 404),
        ("/api/v1/cases?limit=0", 422),
    ):
        found = looking.get(to)
        assert found.status_code == status
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["status"] == status


def test_an_entity_tag_saves_the_answer(looking: TestClient) -> None:
    tag = looking.get("/api/v1/questions").headers["etag"]
    assert looking.get("/api/v1/questions", headers={"if-none-match": tag}).status_code == 304


def test_a_report_that_is_sent_is_read_once(client: TestClient) -> None:
    body = {
        "id": "sent", "title": "A sentence", "published": "2025-02-03",
        "text": "HILLTOP – Paula Mustermann, 45, was sentenced on February 3, 2025, to five years in "
        "prison for ransomware attacks, the court said. Mustermann pleaded guilty in 2024. Her card "
        "number was 4111 1111 1111 1111.",
    }  # fmt: skip
    first = client.post("/api/v1/reports", json=body)
    assert first.status_code == 201
    assert "4111 1111 1111 1111" not in first.text
    assert [p["name"] for p in first.json()["people"]] == ["Paula Mustermann"]
    assert client.post("/api/v1/reports", json=body).status_code == 200
    assert client.get("/api/v1/cases?q=Mustermann").json()["items"]
    bad = client.post("/api/v1/reports", json={"text": "x", "html": "y"})
    assert bad.status_code == 422
    assert client.post("/api/v1/reports", content="{").status_code in (400, 422)


def test_screening_gives_reasons(looking: TestClient) -> None:
    body = {"names": [{"name": "Иван Экзамплов"}, {"name": "Examplov Ivan", "born": 1980}]}
    found = looking.post("/api/v1/screen", json=body).json()
    assert found[1]["candidates"][0]["grounds"]


def test_openapi_names_every_address(looking: TestClient) -> None:
    paths = looking.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) > 25
    assert all(to.startswith("/api/v1/") for to in paths)
    for methods in paths.values():
        for one in methods.values():
            assert one.get("description") or one.get("summary")


@pytest.mark.slow
def test_nothing_that_openapi_allows_breaks_it(path: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.checks import not_a_server_error

    app = make_app(Settings(str(path), by="Mara Testova", hosts=frozenset()))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    done = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path == "/api/v1/feeds" and operation.method.upper() == "POST":
            continue  # would ask other servers

        @given(case=operation.as_strategy())
        @settings(
            max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck), database=None,
        )  # fmt: skip
        def sent(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=[not_a_server_error], headers={"sec-fetch-site": "none"})

        sent()
        done += 1
    assert done > 25
