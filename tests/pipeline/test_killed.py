"""A run killed at any point and run again gives the store of an undisturbed run."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casewatch.pipeline import run
from casewatch.store import Store

from .forty import NameReader, items

SCRIPT = Path(__file__).with_name("forty.py")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    with Store.open(str(tmp_path_factory.mktemp("whole") / "cases.db")) as store:
        run(items(), NameReader(), store)
        return list(store.dump())


def start(url: str, *where: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, str(SCRIPT), url, *where], stdout=subprocess.DEVNULL)


def go_on(url: str) -> tuple[list[str], int, int]:
    """Runs again: the store, reports skipped and reports read."""
    with Store.open(url) as store:
        outcome = run(items(), NameReader(), store)
        assert list(store.verify()) == []
        return list(store.dump()), outcome.skipped, outcome.read


POINTS = [
    ("open", 1), ("read", 1), ("read", 20), ("add", 3), ("add", 10), ("commit", 1), ("commit", 4),
    ("committed", 1), ("committed", 3), ("committed", 7),
]  # fmt: skip


@pytest.mark.parametrize(("where", "count"), POINTS)
def test_killed_at_a_point(
    where: str, count: int, no_store_url: str, undisturbed: list[str]
) -> None:
    with start(no_store_url, where, str(count)) as process:
        assert process.wait(60) == -signal.SIGKILL
    dump, skipped, read = go_on(no_store_url)
    assert dump == undisturbed
    assert skipped + read == 41
    if where == "committed":
        # Seven inputs a batch; the failures among them are no readings.
        assert skipped == {1: 7, 3: 20, 7: 41}[count]


def test_killed_again_and_again_at_random(store_url: str, undisturbed: list[str]) -> None:
    chance = random.Random(20240801)
    for _ in range(5):
        with start(store_url, "add", str(chance.randint(1, 16))) as process:
            process.wait(60)
    assert go_on(store_url)[0] == undisturbed


def test_killed_from_outside(tmp_path: Path, undisturbed: list[str]) -> None:
    path, chance = tmp_path / "cases.db", random.Random(7)
    with start(str(path)) as process:
        while process.poll() is None and not path.exists():
            time.sleep(0.005)
        time.sleep(chance.random() * 0.3)
        process.kill()
    assert go_on(str(path))[0] == undisturbed
