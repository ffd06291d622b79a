"""Feeds and items in stores of each kind."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.errors import NotFoundError, UsageError
from casewatch.model.report import Report
from casewatch.store import Failure, Store
from casewatch.store.feeds import Feed, Feeds, Listed, Taken

from .reader import NameReader

LATE = "2999-01-01"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store.open(store_url) as opened:
        yield opened


def item(key: str, fingerprint: str = "1") -> Listed:
    return Listed(
        key, f"http://news.example/{key}", fingerprint, True, None, {"title": f"Дело {key}"}
    )


def finish(store: Store, feeds: Feeds, feed: Feed, most: int = 100) -> list[str]:
    """Stores a report for each item that is due; their addresses."""
    done = []
    for one in feeds.due(feed, "2024-08-01", LATE, most):
        report = Report(one.url, f"Ada Examplov, {one.fingerprint}")
        with store.batch() as batch:
            batch.add(report, NameReader().read(report))
            feeds.settle(batch, one, report.id)
        done.append(one.url)
    return done


def test_feeds_are_kept_and_removed(store: Store) -> None:
    feeds = Feeds(store)
    kept = feeds.add(
        Feed("a", "feed", "http://news.example/feed", since="2024-01-01", private=True)
    )
    assert feeds.find("a") == feeds.find("http://news.example/feed") == kept
    for twice in (Feed("a", "feed", "http://other.example"), Feed("b", "feed", kept.url)):
        with pytest.raises(UsageError, match="followed already"):
            feeds.add(twice)
    feeds.note(kept, etag='"x"', errors=3, gone=True)
    assert (feeds.find("a").etag, feeds.find("a").errors, feeds.find("a").gone) == ('"x"', 3, True)
    feeds.take(kept, [item("k")])
    assert feeds.remove(kept) == 1
    with pytest.raises(NotFoundError):
        feeds.find("a")
    with pytest.raises(UsageError, match="too long"):
        feeds.add(Feed("x" * 200, "feed", "http://long.example"))


def test_items_wait_until_they_are_done(store: Store) -> None:
    feeds = Feeds(store)
    feed = feeds.add(Feed("a", "feed", "http://news.example/feed"))
    assert feeds.take(feed, [item("1"), item("2")]) == Taken(2, 0, 0, 0)
    (first, _) = feeds.due(feed, "2024-08-01", LATE, 10)
    assert feeds.told(first) == {"title": "Дело 1"}
    assert finish(store, feeds, feed) == ["http://news.example/1", "http://news.example/2"]
    assert feeds.told(first) is None
    assert feeds.take(feed, [item("2", "other"), item("3")], etag="e") == Taken(1, 1, 0, 1)
    assert feeds.find("a").etag == "e"
    assert set(finish(store, feeds, feed)) == {"http://news.example/2", "http://news.example/3"}
    assert feeds.counts()[feed.pk] == {"done": 3, "vanished": 1}
    assert [r.version for r in store.reports()] == [1, 2, 1]
    assert feeds.reports_of(feed, "http://news.example/3") == ("3",)
    assert feeds.are_listed(feed, ["3", "9"])
    assert not feeds.are_listed(feed, ["1"])


def test_what_changed_while_it_was_worked_on_goes_on_waiting(store: Store) -> None:
    feeds = Feeds(store)
    feed = feeds.add(Feed("a", "feed", "http://news.example/feed"))
    feeds.take(feed, [item("1")])
    (taken_up,) = feeds.due(feed, "2024-08-01", LATE, 10)
    feeds.take(feed, [item("1", "other")])
    with store.batch() as batch:
        feeds.settle(batch, taken_up, "r")
    assert len(feeds.due(feed, "2024-08-01", LATE, 10)) == 1


def test_putting_off_giving_up_and_beginning_again(store: Store) -> None:
    feeds = Feeds(store)
    feed = feeds.add(Feed("a", "feed", "http://news.example/feed"))
    feeds.take(feed, [item("1"), item("2")])
    one, two = feeds.due(feed, "2024-08-01", LATE, 10)
    with store.batch() as batch:
        batch.fail(Failure(one.url, "fetch", "slow"))
        feeds.postpone(batch, one, "slow", "2024-08-02")
        feeds.shorten(batch, two, "r", "its page is slow", None)
    assert feeds.due(feed, "2024-08-01", LATE, 10) == ()
    assert len(feeds.due(feed, "2024-08-03", LATE, 10)) == 1
    assert len(feeds.due(feed, "2020-01-01", "2020-01-08", 10)) == 1  # the clock was set back
    with store.batch() as batch:
        feeds.postpone(batch, one, "slow", None)
    assert feeds.failed(feed) == (("http://news.example/1", "slow"),)
    feeds.again(feed)
    (again,) = feeds.due(feed, "2024-08-01", LATE, 10)
    assert (again.key, again.attempts) == ("1", 0)


def test_an_error_in_a_transaction_leaves_the_item_waiting(store: Store) -> None:
    feeds = Feeds(store)
    feed = feeds.add(Feed("a", "feed", "http://news.example/feed"))
    feeds.take(feed, [item("1")])
    (one,) = feeds.due(feed, "2024-08-01", LATE, 10)
    report = Report("r", "Ada Examplov")

    def fails() -> None:
        with store.batch() as batch:
            batch.add(report, NameReader().read(report))
            feeds.settle(batch, one, "r")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert len(feeds.due(feed, "2024-08-01", LATE, 10)) == 1
    assert store.counts().reports == 0


LISTINGS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"), max_size=6),
        st.booleans(),
        st.integers(0, 4),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def shared_store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


NUMBERS = itertools.count()


@settings(max_examples=25)
@given(LISTINGS)
def test_whatever_feeds_list_every_item_is_one_report_in_its_newest_text(
    shared_store: Store, listings: list[tuple[dict[str, str], bool, int]]
) -> None:
    store, feeds, name = shared_store, Feeds(shared_store), f"feed-{next(NUMBERS)}"
    feed = feeds.add(Feed(name, "feed", f"http://news.example/{name}"))
    newest: dict[str, str] = {}
    for shown, torn, most in listings:
        newest |= shown
        listed = [item(f"{name}-{key}", mark) for key, mark in shown.items()]
        taken = feeds.take(feeds.find(name), listed, torn=torn)
        assert taken.new + taken.changed + taken.known == len(shown)
        finish(store, feeds, feed, most)
    finish(store, feeds, feed)
    assert feeds.counts().get(feed.pk, {}).get("done", 0) == len(newest)
    ids = {f"http://news.example/{name}-{key}": mark for key, mark in newest.items()}
    assert {r.report.id for r in store.reports() if f"/{name}-" in r.report.id} == set(ids)
