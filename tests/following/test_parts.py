"""The parts of following, each alone: manners, waits, health, formats, names."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewatch.errors import CasewatchError, CleanError, FetchError, UsageError
from casewatch.following.adding import feed_of, unused
from casewatch.following.documents import document, refuse_entities
from casewatch.following.health import silence
from casewatch.following.lanes import Lanes
from casewatch.following.listing import listed
from casewatch.following.mailbox import place_of
from casewatch.following.opml import Outline, read_opml, write_opml
from casewatch.following.politeness import ForbiddenError, HeldError, Manners
from casewatch.following.syndication import parse_feed
from casewatch.following.waits import MOST, asked_wait, backoff
from casewatch.sources.web import Client, Web

from ..effort import in_proportion
from .conftest import Following, Time
from .site import Page, Site, rss, telling
from .test_sync import item

NOW = datetime(2024, 8, 1, tzinfo=UTC)


# --- manners


def test_one_host_at_a_time_with_a_pause(time: Time) -> None:
    manners = Manners(time.clock(), pause=2.0)
    for url in (
        "http://a.example/1",
        "http://b.example/1",
        "http://a.example/2",
        "http://a.example/3",
    ):
        manners.turn(url)
    assert time.slept == [2.0, 2.0]


def test_a_host_that_is_held_is_not_asked(time: Time) -> None:
    manners = Manners(time.clock())
    manners.hold("http://a.example/", 600)
    with pytest.raises(HeldError, match="10 minutes"):
        manners.turn("http://a.example/x")
    manners.turn("http://b.example/x")
    time.sleep(601)
    manners.turn("http://a.example/x")


def test_robots_txt(site: Site, time: Time) -> None:
    site.pages["/robots.txt"] = Page(
        b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: evil\nDisallow: /\n"
    )
    manners = Manners(time.clock(), pause=0.0)
    with Client(Web(allow_private=True)) as client:
        manners.see_robots(site.url + "/news", client)
        with pytest.raises(ForbiddenError, match=r"robots\.txt"):
            manners.see_robots(site.url + "/private/1", client)
        assert site.count("/robots.txt") == 1
        manners.turn(site.url + "/news")
        manners.turn(site.url + "/news")
        assert time.slept == [7.0]
        site.pages["/robots.txt"] = Page(b"", 503)
        time.sleep(90_000)
        with pytest.raises(FetchError, match="cannot be had"):
            manners.see_robots(site.url + "/news", client)
        site.pages["/robots.txt"] = Page(b"", 404)
        manners.see_robots(site.url + "/private/1", client)


def test_what_robots_txt_closes_is_told_by_the_feed_alone(site: Site, following: Following) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: casewatch\nDisallow: /\n")
    shown = item(site, 1, description=telling("Ada Examplov"))
    following.add(site.feed([shown]))
    result = following.one()
    assert (result.tally.reports, result.tally.short, site.count("/1")) == (1, 1, 0)
    (kept,) = following.store.reports()
    assert "robots.txt closes this page" in kept.origin.notes[0]


def test_waits_grow_and_are_never_in_step() -> None:
    least = [backoff(n, lambda: 0.0) for n in range(1, 12)]
    most = [backoff(n, lambda: 1.0) for n in range(1, 12)]
    assert least[0] == 300
    assert most[0] == 600
    assert least == sorted(least)
    assert most[-1] == MOST
    assert all(2 * a == b for a, b in zip(least, most, strict=True))
    assert backoff(10**9, lambda: 1.0) == MOST


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), ("", None), ("soon", None), ("-5", None), ("9" * 40, None),
        ("99999999999", 604_800), ("Thu, 01 Aug 2024 00:01:00 GMT", 60),
        ("Thu, 01 Aug 2019 00:01:00 GMT", 0), ("Thu, 01 Aug 9999 00:01:00 GMT", 604_800),
    ],
)  # fmt: skip
def test_retry_after(header: str, seconds: float | None) -> None:
    assert asked_wait(header, NOW) == seconds


# --- health


def days(*numbers: int) -> list[tuple[str, str | None]]:
    return [((NOW + timedelta(days=n)).isoformat(), None) for n in numbers]


def test_silence_is_unusual_where_it_is_longer_than_ever_before() -> None:
    daily = days(*range(20))
    assert silence(daily, NOW + timedelta(days=20)).unusual is False
    late = silence(daily, NOW + timedelta(days=23))
    assert (late.unusual, late.now, late.usual) == (True, timedelta(days=4), timedelta(days=1))
    weekly = days(*range(0, 140, 7))
    assert silence(weekly, NOW + timedelta(days=140)).unusual is False
    assert silence(days(1, 2), NOW + timedelta(days=300)).unusual is None
    assert silence([], NOW).now is None
    assert silence(daily, NOW - timedelta(days=300)).now == timedelta()


def test_dates_in_the_future_say_nothing_of_silence() -> None:
    seen = NOW.isoformat()
    times = [
        (seen, "2099-01-01T00:00:00Z"),
        (seen, "Mon, 29 Jul 2024 10:00:00 GMT"),
        (seen, "nonsense"),
    ]
    assert silence(times, NOW).now == timedelta()


# --- formats


def test_sitemap_index_with_news_and_gzip(site: Site, following: Following) -> None:
    import gzip

    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages = [item(site, n)["link"] for n in (1, 2, 3)]
    old = f"<urlset {space}><url><loc>{pages[0]}</loc></url></urlset>"
    news = (
        f'<urlset {space} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>\n{pages[1]}\n</loc><news:news><news:publication><news:name>The Example"
        "</news:name></news:publication><news:publication_date>2024-07-30</news:publication_date>"
        f"<news:title>News</news:title></news:news></url><url><loc>{pages[2]}</loc></url></urlset>"
    )
    site.pages["/old.xml.gz"] = Page(gzip.compress(old.encode()), media="application/gzip")
    site.pages["/news.xml"] = Page(news.encode(), media="application/xml")

    def index(stamp: str) -> Page:
        return Page(
            f"<sitemapindex {space}><sitemap><loc>{site.url}/old.xml.gz</loc><lastmod>2020-01-01"
            f"</lastmod></sitemap><sitemap><loc>{site.url}/news.xml</loc><lastmod>{stamp}</lastmod>"
            f"</sitemap><sitemap><loc>{site.url}/lost.xml</loc></sitemap></sitemapindex>".encode()
        )

    site.pages["/sitemap.xml"] = index("2024-07-30")
    following.add(site.url + "/sitemap.xml", kind="sitemap")
    result = following.one()
    assert (result.taken.new, result.tally.reports) == (3, 3)
    assert "lost.xml: the server answered 404" in result.notes[0]
    assert following.feeds.all()[0].title == "The Example"
    site.pages["/sitemap.xml"] = index("2024-07-31")
    assert following.one().tally.reports == 0
    assert (site.count("/old.xml.gz"), site.count("/news.xml")) == (1, 2)


def test_ids_stay_when_a_feed_moves() -> None:
    feed = rss([{"guid": "7", "link": "/a"}]).replace(b' isPermaLink="false"', b"")
    old, new = parse_feed(feed, "http://old.example/f"), parse_feed(feed, "http://new.example/f")
    assert [e.url for e in (*old.entries, *new.entries)] == [
        "http://old.example/a",
        "http://new.example/a",
    ]
    assert listed(old)[0].key == listed(new)[0].key


def test_odd_characters_in_feeds_can_be_stored(following: Following, site: Site) -> None:
    body = r'{"items": [{"id": "\ud800\u0000x", "title": "a\u0000b\ud83d", "content_text": "Ada Examplov\u0000 \udc00 spoke."}], "title": "\u0000\ud800"}'
    site.pages["/feed"] = Page(body.encode())
    following.add(site.url + "/feed")
    assert following.one().tally.reports == 1


def test_opml_there_and_back() -> None:
    feeds = [Outline("http://a.example/feed?x=1&y=2", 'A "quoted" <name>'),
             Outline("http://b.example/sitemap.xml", "B\x00", "sitemap")]  # fmt: skip
    again = read_opml(write_opml(feeds))
    assert [(o.url, o.kind) for o in again] == [(o.url, o.kind) for o in feeds]
    assert again[0].title == feeds[0].title
    nested = b'<opml><body><outline text="F"><outline xmlUrl="http://c.example/"/></outline></body></opml>'
    assert [o.url for o in read_opml(nested)] == ["http://c.example/"]


@pytest.mark.parametrize(
    "content",
    [b"", b"<html/>", b"no xml", b"<rss/>", b'<!DOCTYPE x [<!ENTITY a "b">]><opml>&a;</opml>'],
)
def test_what_is_no_opml(content: bytes) -> None:
    with pytest.raises(CleanError):
        read_opml(content)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><x/>', '<?p <a?><!-- <a> --> <!DOCTYPE x [ ]><x/>',
        '\ufeff<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "y" [<!ENTITY % a "b">]><x/>',
        "<!-- > --><!DOCTYPE x [",
    ],
)  # fmt: skip
def test_declared_entities_are_refused(text: str) -> None:
    with pytest.raises(CleanError, match="entities"):
        refuse_entities(text)


@pytest.mark.parametrize(
    "text",
    [
        "<rss><![CDATA[<!DOCTYPE x [<!ENTITY]]></rss>",
        '<!DOCTYPE rss PUBLIC "-//X" "http://x"><rss/>',
        "",
        "<!--",
    ],
)
def test_other_documents_are_not(text: str) -> None:
    refuse_entities(text)


def test_documents_in_odd_characters() -> None:
    assert document(b"<?xml version='1.0' encoding='nonsense'?><a>\xe4</a>")[0].endswith("<a>ä</a>")
    assert document("<a>ж\x0b\x00</a>".encode())[0] == "<a>ж</a>"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"):
        text, _ = document('<?xml version="1.0" encoding="UTF-16"?><a>ж</a>'.encode(encoding))
        assert text.endswith("<a>ж</a>"), encoding


HOSTILE = [
    lambda n: b"<rss><channel>" + b"<item>" * n, lambda n: b"<rss>" + b"<!--" * n,
    lambda n: b"<rss " + b"a=" * n, lambda n: b"<?" * n, lambda n: b"<rss><item><title>" + b"&lt;" * n,
    lambda n: b"<urlset>" + b"<url><loc>http://x.example/" * n, lambda n: b"<rss>" + b"<x>" * n,
]  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_feeds_cost_no_more_than_their_length(shape: object) -> None:
    assert callable(shape)

    def work(size: int) -> None:
        with suppress(CasewatchError):
            listed(parse_feed(shape(size), "http://x.example/"))

    assert in_proportion(work, 6_000)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_parsers(content: bytes) -> None:
    for start in (b"", b"<rss><channel><item>", b'{"items": [', b"<urlset><url><loc>"):
        with suppress(CasewatchError):
            listed(parse_feed(start + content, "http://x.example/"))


# --- what a person names


def test_names_of_feeds(tmp_path: object) -> None:
    assert feed_of("https://www.news.example/rss.xml").name == "news.example"
    assert feed_of("https://news.example/crime/feed/").name == "news.example-crime"
    assert feed_of("https://news.example/?feed=rss2").name == "news.example-feed-rss2"
    assert feed_of("https://news.example/news-sitemap.xml").kind == "sitemap"
    assert feed_of("feed:https://news.example/rss").url == "https://news.example/rss"
    assert feed_of("feed://news.example/rss").url == "http://news.example/rss"
    folder = feed_of(str(tmp_path))
    assert folder.kind == "folder"
    box = feed_of("imaps://desk%40press.example@mail.example/Alerts")
    assert (box.kind, box.name) == ("imap", "desk@press.example")
    assert unused("a", {"a", "a-2"}) == "a-3"
    for wrong in ("ftp://x.example/", "/no/such/folder", "imaps://mail.example/", "imap://u:p@x/",
                  "imaps://u@x:99999/", 'imaps://u@x/a"b'):  # fmt: skip
        with pytest.raises(UsageError):
            feed_of(wrong)


def test_places_of_mailboxes() -> None:
    place = place_of("imap://desk@mail.example:1143/News%20Alerts")
    assert (place.port, place.folder, place.secure) == (1143, "News Alerts", False)
    assert place_of("imaps://d@m.example").port == 993


# --- lanes


def test_lanes_keep_their_order_and_faults_come_out() -> None:
    import threading
    from contextlib import nullcontext

    lanes = [[(lane, n) for n in range(20)] for lane in range(5)]
    stop = threading.Event()
    got = list(Lanes(lanes, lambda: nullcontext(None), lambda job, _: job, 3, stop))
    assert sorted(got) == [job for lane in lanes for job in lane]
    for lane in lanes:
        assert [job for job in got if job in lane] == lane

    def fails(job: tuple[int, int], _: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Lanes(lanes, lambda: nullcontext(None), fails, 3, stop))
    stop.set()
    assert list(Lanes(lanes, lambda: nullcontext(None), lambda job, _: job, 3, stop)) == []
