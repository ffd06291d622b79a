"""The soak of following, for a few seconds: it counts, and would see what is lost or doubled."""

from __future__ import annotations

from pathlib import Path

from casewatch.bench.feed_server import FeedServer
from casewatch.bench.feeds import _counted, measure_feeds
from casewatch.bench.press import Press
from casewatch.store import Store

from ..following.reader import NameReader


def test_nothing_is_lost_in_a_short_soak(tmp_path: Path) -> None:
    found = measure_feeds(NameReader(), tmp_path / "soak.db", minutes=0.05, feeds=5, every=0.1)
    assert found["rounds"] >= 1
    assert found["items"]["published"] >= 20
    assert (found["items"]["lost"], found["items"]["doubled"]) == (0, 0)
    assert (found["items"]["not_the_newest_text"], found["never_published"]) == (0, 0)
    assert found["reports"] == found["items"]["published"]


def test_what_is_lost_is_seen(tmp_path: Path) -> None:
    press = Press(2)
    with Store.open(str(tmp_path / "none.db")) as store, FeedServer(press) as server:
        assert _counted(store, server)["items"]["lost"] == 8


def test_the_press_is_the_same_each_time() -> None:
    one, two = Press(5), Press(5)
    for _ in range(5):
        one.turn()
        two.turn()
    assert [one.listing(n, "http://x") for n in range(5)] == [
        two.listing(n, "http://x") for n in range(5)
    ]
    assert one.published == two.published
