from __future__ import annotations

import gzip
import itertools
import zlib

import pytest

from casewatch.errors import FetchError
from casewatch.sources.addresses import is_public, resolve
from casewatch.sources.cleaning import clean_all
from casewatch.sources.fetched import Failure, Fetched
from casewatch.sources.inputs import inputs
from casewatch.sources.limits import Limits
from casewatch.sources.names import id_of_url
from casewatch.sources.urls import Web, fetch_url

from .servers import Canned, answer, text

HOSTS = {
    "news.example": ["93.184.216.34"],
    "inside.example": ["10.0.0.7"],
    "mixed.example": ["93.184.216.34", "127.0.0.1"],
    "none.example": [],
}
STORY = "Ivan Examplov was arrested on Monday by the police of Sampletown."


def names(host: str, _port: int) -> list[str]:
    return HOSTS.get(host, [host])


def web(*pages: bytes, **options: object) -> Web:
    """The web in which each connection answers with one of `pages`, the last again and again."""
    return Web(backend=Canned(*(pages or (text(STORY),))), resolver=names, **options)  # type: ignore[arg-type]


def test_page_is_fetched_from_the_address_that_was_checked() -> None:
    asked = web()
    found = fetch_url("http://news.example/2021/man-held", asked)
    assert found.content.decode() == STORY
    assert found.given.url == "http://news.example/2021/man-held"
    assert found.given.id == "news-example-2021-man-held"
    assert isinstance(asked.backend, Canned)
    assert asked.backend.connected == [("93.184.216.34", 80)]
    assert b"GET /2021/man-held HTTP/1.1\r\nHost: news.example\r\n" in asked.backend.sent


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing() -> None:
    answers = itertools.chain([["93.184.216.34"]], itertools.repeat(["127.0.0.1"]))
    backend = Canned(text(STORY))
    asked = Web(backend=backend, resolver=lambda host, port: next(answers))
    fetch_url("http://news.example/a", asked)
    assert backend.connected == [("93.184.216.34", 80)]
    with pytest.raises(FetchError, match="private"):
        fetch_url("http://news.example/b", asked)
    assert len(backend.connected) == 1


def test_tls_is_checked_against_the_name_of_the_host() -> None:
    asked = web()
    fetch_url("https://news.example/", asked)
    assert isinstance(asked.backend, Canned)
    assert asked.backend.connected == [("93.184.216.34", 443)]
    assert asked.backend.tls == ["news.example"]


def test_redirects_are_followed_and_checked() -> None:
    def leads(to: str, status: str = "302 Found") -> bytes:
        return answer(b"", f"location: {to}", status=status)

    found = fetch_url("http://news.example/old", web(leads("/new", "301 Moved"), text(STORY)))
    assert found.given.url == "http://news.example/new"
    for to, says in [
        ("http://inside.example/secret", "private"),
        ("http://169.254.169.254/latest", "private"),
        ("file:///etc/passwd", "not fetched"),
        ("/loop", "redirects"),
        ("http://[", "no address"),
    ]:
        with pytest.raises(FetchError, match=says):
            fetch_url("http://news.example/x", web(leads(to)))


def test_cookies_live_for_one_address() -> None:
    asked = web(answer(b"", "location: /", "set-cookie: seen=1", status="302 Found"), text(STORY))
    fetch_url("http://news.example/", asked)
    assert isinstance(asked.backend, Canned)
    assert asked.backend.sent.count(b"seen=1") == 1
    fetch_url("http://news.example/", asked)
    assert asked.backend.sent.count(b"seen=1") == 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://inside.example/", "private"),
        ("http://mixed.example/", "private"),
        ("http://none.example/", "not known"),
        ("http://127.0.0.1:8000/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("ftp://news.example/x", "not fetched"),
        ("file:///etc/passwd", "not fetched"),
        ("https://user:pw@news.example/", "password"),
        ("https:///x", "no host"),
        ("http://news.example:abc/", "cannot be fetched"),
    ],
)
def test_addresses_that_are_refused(url: str, says: str) -> None:
    asked = web()
    with pytest.raises(FetchError, match=says):
        fetch_url(url, asked)
    assert isinstance(asked.backend, Canned)
    assert not asked.backend.connected


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0", "017700000001"]
)
def test_numbers_in_other_forms_are_the_addresses_they_mean(host: str) -> None:
    backend = Canned(text(STORY))
    with pytest.raises(FetchError, match=r"private|not known|cannot be fetched"):
        fetch_url(f"http://{host}/", Web(backend=backend))
    assert not backend.connected


def test_private_addresses_if_allowed() -> None:
    assert fetch_url("http://inside.example/", web(allow_private=True)).content


PACKED = gzip.compress(STORY.encode() * 20)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (answer(b"", status="404 Not Found"), "404"),
        (answer(b"x", "content-type: image/png"), "image/png"),
        (answer(b"x"), "no content type"),
        (answer(b" ", "content-type: text/html"), "nothing"),
        (answer(b"x" * 900, "content-type: text/html"), "larger"),
        (answer(b"x" * 900, "content-type: text/html", length=None), "larger"),
        (answer(b"x", "content-type: text/html", length=99999999999), "larger"),
        (answer(b"x" * 20, "content-type: text/html", length=40), "cannot be fetched"),
        (answer(PACKED, "content-encoding: gzip"), "larger"),
        (answer(PACKED[:40], "content-encoding: gzip"), "torn"),
        (answer(b"no gzip at all", "content-encoding: gzip"), "torn"),
        (answer(PACKED, "content-encoding: gzip, gzip"), "packed as"),
        (answer(PACKED, "content-encoding: br"), "packed as"),
        (b"HTTP/1.1 200", "cannot be fetched"),
        (b"\x00\xff nothing of the kind\r\n\r\n", "cannot be fetched"),
    ],
)
def test_answers_that_are_refused(page: bytes, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        fetch_url("http://news.example/", web(page, limits=Limits(download_bytes=500)))


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(STORY.encode())),
        ("gzip", gzip.compress(STORY[:9].encode()) + gzip.compress(STORY[9:].encode())),
        ("deflate", zlib.compress(STORY.encode())),
        ("deflate", zlib.compress(STORY.encode())[2:-4]),
        ("identity", STORY.encode()),
    ],
    ids=["gzip", "gzip in two parts", "deflate", "bare deflate", "identity"],
)
def test_packed_bodies(packing: str, packed: bytes) -> None:
    page = answer(packed, "content-type: text/plain", f"content-encoding: {packing}")
    assert fetch_url("http://news.example/", web(page)).content.decode() == STORY


def test_a_body_made_to_fill_memory_is_refused_early() -> None:
    bomb = gzip.compress(b"\x20" * 15_000_000)
    page = answer(bomb, "content-type: text/plain", "content-encoding: gzip")
    with pytest.raises(FetchError, match="200 times"):
        fetch_url("http://news.example/", web(page))


def test_slow_servers() -> None:
    for limits in (Limits(seconds=0), Limits(seconds=-1)):
        with pytest.raises(FetchError, match="within"):
            fetch_url("http://news.example/", web(limits=limits))


def test_a_broken_address_of_a_host_leaves_the_others() -> None:
    backend = Canned(text(STORY), broken=frozenset({"93.184.216.34"}))
    both = Web(backend=backend, resolver=lambda host, port: ["93.184.216.34", "93.184.216.35"])
    assert fetch_url("http://news.example/", both).content
    alone = Web(backend=backend, resolver=lambda host, port: ["93.184.216.34"])
    with pytest.raises(FetchError, match="refused"):
        fetch_url("http://news.example/", alone)


def test_local_sockets_are_never_opened() -> None:
    from casewatch.sources.connecting import CheckedBackend, Deadline

    with pytest.raises(FetchError, match="local sockets"):
        CheckedBackend(names, Deadline()).connect_unix_socket("/run/x.sock")


def test_a_failed_address_stops_nothing() -> None:
    found = list(clean_all(inputs(["http://inside.example/", "http://news.example/a"], web=web())))
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
        ("2606:2800:220:1:248:1893:25c8:1946%eth0", False), ("::", False), ("::7f00:1", False),
        ("::ffff:0:10.0.0.1", False), ("64:ff9b:1::a00:1", False), ("64:ff9b::5db8:d822", True),
        ("2002:5db8:d822::1", True), ("2001:0:7f00:1::", False), ("2001:db8::1", False),
        ("ff02::1", False), ("fd00:ec2::254", False), ("169.254.169.254", False),
        ("100.100.100.200", False), ("168.63.129.16", False), ("192.0.0.192", False),
        ("255.255.255.255", False), ("198.18.0.1", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_systems_resolver() -> None:
    assert "127.0.0.1" in resolve("127.0.0.1", 80)
    with pytest.raises(FetchError, match="not known"):
        resolve("a..b" + "x" * 300, 80)


def test_ids_of_addresses() -> None:
    assert id_of_url("https://News.Example/2021/man-held/") == "news-example-2021-man-held"
    assert id_of_url("http://news.example/2021/man-held") == "news-example-2021-man-held"
    long = "https://x.example/" + "a" * 500
    others = [
        "https://news.example/?id=1", "https://news.example/?id=2", "https://news.example/A",
        "https://news.example/a", long, long + "b", "https://x.example/новости", "https://x.example/дело",
    ]  # fmt: skip
    ids = [id_of_url(url) for url in others]
    assert len(set(ids)) == len(others)
    assert all(len(one) <= 120 for one in ids)
