"""A sync that is killed at any point and run again gives the store of an undisturbed one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casewatch.store import Store
from casewatch.store.feeds import Feed, Feeds

from .killed import main
from .site import Site
from .test_sync import item

ROOT = Path(__file__).parents[2]


def followed(path: Path, site: Site) -> Path:
    with Store.open(str(path)) as store:
        for number in range(2):
            url = site.feed([item(site, 10 * number + n) for n in range(3)], f"/feed/{number}")
            Feeds(store).add(Feed(f"feed-{number}", "feed", url, private=True))
    return path


def killed(*calls: tuple[Path, str, int]) -> list[int]:
    """The signals that ended syncs which kill themselves."""
    words = [str(word) for call in calls for word in call]
    call = [sys.executable, "-m", "tests.following.killed", *words]
    done = subprocess.run(call, cwd=ROOT, timeout=300, check=True, capture_output=True, text=True)
    return [int(line) for line in done.stdout.split()]


def state(path: Path) -> tuple[list[str], list[dict[str, int]]]:
    with Store.open(str(path)) as store:
        assert list(store.verify()) == []
        return list(store.dump()), list(Feeds(store).counts().values())


@pytest.fixture
def whole(tmp_path: Path, site: Site) -> tuple[list[str], list[dict[str, int]]]:
    path = followed(tmp_path / "whole.db", site)
    main(str(path))
    return state(path)


POINTS = [("listed", 1), ("read", 4), ("commit", 1), ("commit", 5), ("committed", 5)]


def test_killed_at_points(
    tmp_path: Path, site: Site, whole: tuple[list[str], list[dict[str, int]]]
) -> None:
    calls = [
        (followed(tmp_path / f"{where}-{count}.db", site), where, count) for where, count in POINTS
    ]
    assert killed(*calls) == [signal.SIGKILL] * len(calls)
    for path, where, count in calls:
        main(str(path))
        assert state(path) == whole, (where, count)


def test_killed_again_and_again(
    tmp_path: Path, site: Site, whole: tuple[list[str], list[dict[str, int]]]
) -> None:
    path, chance = followed(tmp_path / "cases.db", site), random.Random(3)
    ends = killed(*((path, "commit", chance.randint(1, 3)) for _ in range(4)))
    assert ends.count(signal.SIGKILL) >= 2
    main(str(path))
    assert state(path) == whole
