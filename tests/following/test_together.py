"""Syncs on stores of each kind, and two at once on one store."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from casewatch.errors import StoreError
from casewatch.following.clock import Clock
from casewatch.following.outcome import Result
from casewatch.following.politeness import Manners
from casewatch.following.sync import Sync
from casewatch.store import Store
from casewatch.store.feeds import Feed, Feeds

from .reader import NameReader
from .site import Site
from .test_sync import item


def sync(url: str, wait: float = 60.0) -> list[Result]:
    with Store.open(url, wait_seconds=wait) as store:
        clock = Clock()
        return list(Sync(store, NameReader(), clock, Manners(clock, pause=0.0), workers=2).run())


def follow(url: str, site: Site, count: int) -> None:
    with Store.open(url) as store:
        for n in range(2):
            address = site.feed([item(site, 100 * n + k) for k in range(count)], f"/feed/{n}")
            Feeds(store).add(Feed(f"feed-{n}", "feed", address, private=True))


def test_a_sync_and_another(store_url: str, site: Site) -> None:
    follow(store_url, site, 3)
    assert [r.tally.reports for r in sync(store_url)] == [3, 3]
    site.feed([item(site, 0, "Mara Examplov", title="Corrected"), item(site, 7)], "/feed/0")
    (first, second) = sync(store_url)
    assert (first.tally.reports, first.tally.versions, first.taken.vanished) == (1, 1, 2)
    assert second.tally.reports == 0
    with Store.open(store_url) as store:
        assert list(store.verify()) == []
        assert store.counts().reports == 7


def test_two_at_once_lose_and_double_nothing(store_url: str, site: Site) -> None:
    follow(store_url, site, 12)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            sync(store_url)
        except BaseException as fault:  # noqa: BLE001 - told below
            failed.append(fault)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    with Store.open(store_url) as store:
        assert list(store.verify()) == []
        assert store.counts().reports == 24
        assert store.counts().versions == 24
        assert list(Feeds(store).counts().values()) == [{"done": 12, "vanished": 0}] * 2


def test_a_store_that_another_program_holds_stops_the_sync_in_one_line(
    path: Path, site: Site
) -> None:
    follow(str(path), site, 1)
    with Store.open(str(path)) as holder, holder.batch(), pytest.raises(StoreError, match="locked"):
        sync(str(path), 0.1)
    assert [r.tally.reports for r in sync(str(path))] == [1, 1]
