from collections.abc import Callable

import httpx
import pytest

from casewatch.errors import FetchError
from casewatch.sources.addresses import is_public, resolve
from casewatch.sources.cleaning import clean_all
from casewatch.sources.fetched import Failure, Fetched
from casewatch.sources.inputs import inputs
from casewatch.sources.limits import Limits
from casewatch.sources.names import id_of_url
from casewatch.sources.urls import Web, fetch_url

HOSTS = {"news.example": ["93.184.216.34"], "inside.example": ["10.0.0.7"],
         "mixed.example": ["93.184.216.34", "127.0.0.1"], "none.example": []}  # fmt: skip
STORY = "Ivan Examplov was arrested on Monday by the police of Sampletown."


def names(host: str, _port: int) -> list[str]:
    return HOSTS.get(host, [host])


def web(handler: Callable[[httpx.Request], httpx.Response], **options: object) -> Web:
    return Web(transport=httpx.MockTransport(handler), resolver=names, **options)  # type: ignore[arg-type]


def text(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=STORY, headers={"content-type": "text/plain; charset=utf-8"})


def test_page_is_fetched_from_the_address_that_was_checked() -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return text(request)

    found = fetch_url("https://news.example/2021/man-held", web(handler))
    assert found.content.decode() == STORY
    assert found.given.url == "https://news.example/2021/man-held"
    assert found.given.id == "news-example-2021-man-held"
    assert seen[0].url.host == "93.184.216.34"
    assert seen[0].headers["host"] == "news.example"
    assert seen[0].extensions["sni_hostname"] == "news.example"


def test_redirects_are_followed_and_checked() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/old":
            return httpx.Response(301, headers={"location": "/new"})
        if request.url.path == "/trap":
            return httpx.Response(302, headers={"location": "http://inside.example/secret"})
        if request.url.path == "/file":
            return httpx.Response(302, headers={"location": "file:///etc/passwd"})
        if request.url.path == "/loop":
            return httpx.Response(302, headers={"location": "/loop"})
        return text(request)

    assert fetch_url("http://news.example/old", web(handler)).given.url == "http://news.example/new"
    for path, says in [("trap", "private"), ("file", "not fetched"), ("loop", "redirects")]:
        with pytest.raises(FetchError, match=says):
            fetch_url(f"http://news.example/{path}", web(handler))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://inside.example/", "private"),
        ("http://mixed.example/", "private"),
        ("http://none.example/", "not known"),
        ("http://127.0.0.1:8000/", "private"),
        ("http://[::1]/", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("ftp://news.example/x", "not fetched"),
        ("file:///etc/passwd", "not fetched"),
        ("https://user:pw@news.example/", "password"),
        ("https:///x", "no host"),
        ("http://news.example:abc/", "cannot be fetched"),
    ],
)
def test_addresses_that_are_refused(url: str, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        fetch_url(url, web(text))


def test_private_addresses_if_allowed() -> None:
    assert fetch_url("http://inside.example/", web(text, allow_private=True)).content


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx.Response(404), "404"),
        (httpx.Response(200, content=b"x", headers={"content-type": "image/png"}), "image/png"),
        (httpx.Response(200, content=b"x"), "no content type"),
        (httpx.Response(200, content=b" ", headers={"content-type": "text/html"}), "nothing"),
        (httpx.Response(200, content=b"x" * 900, headers={"content-type": "text/html"}), "larger"),
        (httpx.Response(200, content=iter([b"x" * 300] * 3), headers={"content-type": "text/html"}), "larger"),
    ],
)  # fmt: skip
def test_answers_that_are_refused(answer: httpx.Response, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        fetch_url("http://news.example/", web(lambda _: answer, limits=Limits(download_bytes=500)))


def test_slow_servers() -> None:
    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    with pytest.raises(FetchError, match="within"):
        fetch_url("http://news.example/", web(slow))
    for limits in (Limits(seconds=0), Limits(seconds=-1)):
        with pytest.raises(FetchError, match="within"):
            fetch_url("http://news.example/", web(text, limits=limits))


def test_broken_connections() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("", request=request)

    with pytest.raises(FetchError, match="ConnectError"):
        fetch_url("http://news.example/", web(broken))


def test_a_failed_address_stops_nothing() -> None:
    found = list(
        clean_all(inputs(["http://inside.example/", "http://news.example/a"], web=web(text)))
    )
    assert isinstance(found[0], Failure)
    assert not isinstance(found[1], Failure | Fetched)
    assert found[1].report.text == STORY


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("10.1.2.3", False),
        ("192.168.0.1", False), ("100.64.0.1", False), ("224.0.0.1", False), ("0.0.0.0", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("news.example", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_systems_resolver() -> None:
    assert "127.0.0.1" in resolve("127.0.0.1", 80)
    with pytest.raises(FetchError, match="not known"):
        resolve("a..b" + "x" * 300, 80)


def test_ids_of_addresses() -> None:
    assert id_of_url("https://News.Example/A%20b/?q=1") == "news-example-a-20b-q-1"
    assert len(id_of_url("https://x.example/" + "a" * 500)) <= 120
