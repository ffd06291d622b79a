"""Faults: the server killed, several writers at once, a full disk, a clock set back."""

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from casewatch.errors import StoreError
from casewatch.model.reading import Reading
from casewatch.model.report import Report
from casewatch.pipeline import Item, run
from casewatch.store import Failure, Store
from tests.engines import Server, started

from .forty import NameReader, items, report

SCRIPT = Path(__file__).with_name("forty.py")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    with Store.open(str(tmp_path_factory.mktemp("whole") / "cases.db")) as store:
        run(items(), NameReader(), store)
        return list(store.dump())


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server of one's own that writes through to the disk, to be killed."""
    server = started(("shared_buffers=16MB", "listen_addresses=", "max_connections=20"))
    yield server
    server.stop()


def test_the_server_is_killed_again_and_again(mortal: Server, undisturbed: list[str]) -> None:
    """Each time at a random report: what was stored stays, and the same run goes on."""
    url, chance = mortal.made(), random.Random(20240801)
    kept = 0
    for _ in range(3):

        class Kills(NameReader):
            left = chance.randint(3, 15)

            def read(self, report: Report) -> Reading:
                self.left -= 1
                if self.left == 0:
                    mortal.kill()
                return super().read(report)

        store = Store.open(url, wait_seconds=60)
        with pytest.raises(StoreError) as caught, store:
            run(items(), Kills(), store, batch_size=4)
        assert "cannot be reached" in caught.value.message
        assert "run the same command again" in caught.value.hint
        mortal.start()
        with Store.open(url, wait_seconds=60) as store:
            assert list(store.verify()) == []
            assert store.counts().reports >= kept
            kept = store.counts().reports
    assert kept
    with Store.open(url, wait_seconds=60) as store:
        run(items(), NameReader(), store)
        assert list(store.verify()) == []
        assert list(store.dump()) == undisturbed


def test_several_processes_read_into_one_store(store_url: str, undisturbed: list[str]) -> None:
    """All read the same: nothing is lost, nothing twice."""
    Store.open(store_url).close()
    processes = [
        subprocess.Popen([sys.executable, str(SCRIPT), store_url], stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    for process in processes:
        assert process.wait(120) == 0
    with Store.open(store_url) as store:
        assert list(store.verify()) == []
        assert list(store.dump()) == undisturbed
        counts = store.counts()
        assert (counts.reports, counts.versions, counts.readings) == (40, 41, 41)


def test_writers_with_parts_of_their_own(store_url: str, new_store: Callable[[], str]) -> None:
    """Each thread opens the store for itself and brings in what the others do not."""
    everything = [Item(f"{n}.txt", report(n)) for n in range(40)]
    faults: list[BaseException] = []

    def bring_in(part: list[Item]) -> None:
        try:
            with Store.open(store_url, wait_seconds=60) as store:
                run(part, NameReader(), store, batch_size=3)
        except BaseException as error:  # noqa: BLE001 - told to the test
            faults.append(error)

    Store.open(store_url).close()
    threads = [threading.Thread(target=bring_in, args=(everything[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    with Store.open(store_url) as store, Store.open(new_store()) as alone:
        run(everything, NameReader(), alone)
        assert list(store.dump()) == list(alone.dump())
        assert list(store.verify()) == []


def test_a_full_disk_costs_the_batch_in_flight(tmp_path: Path, undisturbed: list[str]) -> None:
    path = str(tmp_path / "cases.db")

    def narrow(connection: object, *_: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 6}")

    with Store.open(path) as store:
        store._engine.dispose()
        sa.event.listen(store._engine, "connect", narrow)
        with pytest.raises(StoreError, match="no space left") as caught:
            run(items(), NameReader(), store, batch_size=4)
        assert "what was stored is kept" in caught.value.hint
    with Store.open(path) as store:
        assert list(store.verify()) == []
        kept = store.counts().reports
        assert kept < 40
        outcome = run(items(), NameReader(), store)
        assert outcome.skipped >= kept
        assert list(store.dump()) == undisturbed


def test_a_clock_set_back_changes_nothing(store_url: str, undisturbed: list[str]) -> None:
    """What is newest follows from the order of coming in, never from the time."""
    years = iter(range(2040, 1990, -1))

    def backwards() -> str:
        return f"{next(years)}-01-01T00:00:00+00:00"

    half = list(items())
    for part in (half[:25], half[25:]):
        with Store.open(store_url, now=backwards) as store:
            run(part, NameReader(), store, batch_size=9)
    with Store.open(store_url) as store:
        run(items(), NameReader(), store)
        assert list(store.dump()) == undisturbed
        assert list(store.verify()) == []
        assert store.report("r-03").version == 2
        # A failure stays one, whenever it was told.
        with store.batch() as batch:
            batch.fail(Failure("late.txt", "fetch", "no such file"))
        assert [f.input for f in store.failures() if f.stage == "fetch"] == [
            "late.txt",
            "missing.txt",
        ]
