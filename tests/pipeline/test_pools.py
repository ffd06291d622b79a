"""Reading elsewhere: the same store, whoever reads, and whoever is lost meanwhile."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from casewatch.errors import ReaderBrokenError, UsageError
from casewatch.model.reading import Reading
from casewatch.model.report import Report, text_hash
from casewatch.pipeline import Item, run
from casewatch.pipeline import cluster as cluster_module
from casewatch.pipeline.local import LocalPool
from casewatch.pipeline.pools import pool_for
from casewatch.pipeline.work import Pool, read_unit, understood
from casewatch.store import Failure, Store

from .forty import NameReader, items


class MortalReader(NameReader):
    """Dies on texts that say so: always, or as long as the file that they name is not there."""

    def read(self, report: Report) -> Reading:
        for line in report.text.splitlines():
            if line.startswith("Deadly."):
                os.kill(os.getpid(), signal.SIGKILL)
            if line.startswith("Deadly once: ") and not Path(line[13:]).exists():
                Path(line[13:]).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().read(report)


class OtherReader(NameReader):
    version = "names-0"


class BrokenReader(NameReader):
    def __init__(self) -> None:
        raise FileNotFoundError("no weights")


def with_a_report(more: str) -> Iterator[Item | Failure]:
    """The forty, and among them one whose text says more."""
    for number, item in enumerate(items()):
        yield item
        if number == 9:
            text = "Dora Testova was charged with fraud.\n" + more
            yield Item("deadly.txt", Report("deadly", text, sha256=text_hash(text)))


def stored(things: Iterator[Item | Failure], url: str, pool: Pool | None = None) -> list[str]:
    with Store.open(url) as store:
        run(things, MortalReader(), store, pool=pool)
        assert list(store.verify()) == []
        return list(store.dump())


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two processes, replaced where they die."""
    made = LocalPool(MortalReader, "names-1", 2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return stored(items(), str(tmp_path_factory.mktemp("one") / "cases.db"))


def test_processes_give_the_store_that_one_gives(
    pool: Pool, tmp_path: Path, undisturbed: list[str]
) -> None:
    assert stored(items(), str(tmp_path / "cases.db"), pool) == undisturbed


def test_a_report_that_kills_is_the_only_one_lost(
    pool: Pool, tmp_path: Path, undisturbed: list[str]
) -> None:
    with Store.open(str(tmp_path / "cases.db")) as store:
        outcome = run(with_a_report("Deadly."), MortalReader(), store, pool=pool)
        assert outcome.failed == {"fetch": 1, "read": 2}
        told = {failure.input: failure.message for failure in store.failures()}
        assert "ended its worker" in told["deadly.txt"]
        assert [line for line in store.dump() if "deadly" not in line] == undisturbed


def test_another_reader_is_not_taken_for_this_one() -> None:
    report = Report("a", "Ada Testova was charged.")
    assert "reads as names-0" in str(read_unit(OtherReader, "names-1", [report]))
    with pytest.raises(ReaderBrokenError, match="no weights"):
        understood(read_unit(BrokenReader, "names-1", [report]))


def test_an_interruption_keeps_what_was_read(pool: Pool, tmp_path: Path) -> None:
    def interrupted() -> Iterator[Item | Failure]:
        for number, item in enumerate(items()):
            if number == 39:
                os.kill(os.getpid(), signal.SIGINT)
            yield item

    with Store.open(str(tmp_path / "cases.db")) as store:
        outcome = run(interrupted(), MortalReader(), store, pool=pool)
        assert outcome.interrupted
        assert 0 <= store.counts().reports < 39
        again = run(items(), MortalReader(), store)
        assert again.skipped + again.read == 41


def test_engines_by_their_names() -> None:
    with pool_for("local", 1, NameReader, "names-1") as pool:
        assert pool is None
    for wrong in ("spark://there", "dask://", "dask://host", "dask://host:port"):
        with pytest.raises(UsageError), pool_for(wrong, 1, NameReader, "names-1"):
            pass


def test_a_cluster_gives_the_same_store_though_a_worker_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    mark = f"Deadly once: {tmp_path / 'once'}"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1",
        dashboard_address=None, local_directory=str(tmp_path), silence_logs=50,
    ) as cluster:  # fmt: skip
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        with pool_for(address, 1, MortalReader, "names-1") as pool:
            assert pool
            assert pool.width == 2
            spread = stored(with_a_report(mark), str(tmp_path / "spread.db"), pool)
    assert (tmp_path / "once").exists()
    assert spread == stored(with_a_report(mark), str(tmp_path / "one.db"))
    monkeypatch.setattr(cluster_module, "SECONDS", 1)
    with (
        pytest.raises(ReaderBrokenError, match="no cluster"),
        pool_for(address, 1, MortalReader, "names-1"),
    ):
        pass
