"""What outside text, other sites and guessers try, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from casewatch.serving import tokens
from casewatch.serving.app import make_app
from casewatch.serving.pages.account import inside
from casewatch.serving.pages.report import plain_original
from casewatch.serving.settings import Limits, Settings
from tests.serving.conftest import HTML, case_id


class Elements(HTMLParser):
    """Counts what a browser would run or obey."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.styles = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script":
            self.scripts.append(values.get("src") or "INLINE")
        if tag in ("style", "iframe", "object", "embed", "base", "b", "i", "img"):
            self.styles += 1
        self.handlers += [k for k in values if k.startswith("on") or k == "style"]
        for key in ("href", "src", "action"):
            assert (
                not (values.get(key) or "").casefold().lstrip().startswith(("javascript:", "data:"))
            )


def pages(client: TestClient) -> Iterator[str]:
    yield from (
        "/",
        "/?q=<script>alert(1)</script>",
        "/review",
        "/cooperation",
        "/screen?name=<b>x</b>",
    )
    yield "/reports/made-hostile"
    yield "/originals/made-hostile"
    for case in client.get("/home.json").json()["cases"]:
        yield f"/cases/{case['id']}"
        yield f"/graphs/{case['id']}"


def test_nothing_of_a_report_becomes_markup(looking: TestClient) -> None:
    for to in pages(looking):
        found = looking.get(to)
        assert found.status_code == 200, to
        seen = Elements(found.text)
        assert all(s.startswith("/static/") for s in seen.scripts), to
        assert not seen.handlers, to
        assert not seen.styles, to
        assert "49" not in found.text.partition("<h1>")[2].partition("</h1>")[0]


def test_each_answer_carries_the_policy(looking: TestClient) -> None:
    for to in ("/", "/api/v1/cases", "/nowhere", "/static/app.css", "/home.csv"):
        headers = looking.get(to).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_cell_is_no_formula(looking: TestClient) -> None:
    from casewatch.serving.views import to_csv

    text = to_csv([{"name": "=cmd|' /C calc'!A0", "why": "@x", "n": "+1"}])
    assert "\r\n'=cmd" in text
    assert ",'@x" in text
    assert ",'+1" in text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://evil.example"},
    ],
)
def test_another_site_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    ident = case_id(client, "Ivan Examplov")
    if not headers["sec-fetch-site"]:
        del client.headers["sec-fetch-site"]
        headers = {"origin": headers["origin"]}
    alias = client.get(f"/cases/{ident}.json").json()["names"][1]["name"]
    found = client.post("/decide/name", data={"case": ident, "name": alias}, headers=headers)
    assert found.status_code == 403
    assert client.get("/decisions.json").json() == []


def test_a_name_of_somebody_else_that_leads_here_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403
    assert client.get("/", headers={"host": ""}).status_code == 403


@pytest.mark.parametrize(
    "to",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
     "/reports/../../etc/passwd", "/reports/%00", "/cases/..%2f..%2fx", "/originals/%2fetc%2fpasswd"],
)  # fmt: skip
def test_no_path_leads_out(looking: TestClient, to: str) -> None:
    found = looking.get(to)
    assert found.status_code in (400, 404)
    assert "root:" not in found.text
    assert "make_app" not in found.text


def test_what_is_too_large_or_long_is_refused(client: TestClient) -> None:
    assert client.post("/screen", data={"names": "x" * 1_100_000}).status_code == 413
    assert client.get("/?q=" + "x" * 9000).status_code == 414
    big = {"text": "x" * 9_000_000}
    assert client.post("/api/v1/reports", json=big).status_code in (413, 422)
    assert client.post(
        "/screen", content=b"\xff\xfe" * 10, headers={"content-length": "x"}
    ).status_code in (400, 200)


def test_a_body_that_never_ends_is_cut_off(path: Path) -> None:
    limits = Limits(patience=0.2)
    app = make_app(Settings(str(path), hosts=frozenset({"testserver"}), limits=limits))
    import asyncio

    async def slow() -> int:
        sent: list[int] = []

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.05)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                sent.append(int(str(message["status"])))

        scope = {
            "type": "http", "method": "POST", "path": "/screen", "raw_path": b"/screen",
            "query_string": b"", "headers": [(b"host", b"testserver")], "client": ("127.0.0.1", 1),
            "server": ("testserver", 80), "scheme": "http", "http_version": "1.1", "root_path": "",
        }  # fmt: skip
        await asyncio.wait_for(app(scope, receive, send), 60)  # type: ignore[arg-type]
        return sent[0]

    assert asyncio.run(slow()) == 408


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\evil",
        "javascript:alert(1)",
        "/a\nb",
    ],
)
def test_logging_in_leads_to_no_other_site(to: str) -> None:
    assert inside(to) == "/"


def test_an_original_is_text_and_nothing_else() -> None:
    text = plain_original(
        "<p>One &amp; two</p><script>steal()</script><style>p{}</style><svg onload=x>"
        "<iframe srcdoc='<script>'></iframe><p>Three<br>four</p><!-- <img src=x onerror=y> -->"
    )
    assert "steal" not in text
    assert "onload" not in text
    assert "onerror" not in text
    assert "One & two" in text
    assert "Three\nfour" in text


@pytest.fixture
def guarded(path: Path) -> Iterator[tuple[TestClient, dict[str, str]]]:
    made = {}
    kept = []
    for role in ("read", "decide"):
        token, text = tokens.make(f"A {role}er", role, "red")
        kept.append(token)
        made[role] = text
    token, made["low"] = tokens.make("A partner", "decide", "green")
    tokens.save(tokens.place_of(path), (*kept, token))
    limits = Limits(tries=5, rate=1000, burst=1000)
    app = make_app(Settings(str(path), access=True, hosts=frozenset({"testserver"}), limits=limits))
    with TestClient(app, headers=HTML, follow_redirects=False) as client:
        yield client, made


def bearer(text: str) -> dict[str, str]:
    return {"authorization": f"Bearer {text}"}


def test_without_a_token_nothing_is_seen(guarded: tuple[TestClient, dict[str, str]]) -> None:
    client, _ = guarded
    assert client.get("/").headers["location"].startswith("/login")
    found = client.get("/api/v1/cases")
    assert found.status_code == 401
    assert found.headers["content-type"] == "application/problem+json"
    assert client.get("/taxii2/").status_code in (401, 406)
    assert client.get("/home.json", headers={"accept": "application/json"}).status_code == 401


def test_tokens_are_kept_as_hashes_for_the_owner_alone(
    guarded: tuple[TestClient, dict[str, str]], path: Path
) -> None:
    _, made = guarded
    file = tokens.place_of(path)
    for text in made.values():
        assert text.rpartition("_")[2] not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_guessing_is_stopped(guarded: tuple[TestClient, dict[str, str]]) -> None:
    client, made = guarded
    wrong = made["read"][:-3] + "xyz"
    codes = [client.get("/api/v1/cases", headers=bearer(wrong)).status_code for _ in range(12)]
    assert codes[0] == 401
    assert codes[-1] == 429
    codes = [client.post("/login", data={"token": wrong}).status_code for _ in range(3)]
    assert codes[-1] == 429


def test_a_reader_reads_and_does_not_decide(guarded: tuple[TestClient, dict[str, str]]) -> None:
    client, made = guarded
    cases = client.get("/api/v1/cases", headers=bearer(made["read"])).json()["items"]
    body = {"a": cases[0]["id"], "b": cases[1]["id"]}
    refused = client.post("/api/v1/merges", json=body, headers=bearer(made["read"]))
    assert refused.status_code == 403
    name = {"name": "nobody"}
    allowed = client.post(
        f"/api/v1/cases/{cases[0]['id']}/names", json=name, headers=bearer(made["decide"])
    )
    assert allowed.status_code == 404


def test_a_session_is_for_browsers_of_this_site_alone(
    guarded: tuple[TestClient, dict[str, str]], path: Path
) -> None:
    client, made = guarded
    found = client.post("/login", data={"token": made["decide"], "to": "/alerts"})
    assert found.headers["location"] == "/alerts"
    cookie = found.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/").status_code == 200
    forged = client.post(
        "/decide/undo", data={"decision": "x"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert forged.status_code == 403
    del client.headers["sec-fetch-site"]
    assert client.post("/decide/undo", data={"decision": "x"}).status_code == 403
    client.headers["sec-fetch-site"] = "same-origin"
    tokens.save(tokens.place_of(path), ())
    assert client.get("/").status_code == 303


def test_nobody_reads_above_their_marking(
    guarded: tuple[TestClient, dict[str, str]], path: Path
) -> None:
    import json

    client, made = guarded
    Path(f"{path}.tlp.json").write_text(json.dumps({"made-sentence": "TLP:AMBER"}))
    high, low = bearer(made["decide"]), bearer(made["low"])
    ident = case_id_of(client, high)
    assert client.get("/api/v1/reports/made-sentence", headers=high).status_code == 200
    assert client.get("/api/v1/reports/made-sentence", headers=low).status_code == 403
    assert client.get("/reports/made-sentence", headers=low).status_code == 403
    assert client.get("/originals/made-sentence", headers=low).status_code == 403
    for to in (
        "/",
        "/?q=caf%C3%A9",
        "/outcomes",
        "/cooperation",
        f"/api/v1/cases/{ident}",
        "/review",
    ):
        assert "made-sentence" not in client.get(to, headers=low).text, to
    body = {"name": "Knoxx"}
    refused = client.post(f"/api/v1/cases/{ident}/names", json=body, headers=low)
    assert refused.status_code == 403
    assert client.get(f"/exports/stix/{ident}", headers=low).status_code == 403


def case_id_of(client: TestClient, headers: dict[str, str]) -> str:
    found = client.get("/api/v1/cases?q=Examplov", headers=headers).json()["items"]
    return str(found[0]["id"])


def test_what_is_changed_stands_in_the_audit_log(
    guarded: tuple[TestClient, dict[str, str]], path: Path
) -> None:
    client, made = guarded
    client.post("/api/v1/decisions/none/undo", json={}, headers=bearer(made["decide"]))
    client.get("/?q=Examplov", headers=bearer(made["read"]))
    told = Path(f"{path}.audit.jsonl").read_text()
    assert "A decideer" in told
    assert "/api/v1/decisions/none/undo" in told
    assert "Examplov" not in told
