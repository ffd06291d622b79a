"""What comes of items that are new, changed, gone, re-ordered, shared, and of their pages."""

from __future__ import annotations

import random

import pytest

from casewatch.errors import NotFoundError

from .conftest import Following
from .site import Page, Site, rss, telling


def item(site: Site, n: int, who: str = "", **more: str) -> dict[str, str]:
    words = telling(who or f"Ivan{chr(97 + n % 26)} Examplov", f"It is case number {n}.")
    url = site.story(f"/{n}", words, f"Story {n}")
    return {"title": f"Story {n}", "link": url, "guid": f"id-{n}", "description": "Teaser.",
            "pubDate": "Mon, 29 Jul 2024 10:00:00 GMT", **more}  # fmt: skip


def test_what_is_new_is_stored_with_the_text_of_its_page(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, n) for n in (1, 2, 3)]))
    result = following.one()
    assert (result.taken.new, result.tally.reports, result.tally.short) == (3, 3, 0)
    texts = following.texts()
    assert len(texts) == 3
    assert all("found computers and cash" in text for text in texts.values())
    assert not any("All rights reserved" in text for text in texts.values())
    assert {r.report.publisher for r in following.store.reports()} == {"Example News"}
    assert {(r.report.published or "")[:10] for r in following.store.reports()} == {"2024-07-29"}
    again = following.one()
    assert (again.taken.new, again.taken.known, again.tally.reports) == (0, 3, 0)
    assert site.count("/1") == 1


def test_equal_stamps_other_orders_and_vanished_items_lose_nothing(
    site: Site, following: Following
) -> None:
    following.add(site.feed([]))
    chance = random.Random(4)
    stories = [item(site, n) for n in range(30)]
    for at in range(0, 30, 3):
        shown = stories[max(0, at - 5) : at + 3]
        chance.shuffle(shown)
        site.feed(shown)
        following.one()
    site.feed(stories[:4])  # some come back
    result = following.one()
    assert (result.taken.new, result.tally.reports) == (0, 0)
    assert len(following.texts()) == 30
    assert all(site.count(f"/{n}") == 1 for n in range(30))
    (feed,) = following.feeds.all()
    assert following.feeds.counts()[feed.pk] == {"done": 30, "vanished": 26}


def test_changed_items_become_new_versions(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, 1), item(site, 2)]))
    following.one()
    site.feed([item(site, 1, "Mara Examplov", title="Story 1, corrected"), item(site, 2)])
    result = following.one()
    assert (result.taken.changed, result.tally.versions, result.tally.reports) == (1, 1, 0)
    (changed,) = [r for r in following.store.reports() if r.version == 2]
    assert "Mara Examplov" in changed.report.text
    site.feed([item(site, 1, "Mara Examplov", title="Story 1, corrected!"), item(site, 2)])
    again = following.one()  # another title, the same page
    assert (again.taken.changed, again.tally.versions, again.tally.same) == (1, 0, 1)


def test_stamps_that_are_the_same_for_all_are_the_generators(
    site: Site, following: Following
) -> None:
    def atom(stamp: str) -> Page:
        entries = "".join(
            f"<entry><id>{n}</id><title>T{n}</title><updated>{stamp}</updated>"
            f'<link href="{item(site, n)["link"]}"/></entry>'
            for n in (1, 2)
        )
        return Page(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())

    site.pages["/feed"] = atom("2024-07-01T10:00:00Z")
    following.add(site.url + "/feed")
    following.one()
    site.pages["/feed"] = atom("2024-07-02T10:00:00Z")
    assert following.one().taken.changed == 0


def test_a_story_in_two_feeds_is_one_report(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, 1)]), "a")
    following.add(site.feed([item(site, 1, guid="other")], "/second"), "b")
    results = following.sync()
    assert sum(r.tally.reports for r in results) == 1
    assert len(following.texts()) == 1


def test_items_that_share_an_address_are_reports_of_their_own(
    site: Site, following: Following
) -> None:
    words = [telling(f"{name} Examplov") for name in ("Ada", "Bela", "Cleo")]
    shown = [
        {"title": w[:3], "guid": w[:3], "link": site.url + "/live", "description": w} for w in words
    ]
    following.add(site.feed(shown))
    result = following.one()
    assert (result.tally.reports, result.tally.short) == (3, 0)
    assert {text[:4] for text in following.texts().values()} == {"Ada ", "Bela", "Cleo"}
    assert site.count("/live") == 0


def test_items_whose_pages_all_lead_to_one_are_not_one(site: Site, following: Following) -> None:
    site.story("/login", telling("Nobody Examplov"))
    shown = []
    for n in (1, 2):
        site.pages[f"/{n}"] = Page(b"", 302, headers={"location": "/login"})
        shown.append({"title": f"T{n}", "guid": str(n), "link": f"{site.url}/{n}"})
    following.add(site.feed(shown))
    assert following.one().tally.reports == 2
    assert len(following.texts()) == 2


def test_new_ids_for_old_items_double_nothing(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, n) for n in (1, 2)]))
    following.one()
    site.feed([item(site, n, guid=f"new-{n}") for n in (1, 2)])
    result = following.one()
    assert (result.taken.new, result.tally.reports, result.tally.same) == (2, 0, 2)
    assert len(following.texts()) == 2


def test_items_without_ids_and_with_the_same_ids(site: Site, following: Following) -> None:
    shown = [item(site, n) for n in range(4)]
    del shown[0]["guid"]
    shown[1]["guid"] = shown[2]["guid"] = "same"
    shown.append({"title": "Only a title, Ada Examplov"})
    shown.append({})
    following.add(site.feed(shown))
    result = following.one()
    assert (result.tally.failures, result.tally.reports) == ([], 5)
    assert following.one().tally.reports == 0


def test_the_feeds_own_text_stands_in_and_says_so(site: Site, following: Following) -> None:
    whole = {"title": "T", "guid": "1", "link": site.url + "/lost",
             "description": f"<p>{telling('Ada Examplov')}</p><script>bad()</script>"}  # fmt: skip
    following.add(site.feed([whole]))
    assert following.one().tally.short == 1
    (kept,) = following.store.reports()
    assert kept.report.text.startswith("Ada Examplov was arrested")
    assert "bad" not in kept.report.text
    assert "the feed's own text; its page: the server answered 404" in kept.origin.notes[0]
    assert following.store.original(kept.report.id)[0] == whole["description"].encode()
    assert following.one().tally.short == 0


def test_a_page_that_holds_less_than_the_feed(site: Site, following: Following) -> None:
    words = telling("Ada Examplov") * 3
    url = site.story("/wall", "Subscribe to read on. It is worth it, and it is cheap, dear reader.")
    following.add(site.feed([{"title": "T", "guid": "1", "link": url, "description": words}]))
    assert following.one().tally.short == 1
    (kept,) = following.store.reports()
    assert "Ada Examplov" in kept.report.text
    assert kept.origin.notes[0] == "the page holds less than the feed"


def test_a_page_that_comes_back_becomes_a_new_version(site: Site, following: Following) -> None:
    shown = [{"title": "T", "guid": "1", "link": site.url + "/1",
              "description": "Ada Examplov was arrested on Monday in Sampletown."}]  # fmt: skip
    site.pages["/1"] = Page(b"", 500)
    following.add(site.feed(shown))
    assert following.one().tally.short == 1
    assert following.one().tally.short == 0  # not yet its time
    site.story("/1", telling("Ada Examplov"))
    following.time.sleep(3600)
    result = following.one()
    assert (result.tally.versions, result.tally.short) == (1, 0)
    assert len(following.texts()) == 1


def test_a_shorter_text_never_takes_the_place_of_a_longer(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, 1)]))
    following.one()
    site.pages["/1"] = Page(b"", 500)
    site.feed([{**item(site, 1), "title": "Another title"}])
    site.pages["/1"] = Page(b"", 500)
    result = following.one()
    assert result.taken.changed == 1
    (kept,) = following.store.reports()
    assert kept.version == 1
    assert "found computers and cash" in kept.report.text
    site.story("/1", telling("Mara Examplov"))
    following.time.sleep(3600)
    assert following.one().tally.versions == 1


def test_an_item_that_fails_is_named_tried_again_and_given_up(
    site: Site, following: Following
) -> None:
    site.pages["/1"] = Page(b"", 500)
    following.add(site.feed([{"guid": "1", "link": site.url + "/1"}]))
    for attempt in range(1, 9):
        result = following.one()
        assert site.count("/1") == attempt
        (failure,) = result.tally.failures
        assert failure.input == site.url + "/1"
        assert "500" in failure.message
        following.time.sleep(2 * 86_400)
    assert result.tally.failed == 1
    (feed,) = following.feeds.all()
    assert following.feeds.failed(feed) == (
        (site.url + "/1", "the server answered 500 Internal Server Error"),
    )
    assert not following.one().tally.failures
    assert [f.input for f in following.store.failures()] == [site.url + "/1"]
    site.story("/1", telling("Ada Examplov"))
    assert following.one("feed").tally.reports == 1  # asked for by name
    assert not following.store.failures()


def test_what_is_too_much_for_one_sync_waits(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, n) for n in range(7)]))
    waiting = [following.one(most=3).waiting for _ in range(3)]
    assert waiting == [4, 1, 0]
    assert len(following.texts()) == 7


def test_an_item_that_left_its_feed_while_it_waited_is_not_lost(
    site: Site, following: Following
) -> None:
    following.add(site.feed([item(site, n) for n in range(5)]))
    following.one(most=2)
    site.feed([item(site, 9)])
    following.one()
    assert len(following.texts()) == 6


def test_unknown_names(following: Following) -> None:
    with pytest.raises(NotFoundError, match="nothing called"):
        following.sync("nobody")


def test_a_feed_that_moved_for_good_is_remembered(site: Site, following: Following) -> None:
    following.add(site.feed([item(site, 1)], "/new"), "a")
    (feed,) = following.feeds.all()
    following.feeds.note(feed, url=site.url + "/old", address=site.url + "/old")
    site.pages["/old"] = Page(b"", 302, headers={"location": "/new"})
    following.one()
    assert following.feeds.find("a").address == site.url + "/old"
    site.pages["/old"] = Page(b"", 301, headers={"location": "/new"})
    following.one()
    assert following.feeds.find("a").address == site.url + "/new"
    following.one()
    assert site.count("/old") == 2
    assert len(following.texts()) == 1


def test_torn_feeds_give_their_whole_items_and_are_asked_again_in_full(
    site: Site, following: Following
) -> None:
    whole = rss([item(site, n) for n in range(4)])
    site.pages["/feed"] = Page(whole[: whole.rindex(b"<item>") + 60], headers={"etag": '"torn"'})
    following.add(site.url + "/feed")
    result = following.one()
    assert result.taken.new == 3
    assert "breaks off" in result.notes[0]
    site.pages["/feed"] = Page(whole, headers={"etag": '"whole"'})
    result = following.one()
    assert (result.taken.new, result.taken.vanished) == (1, 0)
    assert "if-none-match" not in site.headers[-2]
    following.one()
    assert site.headers[-1]["if-none-match"] == '"whole"'


def test_items_before_a_day_are_left_out(site: Site, following: Following) -> None:
    old = item(site, 1, pubDate="Mon, 01 Jan 2024 10:00:00 GMT")
    following.add(site.feed([old, item(site, 2)]), since="2024-07-01")
    assert following.one().tally.reports == 1


def test_card_numbers_wait_masked_and_are_counted(site: Site, following: Following) -> None:
    words = telling("Ada Examplov", "He sold 4111 1111 1111 1111 and others.")
    site.pages["/1"] = Page(b"", 404)
    shown = {
        "title": "4111111111111111",
        "guid": "1",
        "link": site.url + "/1",
        "description": words,
    }
    following.add(site.feed([shown], title="Cards"))
    following.one(most=0)
    (feed,) = following.feeds.all()
    (waiting,) = following.feeds.due(feed, "2999", "2999", 5)
    told = following.feeds.told(waiting)
    assert "4111" not in str(told)
    result = following.one()
    assert (result.tally.short, result.tally.masked) == (1, 1)
    (kept,) = following.store.reports()
    assert "4111" not in kept.report.text + kept.report.title
    assert kept.origin.masked == 1
