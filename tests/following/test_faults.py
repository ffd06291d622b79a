"""Servers that misbehave: each fault is named, nothing is lost, nothing is doubled."""

from __future__ import annotations

import gzip
import json
import time as real_time
from dataclasses import replace
from datetime import timedelta

import pytest

from .conftest import Following
from .site import Asked, Page, Site, rss, telling
from .test_sync import item


def dripping(asked: Asked) -> Page:
    asked.write(b"HTTP/1.1 200 OK\r\n")
    try:
        for n in range(4000):
            asked.write(b"x-%d: y\r\n" % n)
            real_time.sleep(0.05)
    except OSError:
        pass
    return Page(raw=b"")


def endless(asked: Asked) -> Page:
    asked.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n<rss>")
    try:
        for _ in range(100_000):
            asked.write(b" " * 100_000)
    except OSError:
        pass
    return Page(raw=b"")


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' \
       "<rss><channel><title>&b;</title></channel></rss>"  # fmt: skip
FAULTS = {
    "slow": (dripping, "no full answer within"),
    "endless": (endless, "larger than"),
    "dropped": (Page(raw=b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n<rss>"), "cannot be fetched"),
    "silent": (Page(raw=b""), "cannot be fetched"),
    "nonsense": (Page(raw=b"\x00\x01\x02 hello\r\n\r\n"), "cannot be fetched"),
    "torn gzip": (Page(gzip.compress(rss([]) * 99)[:-20], headers={"content-encoding": "gzip"}), "torn"),
    "gzip bomb": (Page(gzip.compress(b" " * 1_900_000), headers={"content-encoding": "gzip"}), "200 times"),
    "loop": (Page(b"", 302, headers={"location": "/feed"}), "redirects"),
    "loop for good": (Page(b"", 301, headers={"location": "/feed"}), "redirects"),
    "to a file": (Page(b"", 302, headers={"location": "file:///etc/passwd"}), "not fetched"),
    "bomb": (Page(BOMB.encode()), "entities"),
    "bomb in UTF-16": (Page(BOMB.encode("utf-16")), "entities"),
    "page": (Page(b"<!DOCTYPE html><html><body>Welcome</body></html>"), "web page"),
    "empty": (Page(b"  "), "empty"),
    "text": (Page(b"nothing but words"), "no feed"),
    "binary": (Page(bytes(range(256)) * 20), "no feed"),
    "JSON of another kind": (Page(b'{"a": 1}'), "no items"),
    "torn JSON": (Page(b'{"items": [{"id": 1}, '), "torn"),
    "deep JSON": (Page(b'{"items": ' + b"[" * 200_000), "torn"),
    "error": (Page(b"", 500), "500"),
    "forbidden": (Page(b"", 403), "403"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named_and_passes(fault: str, site: Site, following: Following) -> None:
    answer, says = FAULTS[fault]
    seconds = 0.6 if fault == "slow" else 30.0
    following.limits = replace(following.limits, seconds=seconds)
    shown = [item(site, 1), item(site, 2)]
    following.add(site.feed(shown[:1]))
    following.one()
    site.pages["/feed"] = answer
    result = following.one()
    assert result.state == "failed"
    assert says in result.error
    (feed,) = following.feeds.all()
    assert (feed.errors, feed.error) == (1, result.error)
    assert following.one().state == "put off"
    site.feed(shown)
    following.time.sleep(3600)
    result = following.one()
    assert (result.state, result.taken.new, result.errors) == ("ok", 1, 0)
    assert len(following.texts()) == 2


@pytest.mark.parametrize("fault", ["slow", "endless", "dropped", "torn gzip", "loop", "nonsense"])
def test_pages_that_misbehave_are_tried_again(fault: str, site: Site, following: Following) -> None:
    following.limits = replace(following.limits, seconds=0.6 if fault == "slow" else 30.0)
    shown = item(site, 1)
    answer = FAULTS[fault][0]
    site.pages["/1"] = Page(b"", 302, headers={"location": "/1"}) if fault == "loop" else answer
    following.add(site.feed([shown]))
    assert following.one().tally.short == 1
    site.story("/1", telling("Ada Examplov"))
    following.time.sleep(3600)
    assert following.one().tally.versions == 1


def test_a_host_that_fails_is_left_alone_for_this_time(site: Site, following: Following) -> None:
    shown = [item(site, n) for n in range(9)]
    for n in range(9):
        site.pages[f"/{n}"] = Page(b"", 500)
    following.add(site.feed(shown))
    following.one()
    assert sum(site.count(f"/{n}") for n in range(9)) == 3


@pytest.mark.parametrize(
    ("encoding", "declared", "header", "noted"),
    [
        ("utf-8", "utf-8", "", False),
        ("windows-1251", "windows-1251", "", False),
        ("windows-1251", "", "; charset=windows-1251", False),
        ("windows-1251", "utf-8", "; charset=windows-1251", True),
        ("utf-8", "iso-8859-5", "", True),
        ("utf-16", "utf-16", "", False),
    ],
)
def test_wrong_and_right_charsets(
    encoding: str, declared: str, header: str, noted: bool, site: Site, following: Following
) -> None:
    words = "Иван Примеров был задержан в городе Образцово, сообщили в полиции. Ada Examplov."
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    feed = (f"{head}<rss version='2.0'><channel><title>Газета</title><item><guid>1</guid>"
            f"<title>Дело</title><description>{words}</description></item></channel></rss>")  # fmt: skip
    site.pages["/feed"] = Page(feed.encode(encoding), media="application/rss+xml" + header)
    following.add(site.url + "/feed")
    result = following.one()
    assert bool(result.notes) is noted
    (kept,) = following.store.reports()
    assert kept.report.text == words
    assert kept.report.title == "Дело"
    assert following.feeds.all()[0].title == "Газета"


def test_the_charset_of_a_page_is_what_its_server_says(site: Site, following: Following) -> None:
    shown = item(site, 1)
    page = site.pages["/1"]
    assert isinstance(page, Page)
    markup = page.body.decode().replace("Ivanb Examplov", "Ада Примерова")
    site.pages["/1"] = Page(markup.encode("koi8-r"), media="text/html; charset=KOI8-R")
    following.add(site.feed([shown]))
    following.one()
    (kept,) = following.store.reports()
    assert "Ада Примерова was arrested" in kept.report.text


def test_not_modified(site: Site, following: Following) -> None:
    body = rss([item(site, 1)])

    def answer(asked: Asked) -> Page:
        known = asked.headers.get("if-none-match") == 'W/"1"'
        since = asked.headers.get("if-modified-since") == "a day of the server's own"
        if known and since:
            return Page(b"", 304)
        return Page(body, headers={"etag": 'W/"1"', "last-modified": "a day of the server's own"})

    site.pages["/feed"] = answer
    following.add(site.url + "/feed")
    assert following.one().state == "ok"
    result = following.one()
    assert (result.state, result.taken.new) == ("unchanged", 0)
    assert following.feeds.all()[0].succeeded is not None


def test_what_a_server_says_of_a_listing_cannot_add_headers(
    site: Site, following: Following
) -> None:
    site.pages["/feed"] = Page(
        rss([item(site, 1)]), headers={"etag": '"Ä"', "last-modified": "x" * 2000}
    )
    following.add(site.url + "/feed")
    following.one()
    (feed,) = following.feeds.all()
    assert (feed.etag, feed.modified) == ("", "")


def test_gone_for_good(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, 1)]))
    following.one()
    site.pages["/feed"] = Page(b"", 410)
    assert "410" in following.one().error
    following.time.sleep(30 * 86_400)
    assert following.one().state == "gone"
    assert site.count("/feed") == 2
    site.feed([item(site, 1), item(site, 2)])
    assert following.one("feed").taken.new == 1
    assert following.one().state == "ok"


def test_retry_after_is_kept_to(site: Site, following: Following) -> None:
    site.pages["/feed"] = Page(b"", 503, headers={"retry-after": "7200"})
    following.add(site.url + "/feed")
    assert following.one().again == (following.time.now + timedelta(hours=2)).isoformat()
    following.time.sleep(7100)
    assert following.one().state == "put off"
    site.feed([item(site, 1)])
    following.time.sleep(200)
    assert following.one().tally.reports == 1


def test_a_host_that_wants_to_be_left_alone_keeps_its_items_waiting(
    site: Site, following: Following
) -> None:
    shown = [item(site, n) for n in range(4)]
    for n in range(4):
        site.pages[f"/{n}"] = Page(b"", 429, headers={"retry-after": "600"})
    following.add(site.feed(shown))
    result = following.one()
    assert (result.waiting, result.tally.failures) == (4, [])
    assert sum(site.count(f"/{n}") for n in range(4)) == 1
    for n in range(4):
        item(site, n)
    following.time.sleep(700)
    assert following.one().tally.reports == 4


def test_a_clock_that_was_set_back_stops_nothing(site: Site, following: Following) -> None:
    site.pages["/feed"] = Page(b"", 500)
    site.pages["/1"] = Page(b"", 500)
    following.add(site.url + "/feed")
    following.one()
    following.time.now -= timedelta(days=400)
    site.feed([{**item(site, 1), "description": ""}])
    site.pages["/1"] = Page(b"", 500)
    assert following.one().state == "ok"
    following.time.now -= timedelta(days=400)
    site.story("/1", telling("Ada Examplov"))
    assert following.one().tally.reports == 1


def test_one_bad_feed_stops_no_other(site: Site, following: Following) -> None:
    following.add(site.url + "/nowhere", "a")
    following.add(site.feed([item(site, 1)]), "b")
    following.add("http://does-not-exist.invalid/feed", "c")
    states = {r.feed.name: r.state for r in following.sync()}
    assert states == {"a": "failed", "b": "ok", "c": "failed"}


def test_json_feed(site: Site, following: Following) -> None:
    url = item(site, 1)["link"]
    items = [
        {"id": 7, "url": url, "title": "T", "date_published": "2024-07-29T10:00:00Z"},
        {"id": "8", "content_text": "Ada Examplov was <b>not</b> named.", "title": "Plain"},
        {"id": "9", "content_html": f"<p>{telling('Bela Examplov')}</p>", "url": "javascript:x()"},
        "no item",
    ]
    site.pages["/feed"] = Page(json.dumps({"title": "J", "items": items}).encode())
    following.add(site.url + "/feed")
    assert following.one().tally.reports == 3
    assert "Ada Examplov was not named." in following.texts().values()
