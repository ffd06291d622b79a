"""A store, a site, a clock that tests own, and syncs over them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casewatch.following.clock import Clock
from casewatch.following.outcome import Result
from casewatch.following.politeness import Manners
from casewatch.following.sync import Sync
from casewatch.sources.limits import Limits
from casewatch.sources.web import Web
from casewatch.store import Store
from casewatch.store.feeds import Feed, Feeds

from .reader import NameReader
from .site import Site

BEGIN = datetime(2024, 8, 1, 12, tzinfo=UTC)


class Time:
    """The time of day and a steady one; sleeping moves both at once."""

    def __init__(self) -> None:
        self.now = BEGIN
        self.steady = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.steady += seconds
        self.now += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.now, steady=lambda: self.steady, chance=lambda: 0.5, sleeper=self.sleep
        )


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without anything in it: to copy one is quicker than to make one."""
    path = tmp_path_factory.mktemp("empty") / "cases.db"
    Store.open(str(path)).close()
    return path


@pytest.fixture
def store(tmp_path: Path, time: Time, empty_store: Path) -> Iterator[Store]:
    shutil.copy(empty_store, tmp_path / "cases.db")
    now = lambda: time.now.isoformat(timespec="seconds")  # noqa: E731
    with Store.open(str(tmp_path / "cases.db"), now=now) as opened:
        yield opened


@pytest.fixture
def feeds(store: Store) -> Feeds:
    return Feeds(store)


class Following:
    """Follows addresses and syncs them, with limits that suit tests."""

    def __init__(self, store: Store, time: Time) -> None:
        self.store, self.time, self.feeds = store, time, Feeds(store)
        self.clock = time.clock()
        self.manners = Manners(self.clock, pause=0.0)
        self.limits = Limits(seconds=20.0, download_bytes=2_000_000)

    def add(self, url: str, name: str = "feed", kind: str = "feed", **more: str) -> Feed:
        return self.feeds.add(Feed(name, kind, url, private=True, **more))

    def sync(self, *names: str, most: int = 200) -> list[Result]:
        work = Sync(
            self.store, NameReader(), self.clock, self.manners, Web(limits=self.limits),
            listing_limits=self.limits, workers=2, most=most,
        )  # fmt: skip
        return list(work.run(names))

    def one(self, *names: str, most: int = 200) -> Result:
        (result,) = self.sync(*names, most=most)
        return result

    def texts(self) -> dict[str, str]:
        return {kept.report.id: kept.report.text for kept in self.store.reports()}


@pytest.fixture
def following(store: Store, time: Time) -> Following:
    return Following(store, time)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"
